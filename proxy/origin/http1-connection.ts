// One kept connection to an origin, with one request on it at a time (RFC 9112): requests without a body out, answers in, read
// strictly and no faster than somebody wants them.
import type { Socket } from 'node:net';
import { clientWentAway, type Abandonment } from '../exchange/abandonment.ts';
import type { Header } from '../exchange/exchange.ts';
import { fieldOf } from '../exchange/fields.ts';
import { ChunkReader } from '../http1/chunk-reader.ts';
import { framingOf, isKept, readResponseHead, type ResponseHead } from '../http1/response-head.ts';
import { Http1Error } from './http1-error.ts';
import type { OriginAnswer } from './origin-answer.ts';
import { OriginBody } from './origin-body.ts';

export interface Asked {
  readonly method: string;
  /** The whole request, Latin-1. */
  readonly text: string;
  readonly signal: Abandonment;
  readonly inform: (status: number, headers: readonly Header[]) => void;
}

export interface ConnectionUse {
  readonly maxHeaderBytes: number;
  /** Milliseconds without a byte. */
  readonly timeout: number;
  /** The connection may take another request. */
  readonly free: (connection: OriginConnection) => void;
  readonly closed: (connection: OriginConnection) => void;
}

interface Reply {
  readonly method: string;
  readonly answered: (answer: OriginAnswer) => void;
  readonly failed: (error: Error) => void;
  readonly settle: () => void;
  readonly inform: Asked['inform'];
  hints: number;
  kept: boolean;
}

/** An answer whose body is on its way: for a moment it is gathered, so that a short one is handed on in one piece. */
interface Gathering {
  readonly reply: Reply;
  readonly head: ResponseHead;
  readonly pieces: Buffer[];
  bytes: number;
}

const headEnd = '\r\n\r\n';
/** Interim answers to one request; nobody sends so many. */
const mostHints = 64;
/** A body of more is handed on as it comes; bytes. */
const mostGathered = 65_536;
/** How long a free connection is kept, milliseconds, where the origin does not say that it is less. */
const keptFor = 30_000;

export class OriginConnection {
  /** Epoch milliseconds after which it is not used again. */
  freeUntil = Infinity;
  /** Whether anything came in answer to the last request. */
  heard = false;
  readonly #socket: Socket;
  readonly #use: ConnectionUse;
  #reply: Reply | null = null;
  #head: Buffer | null = null;
  #gathering: Gathering | null = null;
  #body: OriginBody | null = null;
  #left: number | 'until-close' | ChunkReader = 0;
  #paused = false;

