// A bitmap of host hashes: whether a host could be one of a few thousand, before it is looked up as text.

export class HostGate {
  readonly #bits: Uint32Array;
  readonly #mask: number;

  /** For about this many hosts; of others one in a hundred passes. */
  constructor(hosts: number) {
    const size = 2 ** Math.max(15, Math.ceil(Math.log2(Math.max(1, hosts) * 64)));
    this.#bits = new Uint32Array(size / 32);
    this.#mask = size - 1;
  }

  add(lo: number): void {
    const bit = lo & this.#mask;
    this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  mayHave(lo: number): boolean {
    const bit = lo & this.#mask;
    return ((this.#bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }
}
