// Thirty browsers of a class, as far as the network sees them: each opens the page over HTTP/2 in its own connections, the document first and then
// everything that it names at once, through the proxy or, without one, over the line.
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { z } from 'zod';
import { lessonPage, type PageObject } from '../lesson/lesson-page.ts';
import { settings, ready } from './settings.ts';

const given = z.object({ authority: z.string(), pupils: z.number() });
const { authority, pupils } = await settings((message) => given.parse(message));
const orderSchema = z.object({ proxyPort: z.number().nullable(), linePort: z.number().nullable(), credentials: z.array(z.string()) });
type Order = z.output<typeof orderSchema>;
const [document, ...parts] = lessonPage() as [PageObject, ...PageObject[]];

async function tunnel(host: string, { proxyPort, linePort }: Order, credentials = ''): Promise<TLSSocket> {
  const socket = connectTcp({ port: proxyPort ?? linePort ?? 0, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  if (proxyPort !== null) {
    socket.write(`CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\nProxy-Authorization: ${credentials}\r\n\r\n`);
    const answer = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
    if (!answer.toString('latin1').startsWith('HTTP/1.1 200')) throw new Error(`CONNECT was answered ${answer.toString('latin1', 0, 60)}`);
  }
  const secure = connectTls({ socket, servername: host, ca: authority, ALPNProtocols: proxyPort === null ? ['http/1.1'] : ['h2'] });
  await new Promise<void>((resolve, reject) => secure.once('secureConnect', resolve).once('error', reject));
  return secure;
}

const fields = (host: string, path: string, destination: string) => ({
  ':method': 'GET',
  ':scheme': 'https',
  ':authority': host,
  ':path': path,
  accept: '*/*',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-GB,en-US;q=0.9,en;q=0.8',
  'sec-fetch-dest': destination,
  'sec-fetch-mode': destination === 'document' ? 'navigate' : 'no-cors',
  'sec-fetch-site': destination === 'document' ? 'none' : 'same-origin',
  ...(destination === 'document' ? { 'sec-fetch-user': '?1' } : { referer: 'https://lesson.test/rivers' }),
  'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
});

function get(session: ClientHttp2Session, host: string, path: string, destination: string, bytes: number): Promise<boolean> {
  return new Promise((resolve) => {
    const stream = session.request(fields(host, path, destination));
    let status = 0;
    let came = 0;
    stream.on('response', (headers) => (status = Number(headers[':status'])));
    stream.on('data', (chunk: Buffer) => (came += chunk.length));
    stream.on('error', () => resolve(false));
    stream.on('close', () => resolve(status === 200 && came === bytes));
  });
}

const kindOf = (type: string): string => (type === 'text/css' ? 'style' : type === 'text/javascript' ? 'script' : 'image');

/** Milliseconds until everything is there, and what did not come. */
async function throughProxy(order: Order, credentials: string): Promise<{ ms: number; failed: string[] }> {
  const began = performance.now();
  const failed: string[] = [];
  const sessionTo = async (host: string): Promise<ClientHttp2Session> => {
    const socket = await tunnel(host, order, credentials);
    const session = connectHttp2(`https://${host}`, { createConnection: () => socket, settings: { initialWindowSize: 6_291_456 } });
    session.on('error', () => undefined);
    session.setLocalWindowSize?.(15_728_640);
    return session;
  };
  const own = await sessionTo('lesson.test');
  if (!(await get(own, document.host, document.path, 'document', document.body.length))) failed.push(document.path);
  const other = await sessionTo('cdn.test');
  await Promise.all(
    parts.map(async ({ host, path, type, body }) => {
      if (!(await get(host === 'lesson.test' ? own : other, host, path, kindOf(type), body.length))) failed.push(host + path);
    }),
  );
  const ms = performance.now() - began;
  own.close();
  other.close();
  return { ms, failed };
}

/** Six connections to a host, as browsers open to sites that speak HTTP/1.1. */
async function overTheLine(order: Order): Promise<{ ms: number; failed: string[] }> {
  const began = performance.now();
  const failed: string[] = [];
  const fetchAll = async (host: string, wanted: readonly PageObject[], connections: number): Promise<void> => {
    const left = [...wanted];
    const lane = async (): Promise<void> => {
      if (left.length === 0) return;
      const socket = await tunnel(host, order);
      for (let next = left.shift(); next !== undefined; next = left.shift()) await getPlain(socket, next);
      socket.destroy();
    };
    await Promise.all(Array.from({ length: connections }, lane));
  };
  await fetchAll('lesson.test', [document], 1);
  await Promise.all(
    ['lesson.test', 'cdn.test'].map((host) =>
      fetchAll(
        host,
        parts.filter((one) => one.host === host),
        6,
      ),
    ),
  );
  return { ms: performance.now() - began, failed };
}

function getPlain(socket: TLSSocket, { host, path, body }: PageObject): Promise<void> {
  return new Promise((resolve) => {
    let left = -1;
    const read = (chunk: Buffer): void => {
      const from = left < 0 ? chunk.indexOf('\r\n\r\n') + 4 : 0;
      if (left < 0) left = body.length;
      left -= chunk.length - from;
      if (left > 0) return;
      socket.off('data', read);
      resolve();
    };
    socket.on('data', read);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  });
}

process.on('message', (message) => {
  const order = orderSchema.parse(message);
  const one = (pupil: number) => (order.proxyPort === null ? overTheLine(order) : throughProxy(order, order.credentials[pupil] ?? ''));
  void Promise.all(Array.from({ length: pupils }, (_, pupil) => one(pupil))).then((loads) => process.send?.({ loads }));
});
ready({});
