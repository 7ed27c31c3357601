// A body that has to be read to its end before anything is decided.
import type { Readable } from 'node:stream';

/** The body in memory; `null` when it is longer than `most` bytes. Its source is destroyed then. */
export async function wholeOf(source: Readable, most: number): Promise<Buffer | null> {
  const kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    const piece = Buffer.from(chunk as Uint8Array);
    if ((length += piece.length) > most) return null;
    kept.push(piece);
  }
  return Buffer.concat(kept);
}
