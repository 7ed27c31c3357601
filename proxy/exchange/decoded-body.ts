// A request's body that is in memory, without its content codings (RFC 9110 §8.4).
import { codingsOf, undoCodings } from '../scan/content-coding.ts';
import type { Header } from './exchange.ts';

/** As it is where nothing was put on, or something that cannot be undone here. Nothing longer than `most` bytes comes of it. */
export async function decodedBody(headers: readonly Header[], bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const codings = codingsOf(headers);
  if (codings === null || codings.length === 0) return bytes;
  const pieces: Uint8Array[] = [];
  const coded = undoCodings(codings, most, (piece) => void pieces.push(piece));
  await new Promise<void>((read) => coded.write(bytes, () => coded.end(read)));
  return Buffer.concat(pieces);
}
