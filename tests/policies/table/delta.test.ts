// What changed between two states of lists, against tables that were made from the states themselves.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeDelta, openDelta } from '#policies/table/delta-file.ts';
import { ListedNames } from '#policies/table/listed-names.ts';
import { anyLine } from '#tests/policies/support/any-address.ts';
import { damaged } from '#tests/policies/support/damaged.ts';
import { runs } from '#tests/policies/support/fuzz-runs.ts';
import { keysOfLists, namesOf, opened, tableOf, type LinedList } from '#tests/policies/support/imported.ts';
import { modelOf, saidOf } from '#tests/policies/support/table-model.ts';

const ids = ['one', 'two', 'three'];
const anyState = fc
  .tuple(...ids.map(() => fc.array(anyLine, { maxLength: 8 })))
  .map((all) => ids.map((id, index): LinedList => ({ id, category: 'games', lines: all[index] ?? [] })));

/** A name that only moved to another line keeps the line that it had, so that lines are left out here. */
const withoutLines = (said: readonly string[]): string[] => said.map((one) => one.replace(/:\d+/, '')).sort();

test('a table with its deltas says what a table of the last state says', () => {
  fc.assert(
    fc.property(fc.array(anyState, { minLength: 2, maxLength: 5 }), (states) => {
      const names = namesOf(...states);
      const last = states.at(-1) ?? [];
      const fresh = namesOf(last);
      for (const name of new Set(states.flatMap((state) => [...modelOf(state).keys()]))) {
        const [host = '', path = null] = name.split(' ');
        expect(withoutLines(saidOf(names, host, path)), name).toEqual(withoutLines(saidOf(fresh, host, path)));
      }
      expect(names.longestPath).toBeGreaterThanOrEqual(fresh.longestPath);
      expect(names.dotless || !fresh.dotless).toBe(true);
      expect(names.ranges).toEqual(fresh.ranges);
      expect(names.expressions).toEqual(fresh.expressions);
      expect(names.lists).toEqual(fresh.lists);
    }),
    runs(150),
  );
});

const games = (...lines: string[]): LinedList[] => [{ id: 'one', category: 'games', lines }];

test('names are added, removed and added again, each with its own line', () => {
  const names = namesOf(games('a.example', 'b.example'), games('', 'b.example', 'c.example'), games('', 'b.example', '', 'a.example'));
  expect(saidOf(names, 'a.example')).toEqual(['one:4']);
  expect(saidOf(names, 'b.example')).toEqual(['one:2']);
  expect(saidOf(names, 'c.example')).toEqual([]);
});

test('a name that only moved keeps its line, and is no change', () => {
  const [before, after] = [keysOfLists(games('b.example')), keysOfLists(games('a.example', 'b.example'))];
  expect(encodeDelta(before, after, 'base')?.changes).toBe(1);
  expect(saidOf(namesOf(games('b.example'), games('a.example', 'b.example')), 'b.example')).toEqual(['one:1']);
});

test('a name that goes on to another list, alone or with others, is a change', () => {
  const state = (one: string[], two: string[]): LinedList[] => [
    { id: 'one', category: 'games', lines: one },
    { id: 'two', category: 'video', lines: two },
  ];
  const names = namesOf(state(['a.example', 'b.example'], []), state(['a.example'], ['b.example', 'a.example']));
  expect(saidOf(names, 'a.example')).toEqual(['one:1', 'two:2']);
  expect(saidOf(names, 'b.example')).toEqual(['two:1']);
});

test('a list that is new, and lists in another order, are told by a delta', () => {
  const before = games('a.example');
  const after = [{ id: 'zero', category: 'video', lines: ['a.example', 'v.example'] }, ...games('a.example')];
  const names = namesOf(before, after);
  expect(saidOf(names, 'a.example')).toEqual(['one:1', 'zero:1']);
  expect(saidOf(names, 'v.example')).toEqual(['zero:2']);
});

test('lists whose ids look like one another’s marks are told apart', () => {
  const state = (alone: string[], odd: string[]): LinedList[] => [
    { id: 'x', category: 'games', lines: alone },
    { id: 'x!', category: 'video', lines: odd },
  ];
  expect(saidOf(namesOf(state(['github.io'], []), state([], ['*.github.io'])), 'github.io')).toEqual(['x!:1']);
});

describe('only a new table will do', () => {
  const before = keysOfLists(games('a.example'));
  test.each([
    ['a list that is gone', keysOfLists([])],
    ['a list of another category', keysOfLists([{ id: 'one', category: 'video', lines: ['a.example'] }])],
    ['another seed', keysOfLists(games('a.example'), { a: 1, b: 1 })],
  ])('for %s', (_what, after) => {
    expect(encodeDelta(before, after, 'base')).toBeNull();
  });
});

test('the delta names what it changes', () => {
  const delta = encodeDelta(keysOfLists(games('a.example')), keysOfLists(games('b.example')), 'sha-of-the-table');
  expect(delta?.changes).toBe(2);
  expect(opened(openDelta(delta?.bytes ?? new Uint8Array())).head.base).toBe('sha-of-the-table');
});

test('thousands of changes are found, and nothing else', () => {
  const many = Array.from({ length: 5_000 }, (_, number) => `n${number}.example`);
  const names = namesOf(games('a.example'), games('a.example', ...many), games('a.example', ...many.slice(0, 2_500)));
  for (let number = 0; number < 5_000; number += 13)
    expect(saidOf(names, `n${number}.example`)).toEqual(number < 2_500 ? [`one:${number + 2}`] : []);
  for (let number = 5_000; number < 10_000; number++) expect(saidOf(names, `n${number}.example`)).toEqual([]);
});

test('damaged deltas are refused, or read without a fault', () => {
  const [before, after] = [keysOfLists(games('a.example', 'b.example/x')), keysOfLists(games('c.example', 'd.example/y'))];
  const { bytes } = encodeDelta(before, after, 'base') ?? { bytes: new Uint8Array(1) };
  const table = tableOf(before);
  fc.assert(
    fc.property(damaged(bytes), (odd) => {
      const delta = openDelta(odd);
      if ('problem' in delta) {
        expect(delta.problem).toMatch(/^The change of a category table .+\.$/);
        return;
      }
      const names = new ListedNames(table, [delta]);
      for (const host of ['a.example', 'c.example', 'd.example']) saidOf(names, host);
    }),
    runs(1_000),
  );
});
