import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadLists } from '#main/lists.ts';

const folder = mkdtempSync(join(tmpdir(), 'schoolgate-lists-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every shipped list and phrase can be used', async () => {
  const { lists, phraseLists, problems } = await loadLists([]);
  expect(problems).toEqual([]);
  expect(lists.length).toBeGreaterThan(20);
  expect(phraseLists.length).toBeGreaterThan(0);
  expect(lists.every(({ entries }) => entries.length > 0)).toBe(true);
});

test('a school’s own lists come beside the shipped ones, under names of their own; what cannot be used is told and left out', async () => {
  mkdirSync(join(folder, 'lists'));
  mkdirSync(join(folder, 'phrases'));
  writeFileSync(join(folder, 'lists/games.txt'), '# name: Our games\n# category: games\nours.test\nnot a host\n');
  writeFileSync(join(folder, 'lists/headless.txt'), 'ours.test\n');
  writeFileSync(join(folder, 'lists/strange.txt'), '# name: Strange\n# category: no-such\nours.test\n');
  writeFileSync(join(folder, 'lists/notes.md'), 'not a list');
  mkdirSync(join(folder, 'lists/folder.txt'));
  writeFileSync(join(folder, 'phrases/ours.txt'), '# name: Ours\n# category: bullying\nhigh: nobody likes you\nvery: odd\n');
  const before = await loadLists([]);
  const { lists, phraseLists, problems } = await loadLists([folder, join(folder, 'no such folder')]);
  expect(lists.slice(before.lists.length).map(({ id, entries }) => [id, entries])).toEqual([['school-games', [[3, 'ours.test']]]]);
  expect(phraseLists.at(-1)).toMatchObject({ id: 'school-ours', entries: [[3, 'high', 'nobody likes you']] });
  expect(problems.map(({ file, line }) => [file.slice(folder.length), line])).toEqual([
    ['/lists/folder.txt', 0],
    ['/lists/games.txt', 4],
    ['/lists/headless.txt', 0],
    ['/lists/strange.txt', 0],
    ['/phrases/ours.txt', 4],
  ]);
});
