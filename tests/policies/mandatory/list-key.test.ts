import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseListKey, parseListSeed } from '#policies/mandatory/list-key.ts';
import { encodeBase64 } from '#policies/text/base64.ts';
import { runs } from '#tests/policies/support/fuzz-runs.ts';

test('a key is its sixteen bytes in little-endian words, a seed its eight', () => {
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => index);
  expect(parseListKey(encodeBase64(bytes))).toEqual([0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c]);
  expect(parseListSeed(encodeBase64(bytes.slice(0, 8)))).toEqual({ a: 0x03020100, b: 0x07060504 });
  expect(parseListKey(encodeBase64(new Uint8Array(16).fill(255)))).toEqual([0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff]);
});

test('a text of any other length, or that is no base64, is no key and no seed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(parseListKey(encodeBase64(bytes)) !== null).toBe(bytes.length === 16);
      expect(parseListSeed(encodeBase64(bytes)) !== null).toBe(bytes.length === 8);
    }),
    runs(200),
  );
  for (const text of ['', 'not base64 at all!', 'AAAA', '\0'.repeat(24)])
    expect([parseListKey(text), parseListSeed(text)]).toEqual([null, null]);
});
