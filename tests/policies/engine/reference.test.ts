import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { referenceSchema } from '#policies/contracts/access-event.ts';
import { formatReference, parseReference, referenceFrom } from '#policies/engine/reference.ts';

test('a reference is read back from what a pupil reads out, however it is typed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 16 }), (random) => {
      const reference = referenceFrom(random);
      expect(referenceSchema.safeParse(reference).success).toBe(true);
      expect(parseReference(formatReference(reference))).toBe(reference);
      expect(
        parseReference(` ${formatReference(reference).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ')} `),
      ).toBe(reference);
    }),
  );
});

test('60 bits of the randomness are kept', () => {
  expect(referenceFrom(new Uint8Array(8))).toBe('000000000000');
  expect(referenceFrom(new Uint8Array(8).fill(255))).toBe('ZZZZZZZZZZZZ');
  const last = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1);
  expect(referenceFrom(last)).toBe('100000000000');
  expect(() => referenceFrom(new Uint8Array(7))).toThrow(RangeError);
});

test('a reference is shown in groups of four', () => {
  expect(formatReference('7K3M9QX2VB4D')).toBe('7K3M-9QX2-VB4D');
});

test.each(['', '7K3M', '7K3M-9QX2-VB4U', '7K3M-9QX2-VB4D-0', '<script>', '７K3M9QX2VB4D'])('%j is no reference', (text) => {
  expect(parseReference(text)).toBeNull();
});
