// The table of attacks says which test sees each of them end as it should; a test that was renamed or removed is missed here.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const rows = readFileSync(new URL('docs/attacks.md', root), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:what is tried|---)/.test(line));
const seen = rows.map((row) => /\[(?<title>.+)\]\(\.\.\/(?<file>[^)]+)\) \|$/.exec(row)?.groups ?? { title: row, file: '' });

test('every row names a test', () => expect(seen.filter(({ file }) => file === '')).toEqual([]));

test('that is there', () => {
  expect(seen.length).toBeGreaterThan(50);
  const missing = seen.filter(({ title = '', file = '' }) => {
    const place = new URL(file, root);
    return !existsSync(place) || !readFileSync(place, 'utf8').includes(title);
  });
  expect(missing).toEqual([]);
});
