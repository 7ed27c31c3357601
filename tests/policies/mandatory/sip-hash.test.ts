import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { halfSipHash } from '#policies/mandatory/half-sip-hash.ts';
import { SipHasher } from '#policies/mandatory/sip-hash.ts';
import { runs } from '#tests/policies/support/fuzz-runs.ts';

const word = fc.integer({ min: 0, max: 0xffffffff });

test('SipHash-2-4 with 128 bits gives what OpenSSL gives', () => {
  // openssl mac -macopt hexkey:000102030405060708090a0b0c0d0e0f -macopt size:16 -in (bytes 00 to 07) siphash
  const hasher = new SipHasher([0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c]);
  hasher.hash(0x03020100, 0x07060504);
  expect(Buffer.from(hasher.out.buffer).toString('hex').toUpperCase()).toBe('3B62A9BA6258F5610F83E264F31497B4');
});

test('HalfSipHash-2-4 gives the vector of its authors', () => {
  const hash = halfSipHash(0x03020100, 0x07060504, 0x03020100, 0x07060504);
  expect(Buffer.from(Uint32Array.of(hash).buffer).toString('hex')).toBe('d0b8848f');
});

test('both are what the paper’s own 64-bit and 32-bit words give, for any key and message', () => {
  fc.assert(
    fc.property(word, word, word, word, word, word, (k0, k1, k2, k3, low, high) => {
      const hasher = new SipHasher([k0, k1, k2, k3]);
      hasher.hash(low, high);
      const wide = (a: number, b: number): bigint => BigInt(a) | (BigInt(b) << 32n);
      const [first, second] = slowSipHash(wide(k0, k1), wide(k2, k3), wide(low, high));
      expect(wide(hasher.out[0] ?? 0, hasher.out[1] ?? 0)).toBe(first);
      expect(wide(hasher.out[2] ?? 0, hasher.out[3] ?? 0)).toBe(second);
      expect(halfSipHash(k0, k1, low, high)).toBe(slowHalfSipHash(k0, k1, [low, high]));
    }),
    runs(300),
  );
});

/** SipHash-2-4-128 of eight bytes, written down as the paper has it. */
function slowSipHash(k0: bigint, k1: bigint, message: bigint): [bigint, bigint] {
  const mask = (1n << 64n) - 1n;
  const turn = (value: bigint, bits: bigint): bigint => ((value << bits) | (value >> (64n - bits))) & mask;
  let [v0, v1, v2, v3] = [k0 ^ 0x736f6d6570736575n, k1 ^ 0x646f72616e646f6dn ^ 0xeen, k0 ^ 0x6c7967656e657261n, k1 ^ 0x7465646279746573n];
  const rounds = (count: number): void => {
    for (let round = 0; round < count; round++) {
      v0 = (v0 + v1) & mask;
      v1 = turn(v1, 13n) ^ v0;
      v0 = turn(v0, 32n);
      v2 = (v2 + v3) & mask;
      v3 = turn(v3, 16n) ^ v2;
      v0 = (v0 + v3) & mask;
      v3 = turn(v3, 21n) ^ v0;
      v2 = (v2 + v1) & mask;
      v1 = turn(v1, 17n) ^ v2;
      v2 = turn(v2, 32n);
    }
  };
  for (const block of [message, 8n << 56n]) {
    v3 ^= block;
    rounds(2);
    v0 ^= block;
  }
  v2 ^= 0xeen;
  rounds(4);
  const first = v0 ^ v1 ^ v2 ^ v3;
  v1 ^= 0xddn;
  rounds(4);
  return [first, v0 ^ v1 ^ v2 ^ v3];
}

function slowHalfSipHash(k0: number, k1: number, message: readonly number[]): number {
  const turn = (value: number, bits: number): number => ((value << bits) | (value >>> (32 - bits))) >>> 0;
  let [v0, v1, v2, v3] = [k0, k1, (k0 ^ 0x6c796765) >>> 0, (k1 ^ 0x74656462) >>> 0];
  const rounds = (count: number): void => {
    for (let round = 0; round < count; round++) {
      v0 = (v0 + v1) >>> 0;
      v1 = (turn(v1, 5) ^ v0) >>> 0;
      v0 = turn(v0, 16);
      v2 = (v2 + v3) >>> 0;
      v3 = (turn(v3, 8) ^ v2) >>> 0;
      v0 = (v0 + v3) >>> 0;
      v3 = (turn(v3, 7) ^ v0) >>> 0;
      v2 = (v2 + v1) >>> 0;
      v1 = (turn(v1, 13) ^ v2) >>> 0;
      v2 = turn(v2, 16);
    }
  };
  for (const block of [...message, 0x08000000]) {
    v3 = (v3 ^ block) >>> 0;
    rounds(2);
    v0 = (v0 ^ block) >>> 0;
  }
  v2 = (v2 ^ 0xff) >>> 0;
  rounds(4);
  return (v1 ^ v3) >>> 0;
}
