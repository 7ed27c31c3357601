// One connection as a browser makes it: CONNECT, TLS against the proxy's authority, requests one after the other.
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import { AnswerReader } from './answer-reader.ts';

export interface Place {
  /** Of the proxy; `null`: straight to the origin. */
  readonly port: number | null;
  readonly scheme: 'https' | 'http';
  readonly host: string;
  readonly context: SecureContext;
  readonly verified: boolean;
}

/** What Chromium sends with everything, for a page and for a picture of it. */
const fields =
  'accept-encoding: gzip, deflate, br, zstd\r\naccept-language: en-GB,en-US;q=0.9,en;q=0.8\r\n' +
  'user-agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36\r\n';
const ofPage =
  'accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r\n' +
  'sec-fetch-dest: document\r\nsec-fetch-mode: navigate\r\nsec-fetch-site: none\r\nsec-fetch-user: ?1\r\nupgrade-insecure-requests: 1\r\n';
const ofPicture =
  'accept: image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8\r\nreferer: https://h0.bench.test/\r\n' +
  'sec-fetch-dest: image\r\nsec-fetch-mode: no-cors\r\nsec-fetch-site: same-origin\r\n';
/** One of so many requests on a connection is a page, the first of them. */
const partsOfPage = 60;

/** The proxy closed a kept connection just when it was used again: a browser asks once more. */
export class ClosedUnusedError extends Error {}

export class LoadConnection {
  asked = 0;
  readonly #socket: Socket;
  readonly #prefix: string;
  readonly #page: string;
  readonly #picture: string;
  /** Something of the answer that is waited for has come. */
  #begun = false;
  #waiting: { resolve: (bytes: number) => void; reject: (problem: Error) => void } | null = null;

  private constructor(socket: Socket, { port, scheme, host }: Place) {
    this.#socket = socket;
    this.#prefix = `GET ${scheme === 'http' && port !== null ? `http://${host}` : ''}`;
    const rest = `connection: keep-alive\r\n\r\n`;
    this.#page = ` HTTP/1.1\r\nhost: ${host}\r\n${fields}${ofPage}${rest}`;
    this.#picture = ` HTTP/1.1\r\nhost: ${host}\r\n${fields}${ofPicture}${rest}`;
    const reader = new AnswerReader((bytes) => {
      const waiting = this.#waiting;
      this.#waiting = null;
      waiting?.resolve(bytes);
    });
    const fail = (problem: Error): void => {
      const waiting = this.#waiting;
      this.#waiting = null;
      socket.destroy();
      waiting?.reject(problem);
    };
    socket.on('data', (piece: Buffer) => {
      this.#begun = true;
      try {
        reader.read(piece);
      } catch (problem) {
        fail(problem instanceof Error ? problem : new Error(String(problem)));
      }
    });
    socket.on('error', fail);
    socket.on('close', () =>
      fail(
        this.#begun || this.asked < 2
          ? new Error('the connection ended before its answer')
          : new ClosedUnusedError('closed between requests'),
      ),
    );
  }

  static async open(place: Place): Promise<LoadConnection> {
    const { port, scheme, host } = place;
    const own = scheme === 'https' ? 443 : 80;
    const tcp = connectTcp({ host: '127.0.0.1', port: port ?? own, noDelay: true });
    await event(tcp, 'connect');
    if (scheme === 'http') return new LoadConnection(tcp, place);
    if (port !== null) {
      tcp.write(`CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\nProxy-Connection: keep-alive\r\n\r\n`);
      await tunnelled(tcp);
    }
    const tls = connectTls({
      socket: tcp,
      servername: host,
      secureContext: place.context,
      rejectUnauthorized: place.verified,
      ALPNProtocols: ['http/1.1'],
    });
    await event(tls, 'secureConnect');
    return new LoadConnection(tls, place);
  }

  get usable(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  /** Bytes of the answer's body. */
  get(path: string): Promise<number> {
    const kind = this.asked % partsOfPage === 0 ? this.#page : this.#picture;
    this.asked += 1;
    this.#begun = false;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(this.#prefix + path + kind, 'latin1');
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}

function event(socket: Socket, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (problem?: Error | boolean): void => reject(problem instanceof Error ? problem : new Error(`closed before ${name}`));
    socket.once('error', failed).once('close', failed);
    socket.once(name, () => {
      socket.off('error', failed).off('close', failed);
      resolve();
    });
  });
}

function tunnelled(tcp: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    let head = '';
    const read = (piece: Buffer): void => {
      head += piece.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      tcp.off('data', read).off('close', closed);
      tcp.pause();
      if (/^HTTP\/1\.\d 200/.test(head)) resolve();
      else reject(new Error(`CONNECT was answered “${head.split('\r')[0]}”`));
    };
    const closed = (): void => reject(new Error('closed before CONNECT was answered'));
    tcp.on('data', read).once('close', closed).on('error', closed);
  });
}
