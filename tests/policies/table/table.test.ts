// A table against the plainest of models: for every name the lists it is on, with their lines.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CategoryTable } from '#policies/table/category-table.ts';
import { buildSlots, type FuseSlots } from '#policies/table/fuse-build.ts';
import { FusePlaces, layoutFor } from '#policies/table/fuse-layout.ts';
import { encodeKeys, openKeys } from '#policies/table/keys-file.ts';
import { ListedNames } from '#policies/table/listed-names.ts';
import { NameHasher } from '#policies/table/name-hash.ts';
import { lastLine, TableBuilder } from '#policies/table/table-builder.ts';
import { encodeTable } from '#policies/table/table-file.ts';
import { damaged } from '#tests/policies/support/damaged.ts';
import { runs } from '#tests/policies/support/fuzz-runs.ts';
import { itemsOf, keysOfLists, namesOf, seed, tableOf } from '#tests/policies/support/imported.ts';
import { anyLists, expectSame, saidOf } from '#tests/policies/support/table-model.ts';

describe('a table says what its lists say', () => {
  test('of any lists', () => {
    fc.assert(
      fc.property(anyLists, (lists) => expectSame(namesOf(lists), lists)),
      runs(200),
    );
  });

  test('in whatever order lists and lines come', () => {
    fc.assert(
      fc.property(
        anyLists.chain((lists) =>
          fc.tuple(fc.constant(lists), fc.shuffledSubarray(lists, { minLength: lists.length }), fc.infiniteStream(fc.nat())),
        ),
        ([lists, shuffled, numbers]) => {
          const builder = new TableBuilder(seed);
          const entries = shuffled.flatMap(({ id, category, lines }) => {
            const list = builder.list({ id, name: `List ${id}`, category });
            return lines.flatMap((line, index) =>
              itemsOf(line).map((item) => ({ list, line: index + 1, item, order: numbers.next().value ?? 0 })),
            );
          });
          for (const { list, line, item } of entries.sort((a, b) => a.order - b.order)) builder.add(list, line, item);
          const names = new ListedNames(tableOf(builder.keys()));
          expectSame(names, lists);
          const lastLines = (of: ListedNames) => Object.fromEntries(of.lists.map(({ id, lines }) => [id, lines]));
          expect(lastLines(names)).toEqual(lastLines(namesOf(lists)));
        },
      ),
      runs(100),
    );
  });

  test('of many names, also of more combinations of lists than have a code of their own', () => {
    // Eleven lists; each name is on those whose bit its number has: 2047 combinations.
    const lists = Array.from({ length: 11 }, (_, bit) => ({
      id: `l${bit}`,
      category: 'games',
      lines: Array.from({ length: 6_000 }, (_, number) => (((number % 2047) + 1) & (1 << bit) ? `n${number}.example` : '')),
    }));
    const names = namesOf(lists);
    expect(names.sets.length).toBe(2047);
    for (let number = 0; number < 6_000; number += 7) {
      const expected = lists.filter(({ lines }) => lines[number] !== '').map(({ id }) => `${id}:${number + 1}`);
      expect(saidOf(names, `n${number}.example`)).toEqual(expected.sort());
    }
    for (let number = 0; number < 20_000; number++) expect(saidOf(names, `other${number}.example`)).toEqual([]);
  });

  test('of no names, one name and two', () => {
    for (const lines of [[], ['a.example'], ['a.example', 'b.example']]) {
      const lists = [{ id: 'one', category: 'games', lines }];
      expectSame(namesOf(lists), lists);
    }
  });

  test('and knows of every list its last line, of ranges and expressions the text, and the longest path', () => {
    const names = namesOf([
      { id: 'one', category: 'games', lines: ['a.example', '192.0.2.0/24', '/casino/', 'b.example/abc'] },
      { id: 'two', category: 'video', lines: ['', 'c.example/abcdef'] },
    ]);
    expect(names.lists.map(({ id, lines }) => [id, lines])).toEqual([
      ['one', 4],
      ['two', 2],
    ]);
    expect(names.ranges).toEqual([{ list: { id: 'one', name: 'List one', category: 'games' }, line: 2, text: '192.0.2.0/24' }]);
    expect(names.expressions).toEqual([{ list: { id: 'one', name: 'List one', category: 'games' }, line: 3, text: 'casino' }]);
    expect(names.longestPath).toBe(7);
  });

  test('only a name without a dot is one; an address is none', () => {
    const dotless = (line: string): boolean => namesOf([{ id: 'one', category: 'games', lines: [line] }]).dotless;
    expect(['local', 'a.example', '192.0.2.1', '2001:db8::1', 'com/x'].map(dotless)).toEqual([true, false, false, false, true]);
  });
});

test('lines beyond the last that a table can tell are told as that one', () => {
  const builder = new TableBuilder(seed);
  const list = builder.list({ id: 'one', name: 'One', category: 'games' });
  for (const [line, host] of [
    [lastLine - 1, 'a.example'],
    [lastLine + 5, 'b.example'],
  ] as const)
    builder.add(list, line, { kind: 'host', host, path: null, below: false });
  const names = new ListedNames(tableOf(builder.keys()));
  expect([saidOf(names, 'a.example'), saidOf(names, 'b.example')]).toEqual([[`one:${lastLine - 1}`], [`one:${lastLine}`]]);
});

