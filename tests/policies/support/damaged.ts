// Bytes as a faulty disk or a hostile network gives them.
import * as fc from 'fast-check';

/** The bytes cut off somewhere, with some of them changed, or with some put in between. */
export function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat({ max: bytes.length - 1 });
  const cut = place.map((length) => bytes.slice(0, length));
  const flipped = fc.array(fc.tuple(place, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 8 }).map((changes) => {
    const odd = bytes.slice();
    for (const [at, change] of changes) odd[at] = (odd[at] ?? 0) ^ change;
    return odd;
  });
  const inserted = fc
    .tuple(place, fc.uint8Array({ minLength: 1, maxLength: 16 }))
    .map(([at, more]) => Uint8Array.from([...bytes.slice(0, at), ...more, ...bytes.slice(at)]));
  // Digits of the head are where lengths and places stand.
  const digits = [...bytes.entries()].filter(([, byte]) => byte >= 48 && byte <= 57).map(([at]) => at);
  const renumbered = fc.tuple(fc.constantFrom(...digits), fc.integer({ min: 48, max: 57 })).map(([at, digit]) => {
    const odd = bytes.slice();
    odd[at] = digit;
    return odd;
  });
  return fc.oneof(cut, flipped, inserted, renumbered);
}
