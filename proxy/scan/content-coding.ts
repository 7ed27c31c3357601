// Content codings undone while a body streams (RFC 9110 §8.4.1, RFC 8878, RFC 7932), with bounded memory and output.
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib';
import type { Transform } from 'node:stream';
import { fieldsOf } from '../exchange/fields.ts';
import type { Header } from '../exchange/exchange.ts';

export interface Undoing {
  /** `taken` is called when more may be given. */
  write(bytes: Uint8Array, taken: () => void): void;
  /** `ended` is called when all was handed out. A damaged body simply ends early: what came until then counts. */
  end(ended: () => void): void;
  /** Nothing more is wanted. */
  stop(): void;
}

/** The codings that can be undone here; what a browser may be told to ask for. */
export const knownCodings: readonly string[] = ['gzip', 'x-gzip', 'deflate', 'br', 'zstd', 'identity', '*'];

/** Browsers hold zstd to windows of 8 MB (RFC 9659). */
const zstdWindow = 23;
/** Far more than anybody honest puts on. */
const mostCodings = 10;

const made: Readonly<Record<string, (first: number, second: number) => Transform>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  // Servers send both what the standard says (RFC 1950) and bare deflate (RFC 1951); so browsers read both.
  deflate: (first, second) => ((first & 15) === 8 && ((first << 8) | second) % 31 === 0 ? createInflate() : createInflateRaw()),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: zstdWindow } }),
};

/** The codings of a body in the order in which they were put on (RFC 9110 §8.4); `null` when one is not known. */
export function codingsOf(headers: readonly Header[]): string[] | null {
  const codings = fieldsOf(headers, 'content-encoding')
    .flatMap((value) => value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  return codings.length <= mostCodings && codings.every((coding) => Object.hasOwn(made, coding)) ? codings : null;
}

/**
 * `plain` takes the decoded bytes. No coding may give more than `most` bytes, on the way or at the end: what swells further
 * (a bomb) is not followed.
 */
export function undoCodings(codings: readonly string[], most: number, plain: (bytes: Uint8Array) => void): Undoing {
  // The outermost coding is undone first, and what it gives goes to the next one in.
  return codings.reduce((next, coding) => undoOne(coding, most, next), plainly(plain));
}

function plainly(plain: (bytes: Uint8Array) => void): Undoing {
  return {
    write(bytes, taken) {
      plain(bytes);
      taken();
    },
    end: (ended) => ended(),
    stop: () => {},
  };
}

function undoOne(coding: string, most: number, next: Undoing): Undoing {
  let decoder: Transform | null = null;
  /** Which deflate it is only two bytes tell. */
  let start: Uint8Array | null = null;
  let stopped = false;
  let given = 0;
  let waiting: (() => void) | null = null;
  let atEnd: (() => void) | null = null;

  const resume = (): void => {
    const taken = waiting;
    waiting = null;
    taken?.();
  };
  const finish = (): void => {
    const ended = atEnd;
    atEnd = null;
    if (ended !== null) next.end(ended);
  };
  function begin(first: number, second: number): Transform | null {
    const one = made[coding]?.(first, second) ?? null;
    one?.on('data', (bytes: Buffer) => {
      given += bytes.length;
      if (given > most) return void one.destroy();
      let taken = false;
      next.write(bytes, () => {
        taken = true;
        one.resume();
      });
      if (!taken) one.pause();
    });
    one?.once('end', finish).once('error', () => one.destroy());
    one?.once('close', () => {
      stopped = true;
      resume();
      finish();
    });
    return one;
  }

  return {
    write(bytes, taken) {
      if (stopped || bytes.length === 0) return taken();
      const whole = start === null ? bytes : Buffer.concat([start, bytes]);
      if (decoder === null && whole.length === 1) {
        start = whole;
        return taken();
      }
      start = null;
      decoder ??= begin(whole[0] ?? 0, whole[1] ?? 0);
      waiting = taken;
      // Called when these bytes are decoded and handed out, or when nothing more is wanted.
      decoder?.write(whole, resume);
    },
    end(ended) {
      if (stopped || decoder === null) return next.end(ended);
      atEnd = ended;
      decoder.end();
    },
    stop() {
      stopped = true;
      next.stop();
      decoder?.destroy();
    },
  };
}
