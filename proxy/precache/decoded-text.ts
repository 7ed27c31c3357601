// The text of a body as it comes off the wire: content codings undone, characters decoded, and never more than is wanted.
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import type { Transform } from 'node:stream';
import { TextDecoder } from 'node:util';
import type { Header } from '../exchange/exchange.ts';
import { fieldValue, listElements } from '../cache/header-fields.ts';

/** Decoded bytes that are looked at; a small body that swells beyond this costs no more. */
const decodedLimit = 5_242_880;

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

export interface TextReader {
  /** Resolves when more may be given. */
  write(chunk: Uint8Array): Promise<void>;
  /** Resolves when all text was handed out. Damaged bodies simply end early: what was found until then counts. */
  end(): Promise<void>;
}

/** `null` when the body has a coding that is not known. `text` receives the text piece by piece. */
export function textReader(headers: readonly Header[], text: (piece: string) => void): TextReader | null {
  const codings = listElements(fieldValue(headers, 'content-encoding') ?? '')
    .map((coding) => coding.toLowerCase())
    .filter((coding) => coding !== 'identity');
  const chain = codings.toReversed().map((coding) => (Object.hasOwn(decoders, coding) ? decoders[coding]?.() : undefined));
  if (chain.length > 2 || chain.includes(undefined)) return null;
  const sink = textSink(headers, text);
  const [first, second] = chain;
  if (!first) return { write: async (chunk) => void sink.take(chunk), end: async () => sink.end() };

  let open = true;
  const last = second ?? first;
  const close = (): void => {
    open = false;
    first.destroy();
    second?.destroy();
  };
  const finished = new Promise<void>((resolve) => {
    last.once('close', resolve);
    last.once('end', resolve);
  });
  for (const stage of [first, second]) stage?.on('error', close);
  if (second) first.pipe(second);
  last.on('data', (chunk: Buffer) => {
    if (!sink.take(chunk)) close();
  });
  return {
    async write(chunk) {
      if (!open || first.write(chunk)) return;
      await new Promise<void>((resolve) => {
        first.once('drain', resolve);
        first.once('close', resolve);
      });
    },
    async end() {
      if (open) first.end();
      await finished;
      close();
      sink.end();
    },
  };
}

interface TextSink {
  /** `false` when enough was seen. */
  take(chunk: Uint8Array): boolean;
  end(): void;
}

function textSink(headers: readonly Header[], text: (piece: string) => void): TextSink {
  let left = decodedLimit;
  let decoder: TextDecoder | null = null;
  return {
    take(chunk) {
      decoder ??= new TextDecoder(charset(headers, chunk));
      const piece = chunk.subarray(0, left);
      left -= piece.length;
      text(decoder.decode(piece, { stream: true }));
      return left > 0;
    },
    end() {
      if (decoder) text(decoder.decode());
    },
  };
}

/** Byte order mark, then `Content-Type`, then a `<meta>` or `@charset` near the beginning (HTML §13.2.3), else UTF-8. */
function charset(headers: readonly Header[], start: Uint8Array): string {
  const beginning = Buffer.from(start.subarray(0, 1024)).toString('latin1');
  if (beginning.startsWith('\xEF\xBB\xBF')) return 'utf-8';
  if (beginning.startsWith('\xFE\xFF')) return 'utf-16be';
  if (beginning.startsWith('\xFF\xFE')) return 'utf-16le';
  const pattern = /charset\s*=\s*["']?([\w:.-]{1,40})/i;
  const named =
    pattern.exec(fieldValue(headers, 'content-type') ?? '')?.[1] ??
    pattern.exec(beginning)?.[1] ??
    /^@charset "([\w:.-]{1,40})"/i.exec(beginning)?.[1];
  return named !== undefined && known(named) ? named : 'utf-8';
}

function known(label: string): boolean {
  try {
    return new TextDecoder(label) instanceof TextDecoder;
  } catch {
    return false;
  }
}
