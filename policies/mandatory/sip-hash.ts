// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, 2012): a keyed hash of which nobody without the key can say
// whose it is. Here of exactly eight bytes. JavaScript has no 64-bit integers that are quick, so each word is two halves.

/** 128-bit key as four 32-bit words, the first the lowest: bytes 0 to 3 of the key, little-endian, and so on. */
export type SipKey = readonly [number, number, number, number];

/** Hashes pairs of 32-bit words; the last result is in `out`, lowest word first. Nothing is allocated. */
export class SipHasher {
  readonly out = new Uint32Array(4);
  readonly #key: SipKey;

  constructor(key: SipKey) {
    this.#key = key;
  }

  /** `low` are bytes 0 to 3 of the message, `high` bytes 4 to 7, both little-endian. */
  hash(low: number, high: number): void {
    const [k0, k1, k2, k3] = this.#key;
    // Low and high halves of v0 to v3; 0xee in v1 asks for 128 bits.
    let v0l = k0 ^ 0x70736575;
    let v0h = k1 ^ 0x736f6d65;
    let v1l = k2 ^ 0x6e646f6d ^ 0xee;
    let v1h = k3 ^ 0x646f7261;
    let v2l = k0 ^ 0x6e657261;
    let v2h = k1 ^ 0x6c796765;
    let v3l = k2 ^ 0x79746573;
    let v3h = k3 ^ 0x74656462;
    // Two rounds for the message, two for the block that holds its length, four before each half of the output.
    for (let round = 0; round < 12; round++) {
      if (round === 0) {
        v3l ^= low;
        v3h ^= high;
      } else if (round === 2) {
        v0l ^= low;
        v0h ^= high;
        v3h ^= lengthBlock;
      } else if (round === 4) {
        v0h ^= lengthBlock;
        v2l ^= 0xee;
      } else if (round === 8) {
        this.out[0] = v0l ^ v1l ^ v2l ^ v3l;
        this.out[1] = v0h ^ v1h ^ v2h ^ v3h;
        v1l ^= 0xdd;
      }
      let low0 = (v0l + v1l) | 0;
      let high0 = (v0h + v1h + (low0 >>> 0 < v0l >>> 0 ? 1 : 0)) | 0;
      let low1 = (v1l << 13) | (v1h >>> 19);
      let high1 = (v1h << 13) | (v1l >>> 19);
      low1 ^= low0;
      high1 ^= high0;
      const low2 = (v2l + v3l) | 0;
      const high2 = (v2h + v3h + (low2 >>> 0 < v2l >>> 0 ? 1 : 0)) | 0;
      let low3 = (v3l << 16) | (v3h >>> 16);
      let high3 = (v3h << 16) | (v3l >>> 16);
      low3 ^= low2;
      high3 ^= high2;
      // v0 is turned by 32 bits: its halves change places.
      const turnedLow = high0;
      const turnedHigh = low0;
      low0 = (turnedLow + low3) | 0;
      high0 = (turnedHigh + high3 + (low0 >>> 0 < turnedLow >>> 0 ? 1 : 0)) | 0;
      v3l = ((low3 << 21) | (high3 >>> 11)) ^ low0;
      v3h = ((high3 << 21) | (low3 >>> 11)) ^ high0;
      const sumLow = (low2 + low1) | 0;
      const sumHigh = (high2 + high1 + (sumLow >>> 0 < low2 >>> 0 ? 1 : 0)) | 0;
      v1l = ((low1 << 17) | (high1 >>> 15)) ^ sumLow;
      v1h = ((high1 << 17) | (low1 >>> 15)) ^ sumHigh;
      v2l = sumHigh;
      v2h = sumLow;
      v0l = low0;
      v0h = high0;
    }
    this.out[2] = v0l ^ v1l ^ v2l ^ v3l;
    this.out[3] = v0h ^ v1h ^ v2h ^ v3h;
  }
}

/** The last block's highest byte is the message's length, eight. */
const lengthBlock = 8 << 24;
