// A bitmap of the hashes of names: whether a name could be one of those that are known, before anything more costly is asked.

export class HostGate {
  /** A power of two of words, as it may lie in a file. */
  readonly bits: Uint32Array;
  readonly #mask: number;

  constructor(bits: Uint32Array) {
    this.bits = bits;
    this.#mask = bits.length * 32 - 1;
  }

  /** For about this many names; of others at most one in `others` passes. */
  static for(names: number, others = 64): HostGate {
    return new HostGate(new Uint32Array(2 ** Math.max(10, Math.ceil(Math.log2(Math.max(1, names) * others)) - 5)));
  }

  add(lo: number): void {
    const bit = lo & this.#mask;
    this.bits[bit >>> 5] = (this.bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  mayHave(lo: number): boolean {
    const bit = lo & this.#mask;
    return ((this.bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }
}
