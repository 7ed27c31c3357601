import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from '#policies/text/base64.ts';

test('base64 is the same as everybody’s', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = encodeBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(decodeBase64(text)).toEqual(bytes);
      expect(decodeBase64(Buffer.from(bytes).toString('base64url'))).toEqual(bytes);
    }),
  );
});

test.each(['a', 'ab=c', 'a b', 'abc?', '====', 'é'])('%j is not base64', (text) => {
  expect(decodeBase64(text)).toBeNull();
});
