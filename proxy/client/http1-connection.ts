// A client's HTTP/1.1 connection on the short way: requests without a body, one after the other, read and answered on the
// socket itself. With the first request that is anything else the connection is handed on, with all its bytes, and does not
// come back.
import type { Socket } from 'node:net';
import { Waiting } from '../exchange/abandonment.ts';
import type { Header } from '../exchange/exchange.ts';
import { endToEnd, fieldOf } from '../exchange/fields.ts';
import { writeFields } from '../http1/field-block.ts';
import { readRequestHead, type RequestHead } from '../http1/request-head.ts';
import { writeAnswer } from './write-answer.ts';
import { addressOf } from './client-address.ts';
import type { Limits } from './limits.ts';
import type { Service } from './service.ts';
import type { Tunnel } from './tunnel.ts';

export interface ConnectionOptions {
  readonly service: Service;
  readonly limits: Limits;
  /** Takes a connection over that is not for the short way; what was read of it has been put back. */
  readonly handOn: (socket: Socket, connection: ClientConnection) => void;
  /** Whether the proxy is about to stop: every answer is then the connection's last. */
  readonly stopping: () => boolean;
  /** An HTTP-date of now. */
  readonly date: () => string;
}

/** The empty line that ends a head. */
const headEnd = '\r\n\r\n';
const requestsATurn = 16;

