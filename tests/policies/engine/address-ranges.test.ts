import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AddressRanges } from '#policies/engine/address-ranges.ts';
import { targetOf } from '#tests/policies/support/judging.ts';
import { runs } from '#tests/policies/support/fuzz-runs.ts';

/** An address as one number, and how many bits it has. */
type Number = readonly [value: bigint, width: 32 | 128];

const v4 = ([a, b, c, d]: readonly number[]): string => `${a}.${b}.${c}.${d}`;
const numberOf = (bytes: readonly number[]): Number => [
  bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n),
  bytes.length === 4 ? 32 : 128,
];
const v6 = (bytes: readonly number[]): string =>
  Array.from({ length: 8 }, (_, group) => (((bytes[2 * group] ?? 0) << 8) | (bytes[2 * group + 1] ?? 0)).toString(16)).join(':');
const hostOf = (bytes: readonly number[]): string => targetOf(bytes.length === 4 ? v4(bytes) : `[${v6(bytes)}]`).host;

// Few different bytes, so that blocks and addresses meet.
const byte = fc.constantFrom(0, 1, 127, 128, 192, 255);
const anyBytes = fc.oneof(
  fc.array(byte, { minLength: 4, maxLength: 4 }),
  // The first group keeps clear of IPv4-mapped addresses, which are IPv4 addresses.
  fc.array(byte, { minLength: 14, maxLength: 14 }).map((rest) => [0x20, 1, ...rest]),
);
const anyBlock = anyBytes.chain((bytes) => fc.tuple(fc.constant(bytes), fc.nat({ max: bytes.length * 8 })));

const holds = ([block, bits]: readonly [readonly number[], number], address: readonly number[]): boolean => {
  const [[a, width], [b, other]] = [numberOf(block), numberOf(address)];
  return width === other && a >> BigInt(width - bits) === b >> BigInt(width - bits);
};

test('an address is in exactly the blocks whose first bits are its own', () => {
  fc.assert(
    fc.property(fc.array(anyBlock, { maxLength: 12 }), fc.array(anyBytes, { minLength: 1, maxLength: 12 }), (blocks, addresses) => {
      const ranges = new AddressRanges<number>();
      for (const [index, [bytes, bits]] of blocks.entries())
        expect(ranges.add(`${bytes.length === 4 ? v4(bytes) : v6(bytes)}/${bits}`, index)).toBe(true);
      for (const bytes of addresses) {
        const expected = blocks.flatMap((block, index) => (holds(block, bytes) ? [{ bits: block[1], what: index }] : []));
        expect(ranges.of(hostOf(bytes)).sort((a, b) => a.what - b.what)).toEqual(expected);
      }
    }),
    runs(500),
  );
});

test('a name is in no block, whatever it looks like', () => {
  const ranges = new AddressRanges<string>();
  ranges.add('0.0.0.0/0', 'all');
  ranges.add('::/0', 'all of six');
  expect(['192.0.2.1.example', 'example', 'a.1b', '1.2.3.4.5'].map((host) => ranges.of(host))).toEqual([[], [], [], []]);
  expect(ranges.of('192.0.2.1')).toHaveLength(1);
  expect(ranges.of('2001:db8::1')).toHaveLength(1);
});

test.each(['', 'example.org', '192.0.2.0', '192.0.2.0/33', '2001:db8::/129', '192.0.2.0/x', '/24'])('%j is no block', (range) => {
  const ranges = new AddressRanges<string>();
  expect(ranges.add(range, 'x')).toBe(false);
  expect(ranges.size).toBe(0);
});
