import { expect, test } from 'vitest';
import { lineProblems } from '#policies/lists/line-problems.ts';
import { csvReader } from '#policies/lists/read-csv.ts';

const read = (...lines: string[]) => {
  const reader = csvReader();
  return lines.map((line) => reader(line));
};
const host = (name: string, path: string | null = null) => ({ kind: 'host', host: name, path, below: false });

test('a header says which column holds the address and which the category', () => {
  expect(read('domain,category', 'a.test,games', '"b.test/x","news, world"')).toEqual([
    { items: [] },
    { items: [host('a.test')], category: 'games' },
    { items: [host('b.test', '/x')], category: 'news, world' },
  ]);
  expect(read('# made today', 'Rank;Category Name;URL', '1;chat;https://c.test:8443/x').at(-1)).toEqual({
    items: [host('c.test', '/x')],
    category: 'chat',
  });
  expect(read('host\tnote', 'd.test\tany "quoted" word').at(-1)).toEqual({ items: [host('d.test')] });
  expect(read('url', '*.github.io').at(-1)).toEqual({ items: [{ ...host('github.io'), below: true }] });
  expect(read('address', '192.0.2.0/24').at(-1)).toEqual({ items: [{ kind: 'range', range: '192.0.2.0/24' }] });
});

test('quotation marks are doubled inside', () => {
  expect(read('domain,category', '"a.test","so ""called"""').at(-1)).toEqual({ items: [host('a.test')], category: 'so "called"' });
});

test.each([
  ['"a.test', 'A quotation mark in the line is not closed.'],
  [',games', 'The line has nothing in the column with the address.'],
  ['a b.test,games', lineProblems.spaces],
  ['a..test,games', lineProblems.notHost],
])('refused: %s', (line, problem) => expect(read('domain,category', line).at(-1)).toEqual({ problem }));

test('a file without a header is told once what is missing, and its lines are counted', () => {
  const [first, second] = read('a.test,games', 'b.test,games');
  expect(first).toEqual({ problem: 'The first line must name the columns: one of them domain, url or host.' });
  expect(second).toHaveProperty('problem');
});
