// The tables of attacks say which test sees each of them end as it should; a test that was renamed or removed is missed here.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { closedAddresses, policyTable } from '#main/chrome/policy-set.ts';

const root = new URL('../../', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), 'utf8');

describe.each([
  { document: 'docs/attacks.md', atLeast: 50 },
  { document: 'docs/extension.md', atLeast: 20 },
])('$document', ({ document, atLeast }) => {
  const from = text(document).indexOf('| what is tried');
  const rows = text(document)
    .slice(from)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:what is tried|---)/.test(line));
  const seen = rows.map((row) => /\[(?<title>.+)\]\(\.\.\/(?<file>[^)]+)\) \|$/.exec(row)?.groups ?? { title: row, file: '' });

  test('every row names a test', () => expect(seen.filter(({ file }) => file === '')).toEqual([]));

  test('that is there', () => {
    expect(seen.length).toBeGreaterThan(atLeast);
    const missing = seen.filter(({ title = '', file = '' }) => !existsSync(new URL(file, root)) || !text(file).includes(title));
    expect(missing).toEqual([]);
  });
});

test('the policies that the documentation names are those that are given to Chrome', () => {
  const shown = text('docs/extension.md');
  expect(shown).toContain(policyTable());
  for (const address of closedAddresses) expect(shown).toContain(`\`${address}\``);
});

test('the oldest Chrome is the same in the manifest, in the documentation and before the tests', () => {
  const oldest = /testedFrom = '(?<version>\d+)'/.exec(text('extension/manifest.ts'))?.groups?.['version'];
  expect(text('docs/extension.md')).toContain(`Devices need Chrome ${oldest} or newer`);
  expect(text('start/chromium.mjs')).toContain(`const oldest = ${oldest};`);
});
