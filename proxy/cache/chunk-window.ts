// The part of a body that is in memory: its latest pieces, each with its place in the body.

export class ChunkWindow {
  #chunks: Buffer[] = [];
  #start = 0;
  #end = 0;

  /** Place of the first byte that is still here. */
  get start(): number {
    return this.#start;
  }

  /** Bytes that were ever added. */
  get end(): number {
    return this.#end;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#end += chunk.length;
  }

  /** What one piece holds from `position` on; `null` when nothing of that is here. */
  at(position: number): Buffer | null {
    let offset = this.#start;
    if (position < offset) return null;
    for (const chunk of this.#chunks) {
      if (position < offset + chunk.length) return chunk.subarray(position - offset);
      offset += chunk.length;
    }
    return null;
  }

  /** Everything from `position` on, in pieces. */
  from(position: number): Buffer[] {
    const pieces: Buffer[] = [];
    let offset = this.#start;
    for (const chunk of this.#chunks) {
      const end = offset + chunk.length;
      if (end > position) pieces.push(position > offset ? chunk.subarray(position - offset) : chunk);
      offset = end;
    }
    return pieces;
  }

  all(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** Forgets pieces from the front as long as `dispensable` says so of the place where each ends. */
  forget(dispensable: (end: number) => boolean): void {
    for (let first = this.#chunks[0]; first && dispensable(this.#start + first.length); first = this.#chunks[0]) {
      this.#chunks.shift();
      this.#start += first.length;
    }
  }
}
