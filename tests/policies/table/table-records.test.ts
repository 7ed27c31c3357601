import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { keysOf, linesOfKey } from '#policies/table/table-keys.ts';
import { hasPaths, listed, pathsMark, TableRecords } from '#policies/table/table-records.ts';
import { runs } from '#tests/policies/support/fuzz-runs.ts';
import { seed } from '#tests/policies/support/imported.ts';

// Few different halves, so that names with one equal half, which are rare, are common.
const half = fc.constantFrom(0, 1, 0xffff, 0x10000, 0x80000000, 0xffffffff);
const anyRecord = fc.record({
  hi: half,
  lo: half,
  kind: fc.constantFrom(listed, hasPaths),
  value: fc.integer({ min: 1, max: 3 }),
  line: fc.integer({ min: 1, max: 9 }),
});
type AnyRecord = typeof anyRecord extends fc.Arbitrary<infer T> ? T : never;

const facts = { seed, lists: [], longestPath: 0, dotless: false, ranges: [], expressions: [] };
function recordsOf(all: readonly AnyRecord[]): TableRecords {
  const records = new TableRecords();
  for (const { hi, lo, kind, value, line } of all) records.add(hi, lo, kind, value, line);
  return records;
}

test('records come in the order of hash, then what is said, then line', () => {
  fc.assert(
    fc.property(fc.array(anyRecord, { maxLength: 60 }), (all) => {
      const what = ({ kind, value }: AnyRecord): number => (kind === hasPaths ? pathsMark + value : value);
      const told = [...recordsOf(all).sorted()].map((at) => all[at]);
      expect(told).toHaveLength(all.length);
      const inOrder = all.toSorted((a, b) => a.hi - b.hi || a.lo - b.lo || what(a) - what(b) || a.line - b.line);
      expect(told).toEqual(inOrder);
    }),
    runs(300),
  );
});

test('names with one equal half are two names, and a name said twice is one with its first line', () => {
  fc.assert(
    fc.property(fc.array(anyRecord, { maxLength: 60 }), (all) => {
      const keys = keysOf(recordsOf(all), facts);
      const names = Map.groupBy(all, ({ hi, lo }) => `${hi} ${lo}`);
      expect(keys.hi.length).toBe(names.size);
      for (const [key, hi] of keys.hi.entries()) {
        const of = names.get(`${hi} ${keys.lo[key]}`) ?? [];
        // Values 2 and 3 are one list, with what is below and alone: the wider holds.
        const members = [1, 2, 3]
          .filter((value) => of.some((one) => one.kind === listed && one.value === value))
          .filter((value, _, found) => value !== 3 || !found.includes(2));
        const lines = members.map((value) =>
          Math.min(...of.filter((one) => one.kind === listed && one.value === value).map(({ line }) => line)),
        );
        const set = keys.sets[keys.set[key] ?? 0];
        expect([set?.members, linesOfKey(keys, key)]).toEqual([members, lines]);
        expect(set?.paths).toBe(of.reduce((paths, { kind, value }) => (kind === hasPaths ? paths | value : paths), 0));
      }
    }),
    runs(300),
  );
});

test('columns grow with what they hold', () => {
  const records = new TableRecords();
  for (let number = 0; number < 10_000; number++) records.add(number, 10_000 - number, listed, 2, number + 1);
  expect([...records.sorted()]).toEqual(Array.from({ length: 10_000 }, (_, number) => number));
});