  constructor(socket: Socket, use: ConnectionUse) {
    this.#socket = socket;
    this.#use = use;
    socket.setTimeout(use.timeout);
    socket
      .on('data', (chunk: Buffer) => this.#data(chunk))
      .on('end', () => this.#ended())
      .on('timeout', () => this.#timeout())
      .on('error', (error) => this.#fail(error))
      .once('close', () => {
        this.#fail(new Http1Error(this.#body === null && this.#gathering === null ? 'CONNECTION_ENDED' : 'ANSWER_INCOMPLETE'));
        use.closed(this);
      });
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Rejects with what went wrong before the head of an answer had come; afterwards its body tells. */
  send({ method, text, signal, inform }: Asked): Promise<OriginAnswer> {
    return new Promise<OriginAnswer>((answered, failed) => {
      const abort = (): void => this.#fail(clientWentAway());
      const settle = (): void => signal.removeEventListener('abort', abort);
      this.#reply = { method, answered, failed, settle, inform, hints: 0, kept: false };
      this.heard = false;
      signal.addEventListener('abort', abort, { once: true });
      this.#socket.write(text, 'latin1');
    });
  }

  #data(chunk: Buffer): void {
    // Whoever speaks without being asked, or after the end of an answer, is not asked again.
    if (this.#reply === null) return void this.#socket.destroy();
    this.heard = true;
    if (this.#body === null && this.#gathering === null) this.#takeHead(this.#head === null ? chunk : Buffer.concat([this.#head, chunk]));
    else this.#takeBody(chunk);
  }

  #takeHead(bytes: Buffer): void {
    const reply = this.#reply;
    if (reply === null) return;
    const end = bytes.indexOf(headEnd);
    if ((end === -1 ? bytes.length : end) > this.#use.maxHeaderBytes) return this.#fail(new Http1Error('ANSWER_HEAD_TOO_LONG'));
    if (end === -1) return void (this.#head = bytes);
    this.#head = null;
    const head = readResponseHead(bytes.toString('latin1', 0, end + headEnd.length));
    if (head === null || head.status === 101 || head.status < 100) return this.#fail(new Http1Error('ANSWER_NOT_HTTP'));
    const rest = bytes.subarray(end + headEnd.length);
    if (head.status < 200) {
      reply.inform(head.status, head.headers);
      if ((reply.hints += 1) > mostHints) return this.#fail(new Http1Error('ANSWER_NOT_HTTP'));
      if (rest.length > 0) this.#takeHead(rest);
      return;
    }
    this.#answer(reply, head, rest);
  }

  #answer(reply: Reply, head: ResponseHead, rest: Buffer): void {
    const framing = framingOf(head, reply.method);
    if (framing === null) return this.#fail(new Http1Error('ANSWER_NOT_HTTP'));
    const { status, statusText, headers } = head;
    reply.kept = framing !== 'until-close' && isKept(head);
    this.freeUntil = Date.now() + freeFor(headers);
    reply.settle();
    this.#left = framing === 'chunked' ? new ChunkReader() : framing;
    if (reply.method === 'HEAD' || status === 204 || status === 304) {
      reply.answered({ status, statusText, headers, body: null, socket: null, protocol: '1.1' });
      return this.#complete(rest.length > 0);
    }
    const gathering = { reply, head, pieces: [], bytes: 0 };
    this.#gathering = gathering;
    if (framing === 0) return this.#complete(rest.length > 0);
    if (rest.length > 0) this.#takeBody(rest);
    // What has come by the end of this turn of the event loop has come at once.
    if (this.#gathering === gathering) setImmediate(() => this.#handOver(gathering));
  }

  /** Those who asked get the answer, with a body that is still on its way. */
  #handOver(gathering: Gathering): void {
    if (this.#gathering !== gathering) return;
    this.#gathering = null;
    const { reply, head, pieces } = gathering;
    const { status, statusText, headers } = head;
    const body = new OriginBody({ pause: () => this.#pause(), resume: () => this.#resume(), abort: () => this.destroy() });
    this.#body = body;
    reply.answered({ status, statusText, headers, body, socket: null, protocol: '1.1' });
    for (const piece of pieces) body.receive(piece);
  }

  #takeBody(bytes: Buffer): void {
    if (this.#left instanceof ChunkReader) {
      try {
        const end = this.#left.read(bytes, (piece) => this.#receive(piece));
        if (end !== null) this.#complete(end < bytes.length);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        this.#fail(new Http1Error('ANSWER_NOT_HTTP'));
      }
      return;
    }
    if (this.#left === 'until-close') return this.#receive(bytes);
    const wanted = bytes.length > this.#left ? bytes.subarray(0, this.#left) : bytes;
    this.#left -= wanted.length;
    this.#receive(wanted);
    if (this.#left === 0) this.#complete(bytes.length > wanted.length);
  }

  #receive(piece: Buffer): void {
    const gathering = this.#gathering;
    if (gathering === null) return this.#body?.receive(piece);
    gathering.pieces.push(piece);
    gathering.bytes += piece.length;
    if (gathering.bytes > mostGathered) this.#handOver(gathering);
  }

  /** The answer is whole. @param more something came after its end */
  #complete(more: boolean): void {
    const { kept = false } = this.#reply ?? {};
    const body = this.#body;
    const gathering = this.#gathering;
    this.#reply = this.#body = this.#gathering = null;
    if (gathering !== null) {
      const { reply, head, pieces } = gathering;
      const { status, statusText, headers } = head;
      const [only] = pieces;
      const whole = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
      reply.answered({ status, statusText, headers, body: whole, socket: null, protocol: '1.1' });
    }
    body?.complete();
    if (!kept || more) return void this.#socket.destroy();
    this.#resume();
    this.#use.free(this);
  }

  #ended(): void {
    if (this.#left === 'until-close' && (this.#body !== null || this.#gathering !== null)) this.#complete(false);
    else this.#socket.destroy();
  }

  #timeout(): void {
    // Whoever reads slowly is waited for; the client's side has its own patience.
    if (this.#paused) return;
    this.#fail(new Http1Error(this.#body === null && this.#gathering === null ? 'ANSWER_LATE' : 'ANSWER_STOPPED'));
  }

  #fail(error: Error): void {
    const reply = this.#reply;
    const body = this.#body;
    this.#reply = this.#body = this.#gathering = null;
    this.#socket.destroy();
    reply?.settle();
    if (body === null) reply?.failed(error);
    else body.destroy(error);
  }

  #pause(): void {
    this.#paused = true;
    this.#socket.pause();
  }

  #resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#socket.resume();
  }
}

/** Milliseconds: what `Keep-Alive` says less a second, because the origin began to count before us. */
function freeFor(headers: readonly Header[]): number {
  const seconds = /timeout=(\d{1,5})/i.exec(fieldOf(headers, 'keep-alive') ?? '')?.[1];
  return seconds === undefined ? keptFor : Math.min(keptFor, Math.max(0, Number(seconds) * 1_000 - 1_000));
}
