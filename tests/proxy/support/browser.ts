// A browser's network side: a proxy client with credentials, over HTTP/1.1 and HTTP/2, that can also misbehave.
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import type { ClientHttp2Session } from 'node:http2';
import { connect as connectTcp, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { TLSSocket } from 'node:tls';

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

export interface Browser {
  readonly proxyPort: number;
  readonly authority: string;
  /** `Proxy-Authorization`, or `null` for none. */
  readonly credentials: string | null;
}

/** What a browser sends with a page that somebody asked for. */
export const navigation = {
  accept: 'text/html,*/*;q=0.8',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-user': '?1',
};

export interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
}

/** A plain http address in absolute form; an https one through a tunnel with HTTP/1.1. */
export async function open(browser: Browser, url: string, ask: Ask = {}): Promise<Answer> {
  return answerOf(await openResponse(browser, url, ask));
}

/** As `open`, with the response still to be read. */
export async function openResponse(browser: Browser, url: string, ask: Ask = {}): Promise<IncomingMessage> {
  const { protocol, host, hostname, port, pathname, search } = new URL(url);
  const secure = protocol === 'https:';
  const socket = secure ? await tlsThrough(browser, `${hostname}:${port || 443}`, ['http/1.1']) : await tcpTo(browser);
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      createConnection: () => socket,
      method: ask.method ?? 'GET',
      path: secure ? pathname + search : url,
      headers: {
        host,
        ...navigation,
        ...(secure || browser.credentials === null ? {} : { 'proxy-authorization': browser.credentials }),
        ...ask.headers,
      },
    });
    request.once('response', resolve).once('error', reject);
    request.end(ask.body);
  });
}

/** Over HTTP/2, in a tunnel of its own. */
export async function openHttp2(browser: Browser, url: string, ask: Ask = {}): Promise<Answer> {
  const session = await http2To(browser, new URL(url));
  try {
    return await http2Request(session, url, ask);
  } finally {
    session.close();
  }
}

export async function http2To(browser: Browser, { origin, hostname, port }: URL): Promise<ClientHttp2Session> {
  const socket = await tlsThrough(browser, `${hostname}:${port || 443}`, ['h2']);
  const session = connectHttp2(origin, { createConnection: () => socket });
  session.on('error', () => {});
  return session;
}

export function http2Request(session: ClientHttp2Session, url: string, ask: Ask = {}): Promise<Answer> {
  const { pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const stream = session.request(
      { ':method': ask.method ?? 'GET', ':path': pathname + search, ...navigation, ...ask.headers },
      { endStream: ask.body === undefined },
    );
    let head: Record<string, string | string[] | undefined> = {};
    const chunks: Buffer[] = [];
    stream.on('response', (headers) => (head = { ...headers } as Record<string, string | string[] | undefined>));
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', reject);
    stream.on('end', () => resolve({ status: Number(head[':status']), headers: head, text: Buffer.concat(chunks).toString() }));
    if (ask.body !== undefined) stream.end(ask.body);
  });
}

export async function answerOf(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() };
}

export function tcpTo({ proxyPort }: Pick<Browser, 'proxyPort'>): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(proxyPort, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

export interface Connected {
  readonly status: number;
  readonly head: string;
  readonly socket: Socket;
}

/** CONNECT, with whatever answer comes. */
export async function connectThrough(browser: Browser, authority: string, headers: readonly string[] = []): Promise<Connected> {
  const socket = await tcpTo(browser);
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    ...(browser.credentials === null ? [] : [`Proxy-Authorization: ${browser.credentials}`]),
    ...headers,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const head = await readHead(socket);
  return { status: Number(head.split(' ')[1]), head, socket };
}

/** TLS inside a tunnel, trusting nothing but the school's authority. Rejects with what CONNECT or TLS said. */
export async function tlsThrough(browser: Browser, authority: string, protocols: string[]): Promise<TLSSocket> {
  const { status, socket } = await connectThrough(browser, authority);
  if (status !== 200) throw new Error(`CONNECT answered ${status}`);
  const host = authority.slice(0, authority.lastIndexOf(':')).replace(/^\[|\]$/g, '');
  return tlsOver(browser, socket, host, protocols);
}

/** `host` is asked for in the handshake and must be in the certificate, unless the client believes anything. */
export function tlsOver(
  browser: Browser,
  socket: Socket,
  host: string,
  protocols: string[],
  { believesAnything = false } = {},
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const name = isIP(host) === 0 ? { servername: host } : {};
    const check = believesAnything ? { checkServerIdentity: () => undefined } : {};
    const secure = connectTls({ socket, host, ca: browser.authority, ALPNProtocols: protocols, ...name, ...check }, () => resolve(secure));
    secure.once('error', reject);
  });
}

/** Reads to the end of a response header; bytes after it stay in the socket. */
export async function readHead(socket: Socket): Promise<string> {
  let text = '';
  while (true) {
    const end = text.indexOf('\r\n\r\n');
    if (end >= 0) {
      const rest = Buffer.from(text.slice(end + 4), 'latin1');
      if (rest.length > 0) socket.unshift(rest);
      return text.slice(0, end);
    }
    text += (await nextBytes(socket)).toString('latin1');
  }
}

/** Rejects when the connection ends first. */
export function nextBytes(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const read = (): void => {
      const chunk: Buffer | null = socket.read();
      if (chunk === null) return;
      done();
      resolve(chunk);
    };
    const ended = (): void => {
      done();
      reject(new Error('the connection ended'));
    };
    const done = (): void => void socket.off('readable', read).off('end', ended).off('close', ended).off('error', ended);
    socket.on('readable', read).once('end', ended).once('close', ended).once('error', ended);
    read();
  });
}

/** Everything until the connection ends. */
export async function allBytes(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of socket) chunks.push(chunk as Buffer);
  } catch {
    // A reset ends it as well.
  }
  return Buffer.concat(chunks).toString('latin1');
}
