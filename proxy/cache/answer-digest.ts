// What an answer says, as one number: whoever approved a page can be told when it has changed since. The same for a page that comes
// in another content coding, with other dates, cookies or validators.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import type { Transform } from 'node:stream';
import type { Header } from '../exchange/exchange.ts';
import { fieldValue, listElements } from './header-fields.ts';

/** Decoded bytes that are looked at: a small body that swells costs no more. */
const decodedLimit = 268_435_456;

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

export interface DigestedAnswer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Readable | Uint8Array;
}

/**
 * SHA-256 over status, `Content-Type` and the body with its content codings undone; 64 hexadecimal digits. `null`: the body has a
 * coding that nobody knows, contradicts its coding, or is larger than 256 MB decoded. Rejects with what reading the body rejects with.
 */
export async function answerDigest({ status, headers, body }: DigestedAnswer): Promise<string | null> {
  const codings = listElements(fieldValue(headers, 'content-encoding') ?? '')
    .map((coding) => coding.toLowerCase())
    .filter((coding) => coding !== 'identity');
  const chain = codings.toReversed().map((coding) => (Object.hasOwn(decoders, coding) ? decoders[coding]?.() : undefined));
  const known = chain.filter((decoder) => decoder !== undefined);
  const source = body instanceof Readable ? body : Readable.from([body]);
  if (known.length < chain.length || chain.length > 2) {
    source.destroy();
    return null;
  }
  const type = (fieldValue(headers, 'content-type') ?? '').toLowerCase().replaceAll(/\s+/g, '');
  const digest = createHash('sha256').update(`${status}\n${type}\n`);
  return (await addDecoded(source, known, (piece) => digest.update(piece))) ? digest.digest('hex') : null;
}

/** `false`: the body contradicts its coding, or is too large. */
async function addDecoded(source: Readable, chain: readonly Transform[], add: (piece: Uint8Array) => unknown): Promise<boolean> {
  let broken: { readonly error: Error } | null = null;
  let last: Readable = source;
  for (const decoder of chain) {
    const from = last;
    from.once('error', (error: Error) => {
      if (from === source) broken = { error };
      decoder.destroy(error);
    });
    last = from.pipe(decoder);
  }
  let left = decodedLimit;
  try {
    for await (const piece of last as AsyncIterable<Uint8Array>) {
      left -= piece.length;
      if (left < 0) return false;
      add(piece);
    }
    return true;
  } catch (error) {
    if (chain.length === 0 || broken !== null) throw error;
    return false;
  } finally {
    source.destroy();
    for (const decoder of chain) decoder.destroy();
  }
}
