// What the documentation says of roles is made from what grants them; a change of either that forgets the other is missed here.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rolesTable, routesTable } from '#dashboard/server/routes/roles-document.ts';

const shown = readFileSync(new URL('../../docs/roles.md', import.meta.url), 'utf8');

test('docs/roles.md shows every permission and every address as they are', () => {
  expect(shown).toContain(rolesTable());
  expect(shown).toContain(routesTable());
});
