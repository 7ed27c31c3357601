// Reference numbers: what a pupil reads out from a block page, so Crockford's base32 (no I, L, O, U) in groups of four.
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 12;

/** A reference of 12 digits (60 bits) made from at least 8 random bytes. */
export function referenceFrom(random: Uint8Array): string {
  if (random.length < 8) throw new RangeError('A reference needs 8 random bytes.');
  // The last 60 bits as two numbers of 30, so that no big integers are made; digits from the last bit on.
  const at = (index: number): number => random[index] ?? 0;
  let low = ((at(4) & 63) << 24) | (at(5) << 16) | (at(6) << 8) | at(7);
  const high = ((at(0) & 15) << 26) | (at(1) << 18) | (at(2) << 10) | (at(3) << 2) | (at(4) >> 6);
  let reference = '';
  for (let digit = 0; digit < length; digit++) {
    if (digit === length / 2) low = high;
    reference += digits[low & 31];
    low >>= 5;
  }
  return reference;
}

/** `XXXX-XXXX-XXXX`, for people. */
export function formatReference(reference: string): string {
  return reference.replace(/(.{4})(?=.)/g, '$1-');
}

/** The reference that somebody typed, or `null`. Lower case, dashes and spaces are fine; `o` is read as 0, `i` and `l` as 1. */
export function parseReference(text: string): string | null {
  const reference = text.replace(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(reference) ? reference : null;
}
