// A checksum for each block of a body, so that a damaged disk is noticed before a block is handed out, without reading it all first.
import { crc32 } from 'node:zlib';

/** Bytes that one checksum covers. */
export const blockSize = 262_144;

/** Collects the checksums of a body while it streams past. */
export class BlockChecksums {
  readonly #sums: number[] = [];
  #sum = 0;
  #inBlock = 0;

  add(data: Uint8Array): void {
    let at = 0;
    while (at < data.length) {
      const part = data.subarray(at, at + blockSize - this.#inBlock);
      this.#sum = crc32(part, this.#sum);
      this.#inBlock += part.length;
      at += part.length;
      if (this.#inBlock === blockSize) this.#finishBlock();
    }
  }

  /** All checksums, the last one of a shorter block; to be called once, at the end. */
  finish(): number[] {
    if (this.#inBlock > 0) this.#finishBlock();
    return this.#sums;
  }

  #finishBlock(): void {
    this.#sums.push(this.#sum);
    this.#sum = 0;
    this.#inBlock = 0;
  }
}

export function checksumsOf(data: Uint8Array): number[] {
  const sums = new BlockChecksums();
  sums.add(data);
  return sums.finish();
}

export function blockIsSound(block: Uint8Array, expected: number | undefined): boolean {
  return crc32(block) === expected;
}
