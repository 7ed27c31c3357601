// What the benchmark of the judge rests on: lists that hold what they say, questions whose answers are known, honest bounds.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { seededRandom } from '#main/demo/random.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { judgeRows, upperBound } from './judge-rows.ts';
import { keyOf } from './judge-measures.ts';
import { makeWorkload } from './judge-workload.ts';
import { loadStructure } from './name-structures.ts';
import { syntheticNames, unlistedName } from './synthetic-names.ts';

const names = [...syntheticNames(20_000, 1)];

test('made names are different names in canonical spelling, the same for the same seed', () => {
  expect(new Set(names).size).toBe(names.length);
  expect([...syntheticNames(20_000, 1)]).toEqual(names);
  expect(names.filter((name) => parseTarget(`https://${name}/`)?.host !== name)).toEqual([]);
  const mean = names.reduce((sum, name) => sum + name.length, 0) / names.length;
  expect(mean).toBeGreaterThan(13);
  expect(mean).toBeLessThan(19);
  expect(names.filter((name) => /^[\d.]+$/.test(name)).length / names.length).toBeCloseTo(0.1, 1);
});

test('a name that is said to be unlisted is neither on a list nor below a name that is', async () => {
  const listed = new Set(names);
  const random = seededRandom(3);
  for (let number = 0; number < 5_000; number++) {
    const labels = unlistedName(number, random).split('.');
    expect(labels.some((_, from) => listed.has(labels.slice(from).join('.')))).toBe(false);
  }
});

test('half of the questions are listed, and a plain set agrees with every answer', async () => {
  const workload = await makeWorkload(null, 0.002);
  try {
    expect(workload.real).toBe(false);
    expect(workload.lists.map(({ of, names: count }) => [of, count > 0])).toEqual([
      ['made lists', true],
      ['1 M', true],
      ['5 M', true],
    ]);
    for (const { file, questions } of workload.lists) {
      const lookup = await loadStructure('set', file, '');
      const lines = readFileSync(questions, 'latin1').split('\n');
      expect(lines.filter((line) => line.startsWith('+'))).toHaveLength(lines.length / 2);
      expect(lines.filter((line) => lookup(line.slice(1)) !== line.startsWith('+'))).toEqual([]);
    }
  } finally {
    workload.remove();
  }
});

test('the bound of a rate that was never seen is three over the number of tries', () => {
  expect(upperBound(0, 1e6)).toBeCloseTo(3e-6, 7);
  expect(upperBound(3, 100)).toBeCloseTo(0.0775, 3);
});

test('what failed says so in the table and why below it, and what was not measured is a dash', () => {
  const workload = { folder: '', lists: [], categoryLists: '', addresses: '', popular: '', real: true, remove: () => undefined };
  const measured = new Map([
    [
      keyOf('edit', 'schoolgate'),
      [
        { first: 30, median: 9 },
        { first: 20, median: 11 },
        { first: 40, median: 10 },
      ],
    ],
    [keyOf('bulk', 'schoolgate'), [{ failed: 'child.ts ended with 1.\nfile.ts:1\n\nRangeError: out of names' }]],
  ]);
  const { rows, notes } = judgeRows(measured, workload);
  const row = (what: string): readonly (string | number)[] | undefined => rows.find(([label]) => String(label).includes(what));
  expect(row('one rule more')?.slice(2, 4)).toEqual(['30', '≤ 100']);
  expect(row('once warm')?.[2]).toBe('10');
  expect(row('in bulk')?.[2]).toBe('fails');
  expect(row('address as text')?.[2]).toBe('-');
  expect(notes).toEqual(['“fails” (bulk, schoolgate): RangeError: out of names']);
});
