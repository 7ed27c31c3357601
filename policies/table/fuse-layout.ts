// Where a name stands in a static table, after binary fuse filters (Graf and Lemire, 2022): three slots in neighbouring
// segments, whose values combined by XOR give the name's fingerprint and what is known of it. Nothing else is stored.

/** Shape of a table; small whole numbers that travel in its head. */
export interface FuseLayout {
  /** A power of two. */
  readonly segmentLength: number;
  /** Slots that a name's first slot is chosen from. */
  readonly firstSlots: number;
  /** All slots: `firstSlots` and two segments more. */
  readonly slots: number;
  /** Chosen so that every name finds its place. */
  readonly salt: number;
}

/** The layout for a number of names: about 1.13 slots a name from some hundred thousand on, more for few. */
export function layoutFor(names: number, salt: number): FuseLayout {
  const count = Math.max(names, 2);
  const segmentLength = Math.min(1 << Math.max(2, Math.floor(Math.log(count) / Math.log(3.33) + 2.25)), 1 << 18);
  const factor = Math.max(1.125, 0.875 + (0.25 * Math.log(1_000_000)) / Math.log(count));
  const segments = Math.max(1, Math.ceil(Math.ceil(count * factor) / segmentLength) - 2);
  return { segmentLength, firstSlots: segments * segmentLength, slots: (segments + 2) * segmentLength, salt };
}

/** What is the same for all names, worked out once. */
export class FusePlaces {
  first = 0;
  second = 0;
  third = 0;
  fingerprint = 0;
  readonly #salt: number;
  readonly #scale: number;
  readonly #segmentLength: number;
  readonly #mask: number;

  constructor(layout: FuseLayout) {
    this.#salt = layout.salt;
    this.#scale = layout.firstSlots / 4_294_967_296;
    this.#segmentLength = layout.segmentLength;
    this.#mask = layout.segmentLength - 1;
  }

  /** Sets the three slots of a name and its fingerprint of 32 bits. */
  locate(hi: number, lo: number): void {
    let a = Math.imul(hi ^ this.#salt, 0x85ebca6b);
    a ^= a >>> 15;
    let b = Math.imul(lo ^ a, 0xc2b2ae35);
    b ^= b >>> 13;
    a = Math.imul(a ^ b, 0x27d4eb2f);
    a ^= a >>> 16;
    const first = Math.floor((a >>> 0) * this.#scale);
    this.first = first;
    this.second = (first + this.#segmentLength) ^ ((b >>> 14) & this.#mask);
    this.third = (first + 2 * this.#segmentLength) ^ (b & this.#mask);
    const mix = Math.imul(b ^ ((a << 7) | (a >>> 25)), 0x165667b1);
    this.fingerprint = (mix ^ (mix >>> 15)) | 0;
  }
}