test('an item of a list that was not begun is a mistake of ours', () => {
  expect(() => new TableBuilder(seed).add(0, 1, { kind: 'range', range: '192.0.2.0/24' })).toThrow(RangeError);
});

test('hashes that are not distinct cannot be filled in', () => {
  const twice = Uint32Array.of(7, 7);
  expect(() => buildSlots(twice, twice, Uint32Array.of(1, 2))).toThrow(RangeError);
});

test('a layout has room for its names and little more', () => {
  for (const names of [0, 1, 2, 10, 1_000, 100_000, 5_000_000]) {
    const { segmentLength, firstSlots, slots } = layoutFor(names, 1);
    expect(slots).toBe(firstSlots + 2 * segmentLength);
    expect(firstSlots % segmentLength).toBe(0);
    expect(slots).toBeGreaterThan(names);
    if (names >= 100_000) expect(slots / names).toBeLessThan(1.2);
  }
});

test('keys are kept and read back, and damaged ones are not used', () => {
  const keys = keysOfLists([
    { id: 'one', category: 'games', lines: ['a.example', 'shared.example', '/casino/'] },
    { id: 'two', category: 'video', lines: ['shared.example', 'b.example/x'] },
  ]);
  const bytes = encodeKeys(keys);
  expect(openKeys(bytes)).toEqual(keys);
  fc.assert(
    fc.property(damaged(bytes), (odd) => {
      const read = openKeys(odd);
      if (read !== null) encodeTableIfItCan(read);
    }),
    runs(500),
  );
});

function encodeTableIfItCan(keys: Parameters<typeof encodeTable>[0]): void {
  try {
    encodeTable(keys);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
  }
}

describe('damaged tables', () => {
  const bytes = encodeTable(
    keysOfLists([
      { id: 'one', category: 'games', lines: ['a.example', 'shared.example', 'c.example/x'] },
      { id: 'two', category: 'video', lines: ['shared.example'] },
    ]),
  );

  test('are refused, or read without a fault', () => {
    fc.assert(
      fc.property(damaged(bytes), (odd) => {
        const table = CategoryTable.open(odd);
        if ('problem' in table) {
          expect(table.problem).toMatch(/^The category table .+\.$/);
          return;
        }
        const names = new ListedNames(table);
        for (const host of ['a.example', 'shared.example', 'c.example', 'other.example']) saidOf(names, host);
      }),
      runs(1_500),
    );
  });

  test.each([
    ['"slots":', '"slots":1'],
    ['"members":[0,2]', '"members":[0,9]'],
    ['"segmentLength":', '"segmentLength":3'],
    ['"lists":[{', '"lists":0,"x":[{'],
  ])('with %s made %s are refused', (from, to) => {
    const text = Buffer.from(bytes).toString('latin1');
    const odd = Buffer.from(text.replace(from, to), 'latin1');
    odd.writeUInt32LE(odd.readUInt32LE(8) + to.length - from.length, 8);
    expect(CategoryTable.open(new Uint8Array(odd))).toHaveProperty('problem');
  });
});

test('a name that is not listed is taken for one that is about once in 2^32 times, bit by bit of its fingerprint', () => {
  const count = 20_000;
  const lines = Array.from({ length: count }, (_, number) => `listed${number}.example`);
  const keys = keysOfLists([{ id: 'one', category: 'games', lines }]);
  const table = tableOf(keys);
  const built = buildSlots(keys.hi, keys.lo, new Uint32Array(count));
  expect(table.head.layout).toEqual(built.layout);
  const differences = differencesOf(built, 400_000);
  // Of 400 000 a window of so many bits is all zero about n / 2^bits times; six standard deviations either way.
  for (const [bits, mask] of [
    [8, 0xff],
    [8, 0xff00],
    [8, 0xff0000],
    [8, 0xff000000],
    [12, 0xfff],
    [12, 0xfff00000],
    [16, 0xffff],
    [16, 0xffff0000],
  ] as const) {
    const expected = differences.length / 2 ** bits;
    const zero = differences.filter((difference) => (difference & mask) === 0).length;
    expect(Math.abs(zero - expected), `${bits} bits of ${mask.toString(16)}`).toBeLessThan(6 * Math.sqrt(expected) + 1);
  }
  // Two windows do not agree together more often than by chance, so that 32 bits are worth 32.
  const both = differences.filter((difference) => (difference & 0x00ff00ff) === 0).length;
  expect(both).toBeLessThan(differences.length / 2 ** 16 + 6 * Math.sqrt(differences.length / 2 ** 16) + 1);
  expect(differences).not.toContain(0);
});

/** Of names that are not listed: in which bits the fingerprint differs from what the table has for it. */
function differencesOf({ layout, words }: FuseSlots, count: number): Int32Array {
  const hasher = new NameHasher(seed);
  const places = new FusePlaces(layout);
  return Int32Array.from({ length: count }, (_, number) => {
    hasher.read(`other${number}.example`);
    places.locate(hasher.hi[1] ?? 0, hasher.lo[1] ?? 0);
    const stored = (words[2 * places.first] ?? 0) ^ (words[2 * places.second] ?? 0) ^ (words[2 * places.third] ?? 0);
    return stored ^ places.fingerprint;
  });
}
