// HalfSipHash-2-4 (Aumasson and Bernstein): SipHash over 32-bit words, for the one question that is asked of every request.
// Its 32 bits only say where it is worth asking SipHash with all its 128.

/** The hash of eight bytes, given as two little-endian words, under a key of two. Unsigned. */
export function halfSipHash(k0: number, k1: number, first: number, second: number): number {
  let v0 = k0;
  let v1 = k1;
  let v2 = k0 ^ 0x6c796765;
  let v3 = k1 ^ 0x74656462;
  // Two rounds each for both words and for the block that holds the length, then four to finish.
  for (let step = 0; step < 5; step++) {
    const word = step === 0 ? first : step === 1 ? second : step === 2 ? lengthBlock : 0;
    v3 ^= word;
    if (step === 3) v2 ^= 0xff;
    for (let round = 0; round < 2; round++) {
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
    }
    v0 ^= word;
  }
  return (v1 ^ v3) >>> 0;
}

/** The last block's highest byte is the message's length, eight. */
const lengthBlock = 8 << 24;
