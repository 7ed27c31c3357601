// One browser as the network sees it: CONNECT and TLS to each host once, HTTP/2 inside, the document first, then all its parts at
// the same time, with the fields that Chromium sends.
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { partsOf } from './lesson-page.ts';

export interface PageLoad {
  /** From the beginning to the last byte of the last part, milliseconds. */
  readonly ms: number;
  readonly bytes: number;
  /** Addresses that did not come whole with 200. */
  readonly failed: readonly string[];
  readonly asked: number;
}

export interface Through {
  readonly port: number;
  readonly authority: string;
  /** `Proxy-Authorization`; `null`: known by its address. */
  readonly credentials: string | null;
  readonly localAddress?: string;
}

const fields = {
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-GB,en;q=0.9',
  'user-agent': 'Mozilla/5.0 Chrome/146',
};
const asDocument = { accept: 'text/html,*/*;q=0.8', 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate', 'sec-fetch-user': '?1' };

const destination = (url: string): string => (url.endsWith('.css') ? 'style' : url.endsWith('.js') ? 'script' : 'image');

export async function loadPage(url: string, through: Through): Promise<PageLoad> {
  const began = performance.now();
  const sessions = new Map<string, Promise<ClientHttp2Session>>();
  const get = async (address: string, headers: Record<string, string>): Promise<Buffer | null> => {
    const { origin } = new URL(address);
    const session = sessions.get(origin) ?? openSession(new URL(address), through);
    sessions.set(origin, session);
    return ask(await session, address, headers).catch(() => null);
  };
  const failed: string[] = [];
  let bytes = 0;
  const take = (address: string, body: Buffer | null): void => {
    if (body === null) failed.push(address);
    bytes += body?.length ?? 0;
  };
  const page = await get(url, asDocument).catch(() => null);
  take(url, page);
  const parts = partsOf(page?.toString() ?? '');
  const ofPart = (address: string) => ({
    accept: '*/*',
    referer: url,
    'sec-fetch-dest': destination(address),
    'sec-fetch-mode': 'no-cors',
  });
  await Promise.all(parts.map(async (address) => take(address, await get(address, ofPart(address)).catch(() => null))));
  const ms = performance.now() - began;
  for (const session of sessions.values()) void session.then((open) => open.destroy()).catch(() => undefined);
  return { ms, bytes, failed, asked: 1 + parts.length };
}

/** `null`: another status than 200. */
function ask(session: ClientHttp2Session, address: string, headers: Record<string, string>): Promise<Buffer | null> {
  const { pathname, search } = new URL(address);
  return new Promise((resolve, reject) => {
    const stream = session.request({ ':path': pathname + search, ...fields, ...headers });
    const pieces: Buffer[] = [];
    let status = 0;
    stream.on('response', (head) => (status = Number(head[':status'])));
    stream.on('data', (piece: Buffer) => pieces.push(piece));
    stream.once('error', reject);
    stream.once('end', () => resolve(status === 200 ? Buffer.concat(pieces) : null));
    stream.once('close', () => reject(new Error('the stream was closed')));
  });
}

async function openSession({ origin, hostname }: URL, through: Through): Promise<ClientHttp2Session> {
  const tunnel = await tunnelTo(hostname, through);
  const secure = connectTls({ socket: tunnel, servername: hostname, ca: through.authority, ALPNProtocols: ['h2'] });
  await new Promise<void>((resolve, reject) => void secure.once('secureConnect', resolve).once('error', reject));
  // A window of 6 MB for a stream and 15 MB for all, as Chromium has.
  const session = connectHttp2(origin, { createConnection: () => secure, settings: { initialWindowSize: 6_291_456, enablePush: false } });
  session.once('connect', () => session.setLocalWindowSize(15_728_640));
  session.on('error', () => undefined);
  return session;
}

function tunnelTo(host: string, { port, credentials, localAddress }: Through): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ port, host: '127.0.0.1', noDelay: true, ...(localAddress === undefined ? {} : { localAddress }) });
    const proof = credentials === null ? '' : `Proxy-Authorization: ${credentials}\r\n`;
    socket.write(`CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\n${proof}\r\n`);
    socket.once('error', reject);
    socket.once('data', (answer: Buffer) => {
      if (answer.toString('latin1').startsWith('HTTP/1.1 200')) resolve(socket);
      else reject(new Error(answer.toString('latin1').split('\r\n')[0]));
    });
  });
}
