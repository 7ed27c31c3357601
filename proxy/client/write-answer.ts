// An answer onto a client's HTTP/1.1 connection, with back-pressure: head and first bytes in one piece, because every piece
// costs a system call and, inside TLS, a record.
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { discard } from '../exchange/discard.ts';
import type { OriginResponse } from '../exchange/exchange.ts';
import { fieldOf } from '../exchange/fields.ts';
import { answerHead, type AnswerFraming } from '../http1/answer-head.ts';

export interface AnswerTo {
  readonly method: string;
  readonly socket: Socket;
  /** The connection ends with this answer. */
  readonly last: boolean;
  readonly date: () => string;
}

/**
 * Writes an answer and calls `done` when all of it is written. A body that breaks off, or is not as long as was told, breaks
 * the connection off: an answer cut short must not look complete. Throws, having written nothing, where the answer cannot be written.
 */
export function writeAnswer(answer: OriginResponse, { method, socket, last, date }: AnswerTo, done: () => void): void {
  if (socket.destroyed) return discard(answer);
  const { text, framing } = answerHead(answer, method, last, date);
  const { body } = answer;
  if (framing === 'none' || body === null) {
    discard(answer);
    socket.write(text, 'latin1');
    return done();
  }
  if (body instanceof Uint8Array) {
    socket.write(inOnePiece(text, body));
    return done();
  }
  const told = framing === 'length' ? Number(fieldOf(answer.headers, 'content-length')) : null;
  new BodyWriter(body, socket, framing, told, done).begin(text);
}

/** Below this a copy is cheaper than a second piece, bytes. */
const copied = 16_384;

function inOnePiece(text: string, body: Uint8Array): Uint8Array {
  const piece = Buffer.allocUnsafe(text.length + body.length);
  piece.write(text, 0, 'latin1');
  piece.set(body, text.length);
  return piece;
}

class BodyWriter {
  readonly #body: Readable;
  readonly #socket: Socket;
  readonly #framing: AnswerFraming;
  /** Bytes that are still to come; `null` in chunks, whose end is told by itself. */
  #left: number | null;
  readonly #done: () => void;
  readonly #drain = (): void => void this.#body.resume();
  readonly #clientGone = (): void => void this.#body.destroy();
  readonly #breakOff = (): void => void this.#socket.destroy();

  constructor(body: Readable, socket: Socket, framing: AnswerFraming, told: number | null, done: () => void) {
    this.#body = body;
    this.#socket = socket;
    this.#framing = framing;
    this.#left = told;
    this.#done = done;
  }

  begin(head: string): void {
    const body = this.#body;
    const socket = this.#socket;
    if (body.destroyed) return this.#breakOff();
    body.on('error', this.#breakOff).on('close', this.#closed);
    socket.on('drain', this.#drain).once('close', this.#clientGone);
    // What has come already goes with the head.
    const first: unknown = body.read();
    if (first instanceof Uint8Array && first.length <= copied && this.#framing === 'length' && this.#fits(first))
      socket.write(inOnePiece(head, first));
    else {
      socket.cork();
      socket.write(head, 'latin1');
      if (first instanceof Uint8Array) this.#write(first);
      process.nextTick(() => socket.uncork());
    }
    body.on('data', this.#write).once('end', this.#end);
    if (socket.writableNeedDrain) body.pause();
  }

  readonly #write = (chunk: Uint8Array): void => {
    const socket = this.#socket;
    if (this.#framing === 'length') {
      if (!this.#fits(chunk)) return this.#breakOff();
      if (!socket.write(chunk)) this.#body.pause();
      return;
    }
    if (chunk.length === 0) return;
    socket.cork();
    socket.write(`${chunk.length.toString(16)}\r\n`, 'latin1');
    socket.write(chunk);
    const more = socket.write('\r\n', 'latin1');
    socket.uncork();
    if (!more) this.#body.pause();
  };

  #fits(chunk: Uint8Array): boolean {
    if (this.#left === null) return true;
    this.#left -= chunk.length;
    return this.#left >= 0;
  }

  readonly #end = (): void => {
    if (this.#left !== null && this.#left > 0) return this.#breakOff();
    if (this.#framing === 'chunked') this.#socket.write('0\r\n\r\n', 'latin1');
    this.#leave();
    this.#done();
  };

  readonly #closed = (): void => {
    if (!this.#body.readableEnded) this.#breakOff();
  };

  #leave(): void {
    this.#socket.off('drain', this.#drain).off('close', this.#clientGone);
  }
}
