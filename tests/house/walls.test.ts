import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readModules } from './modules.ts';
import { projectRoot } from './source-files.ts';
import { brokenWalls, cycles, parts, partOf } from './walls.ts';

const planted = mkdtempSync(join(tmpdir(), 'schoolgate-walls-'));
afterAll(() => rmSync(planted, { recursive: true, force: true }));

/** The modules of a house that consists of one planted file. */
function plant(file: string, text: string): ReturnType<typeof readModules> {
  rmSync(planted, { recursive: true, force: true });
  mkdirSync(dirname(join(planted, file)), { recursive: true });
  writeFileSync(join(planted, file), text);
  return readModules(planted);
}

const modules = readModules(projectRoot);

test('no module of the house goes through a wall', () => {
  expect(brokenWalls(modules)).toEqual([]);
});

test('no modules go round in a ring', () => {
  expect(cycles(modules)).toEqual([]);
});

test('every part was really read, and imports between parts were seen', () => {
  for (const { name } of parts) {
    expect([name, modules.filter(({ file }) => partOf(file).name === name).length > 0]).toEqual([name, true]);
  }
  const between = modules.flatMap(({ file, files }) => files.filter((to) => partOf(to).name !== partOf(file).name));
  expect(modules.length).toBeGreaterThan(100);
  expect(between.length).toBeGreaterThan(100);
});

const violations: readonly (readonly [string, string, string])[] = [
  ['policies/engine/judge.ts', "import type { Store } from '#store/school-store.ts';", 'policies may not ask store'],
  ['policies/engine/judge.ts', "import { readFileSync } from 'node:fs';", 'may not use it'],
  ['policies/engine/judge.ts', "import { pino } from 'pino';", 'may not use it'],
  ['proxy/a.ts', "import { openSqlite } from '#store/sql/open-sqlite.ts';", 'proxy may not ask store/sql'],
  ['proxy/a.ts', "export * from '../dashboard/server/a.ts';", 'proxy may not ask dashboard/server'],
  ['proxy/a.ts', "export { x } from '#main/lists.ts';", 'proxy may not ask main'],
  ['proxy/a.ts', "const kysely = await import('kysely');", 'may not use it'],
  ['proxy/a.ts', 'const name = "x"; await import(name);', 'only known at run time'],
  ['extension/a.ts', "import { x } from '#proxy/a.ts';", 'extension may not ask proxy'],
  ['extension/a.ts', "import { x } from '#store/school-store.ts';", 'extension may not ask store'],
  ['extension/a.ts', "import { x } from 'node:crypto';", 'may not use it'],
  ['extension/a.ts', 'chrome.tabs.query({});', 'only extension/chrome may'],
  ['extension/a.ts', 'globalThis.chrome;', 'only extension/chrome may'],
  ['extension/a.ts', "import browser from 'webextension-polyfill';", 'may not use it'],
  ['dashboard/server/a.ts', "import { openAuthority } from '#proxy/tls/authority.ts';", 'dashboard/server may not ask proxy'],
  [
    'dashboard/server/a.ts',
    "type Authority = import('#proxy/tls/authority.ts').CertificateAuthority;",
    'dashboard/server may not ask proxy',
  ],
  ['dashboard/server/a.ts', "new Worker(new URL('../../proxy/a.ts', import.meta.url));", 'dashboard/server may not ask proxy'],
  ['dashboard/server/a.ts', "import Database from 'better-sqlite3';", 'may not use it'],
  ['dashboard/web/a.tsx', "import { x } from '../server/a.ts';", 'dashboard/web may not ask dashboard/server'],
  ['dashboard/web/a.tsx', "import { x } from '#store/school-store.ts';", 'dashboard/web may not ask store'],
  ['store/a.ts', "import { x } from './sql/open-sqlite.ts';", 'store may not ask store/sql'],
  ['store/sql/a.ts', "import { x } from '#proxy/a.ts';", 'store/sql may not ask proxy'],
  ['start/a.mjs', "import { x } from '../main/cli.ts';", 'start may not ask main'],
  ['start/a.mjs', "import { z } from 'zod';", 'may not use it'],
  ['main/a.ts', "import { x } from '../tests/a.ts';", 'main may not ask tests'],
  ['store/sql/a.ts', 'const = ;', 'store/sql/a.ts: '],
];

test.each(violations)('a planted import in %s is reported: %s', (file, text, sentence) => {
  const broken = brokenWalls(plant(file, text));
  expect(broken).toHaveLength(1);
  expect(broken[0]).toContain(sentence);
});

test('a planted ring is reported once', () => {
  plant('proxy/a.ts', "import './b.ts';");
  writeFileSync(join(planted, 'proxy/b.ts'), "import '#proxy/c.ts';");
  writeFileSync(join(planted, 'proxy/c.ts'), "import type { A } from './a.ts';");
  expect(cycles(readModules(planted))).toEqual(['proxy/a.ts → proxy/b.ts → proxy/c.ts → proxy/a.ts']);
});

test('a module in a folder that the table does not know is refused', () => {
  expect(() => brokenWalls(plant('helpers/a.ts', ''))).toThrow('in no part of the house');
});
