import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAddress, suffixesOf } from '#policies/engine/host-suffixes.ts';
import { hasPrefix } from '#policies/engine/path-prefix.ts';
import { NameHasher } from '#policies/table/name-hash.ts';
import { eachPathPrefix, stopSpellings } from '#policies/table/path-prefixes.ts';
import { runs } from '#tests/policies/support/fuzz-runs.ts';
import { seed } from '#tests/policies/support/imported.ts';

const label = fc.string({ unit: fc.constantFrom('a', 'b', '1', '9', '-'), minLength: 1, maxLength: 4 });
const host = fc.oneof(
  fc.array(label, { minLength: 1, maxLength: 8 }).map((labels) => labels.join('.')),
  fc.constantFrom('192.0.2.1', '2001:db8::1', 'a.192', `${'a.'.repeat(126)}b`, 'x'.repeat(253)),
);

const hashes = (names: NameHasher): string[] => Array.from({ length: names.count }, (_, i) => `${names.hi[i]} ${names.lo[i]}`);

test('one pass gives the hash of the host and of every parent, as if each were read alone', () => {
  fc.assert(
    fc.property(host, (text) => {
      const names = new NameHasher(seed);
      names.read(text);
      const suffixes = suffixesOf(text).toReversed();
      expect(names.count).toBe(suffixes.length);
      const together = hashes(names);
      expect(suffixes.map((_, i) => text.slice(names.starts[i]))).toEqual(suffixes);
      for (const [i, suffix] of suffixes.entries()) {
        // A number that ends a name is an address when it stands alone.
        if (isAddress(suffix) !== isAddress(text)) continue;
        names.read(suffix);
        expect(hashes(names).at(-1)).toBe(together[i]);
      }
    }),
    runs(500),
  );
});

test('what is too long or nothing has no hash, and the next host has its own', () => {
  const names = new NameHasher(seed);
  names.read('a'.repeat(254));
  expect([names.count, names.host.length]).toEqual([0, 254]);
  names.read('');
  expect(names.count).toBe(0);
  names.read('a.example');
  expect(names.count).toBe(2);
});

test('another seed gives other hashes', () => {
  const [one, two] = [new NameHasher({ a: 1, b: 2 }), new NameHasher({ a: 1, b: 3 })];
  one.read('a.example');
  two.read('a.example');
  expect(hashes(one).some((hash) => hashes(two).includes(hash))).toBe(false);
});

test('a hundred thousand names that differ little have a hundred thousand hashes, evenly spread', () => {
  const names = new NameHasher(seed);
  const seen = new Set<string>();
  const [high, low] = [new Uint32Array(256), new Uint32Array(256)];
  for (let number = 0; number < 100_000; number++) {
    names.read(`n${number}.example`);
    seen.add(hashes(names)[1] ?? '');
    const [hi = 0, lo = 0] = [names.hi[1], names.lo[1]];
    high[hi >>> 24] = (high[hi >>> 24] ?? 0) + 1;
    low[lo & 255] = (low[lo & 255] ?? 0) + 1;
  }
  expect(seen.size).toBe(100_000);
  // Of 256 cells each holds about 391; the chance that one is off by six standard deviations is below one in a million.
  for (const counts of [high, low]) for (const count of counts) expect(Math.abs(count - 391)).toBeLessThan(120);
});

test('every prefix that ends at a boundary is hashed once for each reading, and no other', () => {
  const pieces = fc.constantFrom('a', 'B', '/', '?', '&', '=', '%2f', '%61', ';x', '..', '.');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), fc.integer({ min: 1, max: 30 }), (parts, longest) => {
      const names = new NameHasher(seed);
      names.read('a.example');
      const readings = stopSpellings(`/${parts.join('')}`);
      const found: string[] = [];
      eachPathPrefix(names, 1, readings, longest, (hi, lo, length) => void found.push(`${hi} ${lo} ${length}`));
      const expected = readings.flatMap((reading) =>
        Array.from({ length: Math.min(reading.length, longest) }, (_, at) => reading.slice(0, at + 1))
          .filter((prefix) => hasPrefix(reading, prefix))
          .map((prefix) => {
            names.beginPath(1);
            names.pathStep(prefix, 0, prefix.length);
            return `${names.pathHi} ${names.pathLo} ${prefix.length}`;
          }),
      );
      expect(found).toEqual(expected);
    }),
    runs(500),
  );
});