export class ClientConnection {
  readonly #socket: Socket;
  readonly #tunnel: Tunnel | null;
  readonly #options: ConnectionOptions;
  /** What came and was not read yet. */
  #waiting: Buffer | null = null;
  /** Ends what the request in hand asked for; `null` between requests. */
  #busy: Waiting | null = null;
  /** Ends what is counted for it. */
  #end: () => void = () => undefined;
  #reading = false;
  /** Nothing more is read: its last answer was given, or it was handed on. */
  #over = false;
  /** The answer to it has begun. */
  #answering = false;
  /** When somebody loses patience, epoch milliseconds; while a request is in hand the socket's own idle time counts. */
  #deadline: number;
  readonly #data = (chunk: Buffer): void => this.#take(chunk);
  readonly #gone = (): void => {
    this.#end();
    this.#busy?.abort();
  };

  constructor(socket: Socket, tunnel: Tunnel | null, options: ConnectionOptions) {
    this.#socket = socket;
    this.#tunnel = tunnel;
    this.#options = options;
    this.#deadline = Date.now() + options.limits.headersTimeout;
    socket.on('data', this.#data).once('close', this.#gone).on('error', this.#fail).on('timeout', this.#fail).on('end', this.#ended);
    socket.setTimeout(options.limits.idleTimeout);
  }

  /** No request is in hand and none has begun. */
  get isIdle(): boolean {
    return this.#busy === null && this.#waiting === null;
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Ends a connection on which no request came in time (RFC 9110 §15.5.9). */
  check(now: number): void {
    if (this.#busy !== null || now < this.#deadline) return;
    if (this.#waiting === null) this.#socket.destroy();
    else this.#socket.end('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n', () => this.#socket.destroy());
    this.#deadline = Infinity;
  }

  readonly #fail = (): void => void this.#socket.destroy();

  /** A client that closes its side while it waits has gone away, as browsers do; one that has its answer may still be reading it. */
  readonly #ended = (): void => {
    if (this.#busy === null) this.#socket.destroySoon();
    else this.#socket.destroy();
  };

  #take(chunk: Buffer): void {
    if (this.#over) return;
    if (this.#waiting === null && this.#busy === null) this.#deadline = Date.now() + this.#options.limits.headersTimeout;
    this.#waiting = this.#waiting === null ? chunk : Buffer.concat([this.#waiting, chunk]);
    if (this.#busy === null) this.#next();
    // A request that comes while another is answered waits for its turn, and so does everything after it.
    else this.#socket.pause();
  }

  /** Reads on. Many answers are there at once: a loop, because they must not lie upon one another on the stack. */
  #next(): void {
    if (this.#reading) return;
    this.#reading = true;
    let turns = requestsATurn;
    while (this.#mayRead && this.#waiting !== null && turns > 0 && this.#readOne(this.#waiting)) turns -= 1;
    this.#reading = false;
    if (!this.#mayRead) return;
    if (turns > 0) {
      if (this.#socket.isPaused()) this.#socket.resume();
      return;
    }
    // Whoever sends a hundred requests in one piece lets others have their turn.
    this.#socket.pause();
    setImmediate(() => this.#next());
  }

  get #mayRead(): boolean {
    return this.#busy === null && !this.#over && !this.#socket.destroyed;
  }

  /** `false`: no whole request is there, or none for the short way. */
  #readOne(bytes: Buffer): boolean {
    const end = bytes.indexOf(headEnd);
    // A CONNECT would be read here in vain; a head that grows too large is refused where that is written down.
    if (bytes[0] === 67 || (end === -1 ? bytes.length : end) > this.#options.limits.headerBytes - 1_024) return this.#handOn();
    if (end === -1) return false;
    const head = readRequestHead(bytes.toString('latin1', 0, end + headEnd.length));
    if (head === null) return this.#handOn();
    this.#waiting = bytes.length === end + headEnd.length ? null : bytes.subarray(end + headEnd.length);
    this.#serve(head);
    return true;
  }

  #serve({ method, requestTarget, headers, close }: RequestHead): void {
    const { service, stopping, date } = this.#options;
    const socket = this.#socket;
    const address = this.#tunnel === null ? addressOf(socket) : this.#tunnel.address;
    this.#end = service.begin(address);
    const busy = new Waiting();
    this.#busy = busy;
    this.#answering = false;
    const received = {
      method,
      requestTarget,
      authority: null,
      headers,
      protocol: '1.1',
      tunnel: this.#tunnel,
      address,
      upgrade: false,
      body: null,
      inform: (status: number, fields: readonly Header[]) => this.#inform(status, fields),
      signal: busy,
    } as const;
    void service.serve(received, {
      send: (answer) => {
        const last = close || stopping();
        this.#answering = true;
        writeAnswer(answer, { method, socket, last, date }, () => this.#answered(busy, last));
      },
      abandon: () => void socket.destroy(),
    });
  }

  #answered(busy: Waiting, last: boolean): void {
    if (this.#busy !== busy) return;
    this.#end();
    this.#busy = null;
    if (last) {
      this.#over = true;
      return this.#socket.destroySoon();
    }
    const { headersTimeout, keepAliveTimeout } = this.#options.limits;
    this.#deadline = Date.now() + (this.#waiting === null ? keepAliveTimeout : headersTimeout);
    this.#next();
  }

  /** Hints on what a page will want (RFC 8297), and that work goes on; a cookie or a length belongs to the answer itself. */
  #inform(status: number, fields: readonly Header[]): void {
    if (this.#socket.destroyed || this.#busy === null || this.#answering) return;
    if (status === 102) return void this.#socket.write('HTTP/1.1 102 Processing\r\n\r\n', 'latin1');
    if (status !== 103 || fieldOf(fields, 'link') === null) return;
    try {
      this.#socket.write(`HTTP/1.1 103 Early Hints\r\n${writeFields(endToEnd(fields, ['set-cookie', 'content-length']))}\r\n`, 'latin1');
    } catch {
      // A hint that HTTP cannot carry is no reason to lose the answer.
    }
  }

  #handOn(): false {
    const socket = this.#socket;
    const bytes = this.#waiting;
    this.#waiting = null;
    this.#over = true;
    this.#deadline = Infinity;
    socket.pause();
    socket.off('data', this.#data).off('close', this.#gone).off('error', this.#fail).off('timeout', this.#fail).off('end', this.#ended);
    socket.setTimeout(0);
    if (bytes !== null) socket.unshift(bytes);
    this.#options.handOn(socket, this);
    return false;
  }
}
