import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { Transform, Writable, type Readable } from 'node:stream';
import { failed, done, type Outcome } from '../outcome.ts';
import type { SourceLimits } from './source-limits.ts';

/** How much may come out before the ratio counts: a small file of one letter is no attack. */
const free = 16 * 2 ** 20;

/** What unpacking has used up, over all the files of a source. */
export class UnpackedBytes {
  readonly #limits: SourceLimits;
  #count = 0;

  constructor(limits: SourceLimits) {
    this.#limits = limits;
  }

  /** A sentence when there are too many. @param packed bytes that these came out of, with those before them */
  add(count: number, of: { packed: number; unpacked: number } | null): string | null {
    this.#count += count;
    if (this.#count > this.#limits.unpacked) return `It unpacks to more than ${megabytes(this.#limits.unpacked)}.`;
    if (of !== null && of.unpacked > free && of.unpacked > of.packed * this.#limits.ratio)
      return `It unpacks to more than ${this.#limits.ratio} times its size, as no list does.`;
    return null;
  }
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

/** Unpacks one gzip stream into `take`, within the limits. Fails with a sentence. */
export async function gunzipInto(
  packed: Readable | readonly Uint8Array[],
  used: UnpackedBytes,
  take: (bytes: Uint8Array) => void | Promise<void>,
): Promise<Outcome<void>> {
  const counts = { packed: 0, unpacked: 0 };
  let problem: string | null = null;
  const counter = new Transform({
    transform(chunk: Uint8Array, _encoding, next) {
      counts.packed += chunk.length;
      next(null, chunk);
    },
  });
  const sink = new Writable({
    write(chunk: Uint8Array, _encoding, next) {
      counts.unpacked += chunk.length;
      problem = used.add(chunk.length, counts);
      if (problem !== null) return next(new Error(problem));
      void Promise.resolve(take(chunk)).then(
        () => next(),
        (error: unknown) => next(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  try {
    await pipeline(packed, counter, createGunzip(), sink);
    return done(undefined);
  } catch (error) {
    return failed(problem ?? gzipProblem(error));
  }
}

function gzipProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'Z_BUF_ERROR') return 'It is cut off: the gzip data ends before its end.';
  if (typeof code === 'string' && code.startsWith('Z_')) return 'It is damaged: the gzip data cannot be unpacked.';
  return error instanceof Error ? error.message : String(error);
}
