// The name that was dialled, the one of the handshake and the one in the request: they agree, or nothing is fetched.
import type { Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import {
  allBytes,
  connectThrough,
  http2Request,
  http2To,
  nextBytes,
  open,
  readHead,
  tcpTo,
  tlsOver,
  tlsThrough,
} from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;

beforeAll(async () => {
  school = await openProxiedSchool();
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
});
beforeEach(() => void (school.outside.received.length = 0));
afterAll(() => school.close());

/** Sends a request head on a socket; the status that comes back, or 0 when the connection just ends. */
async function statusOf(socket: Socket, ...lines: string[]): Promise<number> {
  socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  const head = await readHead(socket).catch(() => '');
  socket.destroy();
  return Number(head.split(' ')[1] ?? 0);
}
const inTunnel = (): Promise<Socket> => tlsThrough(pupil, 'allowed.test:443', ['http/1.1']);
const plain = async (...lines: string[]): Promise<number> =>
  statusOf(await tcpTo(pupil), ...lines, `Proxy-Authorization: ${pupil.credentials}`);

test('a Host other than the one that was dialled is misdirected', async () => {
  for (const host of ['games.test', 'other.test', 'allowed.test:8443', 'sub.allowed.test', '127.0.0.1'])
    expect(await statusOf(await inTunnel(), 'GET / HTTP/1.1', `Host: ${host}`), host).toBe(421);
  expect(school.outside.received).toEqual([]);
});

test('the same host in other letters or with its port is the same', async () => {
  for (const host of ['ALLOWED.test', 'allowed.test:443', 'allowed.test.'])
    expect(await statusOf(await inTunnel(), 'GET / HTTP/1.1', `Host: ${host}`), host).toBe(200);
});

test('no Host, two Hosts and a Host that is none are refused', async () => {
  expect(await statusOf(await inTunnel(), 'GET / HTTP/1.1')).toBe(400);
  expect(await statusOf(await inTunnel(), 'GET / HTTP/1.1', 'Host: allowed.test', 'Host: games.test')).toBe(400);
  expect(await statusOf(await inTunnel(), 'GET / HTTP/1.1', 'Host: allowed.test', 'Host: allowed.test')).toBe(400);
  for (const host of ['allowed.test/x', 'allowed.test@games.test', 'a b', ''])
    expect(await statusOf(await inTunnel(), 'GET / HTTP/1.1', `Host: ${host}`), host).toBe(400);
  expect(school.outside.received).toEqual([]);
});

test('in a tunnel an absolute address must be of the host that was dialled, and https', async () => {
  expect(await statusOf(await inTunnel(), 'GET https://allowed.test/x HTTP/1.1', 'Host: allowed.test')).toBe(200);
  expect(await statusOf(await inTunnel(), 'GET https://games.test/x HTTP/1.1', 'Host: games.test')).toBe(421);
  expect(await statusOf(await inTunnel(), 'GET https://games.test/x HTTP/1.1', 'Host: allowed.test')).toBe(421);
  expect(await statusOf(await inTunnel(), 'GET http://allowed.test/x HTTP/1.1', 'Host: allowed.test')).toBe(421);
  expect(school.outside.received).toHaveLength(1);
});

test('a path that looks like another host stays a path', async () => {
  expect(await statusOf(await inTunnel(), 'GET //games.test/play HTTP/1.1', 'Host: allowed.test')).toBe(200);
  expect(await statusOf(await inTunnel(), 'GET /\\games.test/play HTTP/1.1', 'Host: allowed.test')).toBe(200);
  expect(school.outside.received.map(({ host, path }) => [host, path])).toEqual([
    ['allowed.test', '//games.test/play'],
    ['allowed.test', '//games.test/play'],
  ]);
  for (const target of ['@games.test/', 'games.test/', '*', '?', '#', 'http:games.test', 'https:///games.test/'])
    expect(await statusOf(await inTunnel(), `GET ${target} HTTP/1.1`, 'Host: allowed.test'), target).toBe(400);
});

test('a handshake for another name gets the certificate of the dialled one, and every request is misdirected', async () => {
  const { socket } = await connectThrough(pupil, 'allowed.test:443');
  await expect(tlsOver(pupil, socket, 'games.test', ['http/1.1'])).rejects.toThrow(/altnames/);
  const careless = await connectThrough(pupil, 'allowed.test:443');
  const secure = await tlsOver(pupil, careless.socket, 'games.test', ['http/1.1'], { believesAnything: true });
  expect(await statusOf(secure, 'GET / HTTP/1.1', 'Host: allowed.test')).toBe(421);
  expect(school.outside.received).toEqual([]);
});

test('over HTTP/2 the authority must be the dialled one, and Host must say the same', async () => {
  const session = await http2To(pupil, new URL('https://allowed.test'));
  expect(await http2Request(session, 'https://allowed.test/')).toMatchObject({ status: 200 });
  expect(await http2Request(session, 'https://allowed.test/', { headers: { ':authority': 'games.test' } })).toMatchObject({ status: 421 });
  expect(await http2Request(session, 'https://allowed.test/', { headers: { host: 'games.test' } })).toMatchObject({ status: 421 });
  expect(await http2Request(session, 'https://allowed.test/', { headers: { ':scheme': 'http' } })).toMatchObject({ status: 400 });
  await expect(http2Request(session, 'https://allowed.test/', { method: 'GET / HTTP/1.1' })).rejects.toThrow(/PROTOCOL_ERROR/);
  session.close();
  expect(school.outside.received).toHaveLength(1);
});

test('a plain request goes to the host of its address only if Host says the same', async () => {
  expect(await plain('GET http://allowed.test/ HTTP/1.1', 'Host: allowed.test')).toBe(200);
  expect(await plain('GET http://allowed.test/ HTTP/1.1', 'Host: allowed.test:80')).toBe(200);
  expect(await plain('GET http://games.test/ HTTP/1.1', 'Host: allowed.test')).toBe(421);
  expect(await plain('GET http://allowed.test/ HTTP/1.1', 'Host: games.test')).toBe(421);
  expect(await plain('GET http://allowed.test:8080/ HTTP/1.1', 'Host: allowed.test')).toBe(421);
  expect(await plain('GET http://allowed.test@games.test/ HTTP/1.1', 'Host: games.test')).toBe(400);
  expect(await plain('GET http://allowed.test\\@games.test/ HTTP/1.1', 'Host: games.test')).toBe(400);
  expect(await plain('GET https://allowed.test/ HTTP/1.1', 'Host: allowed.test')).toBe(421);
  expect(await plain('GET ftp://allowed.test/ HTTP/1.1', 'Host: allowed.test')).toBe(400);
  expect(await plain('GET / HTTP/1.1', 'Host: allowed.test')).toBe(400);
  expect(school.outside.received).toHaveLength(2);
});

test('TRACE, CONNECT in a tunnel, and a tunnel in a tunnel get nowhere', async () => {
  expect(await plain('TRACE http://allowed.test/ HTTP/1.1', 'Host: allowed.test')).toBe(405);
  expect(await statusOf(await inTunnel(), 'CONNECT games.test:443 HTTP/1.1', 'Host: games.test:443')).toBe(0);
  const session = await http2To(pupil, new URL('https://allowed.test'));
  await expect(http2Request(session, 'https://allowed.test/', { method: 'CONNECT' })).rejects.toThrow();
  session.destroy();
});

test('what is dialled must be a name or address with a port', async () => {
  for (const authority of [
    'allowed.test',
    'allowed.test:',
    ':443',
    'allowed.test:0',
    'allowed.test:70000',
    'a/b:443',
    'user@allowed.test:443',
    '..:443',
    '../authority.pem:443',
    'a b:443',
    '[::1:443',
    'ü.test:443',
    'a!b.test:443',
    `${'a'.repeat(260)}.test:443`,
    'http://allowed.test:443',
  ]) {
    const { status, socket } = await connectThrough(pupil, authority).catch(async () => ({ status: 400, socket: await tcpTo(pupil) }));
    expect(status, authority).toBe(400);
    socket.destroy();
  }
});

test('what is not TLS in a tunnel is closed, not read as a request', async () => {
  const { status, socket } = await connectThrough(pupil, 'allowed.test:443');
  expect(status).toBe(200);
  socket.write(`GET http://games.test/ HTTP/1.1\r\nHost: games.test\r\nProxy-Authorization: ${pupil.credentials}\r\n\r\n`);
  expect(await allBytes(socket)).not.toContain('HTTP/1.1');
  const early = await tcpTo(pupil);
  early.write(
    `CONNECT allowed.test:443 HTTP/1.1\r\nHost: allowed.test:443\r\nProxy-Authorization: ${pupil.credentials}\r\n\r\nGET http://other.test/ HTTP/1.1\r\nHost: other.test\r\n\r\n`,
  );
  expect((await allBytes(early)).match(/HTTP\/1\.1/g)).toHaveLength(1);
  expect(school.outside.received).toEqual([]);
});

test('a handshake that comes with CONNECT in one packet works', async () => {
  // The client's first flight, caught on its way to a server that never answers.
  const { createServer } = await import('node:net');
  const { connect } = await import('node:tls');
  const catcher = createServer();
  await new Promise<void>((resolve) => catcher.listen(0, '127.0.0.1', resolve));
  const caught = new Promise<Buffer>((resolve) => catcher.once('connection', (socket) => socket.once('data', resolve)));
  const client = connect({ port: (catcher.address() as { port: number }).port, host: '127.0.0.1', servername: 'allowed.test' });
  client.on('error', () => {});
  const hello = await caught;
  const socket = await tcpTo(pupil);
  socket.write(
    Buffer.concat([
      Buffer.from(`CONNECT allowed.test:443 HTTP/1.1\r\nHost: allowed.test:443\r\nProxy-Authorization: ${pupil.credentials}\r\n\r\n`),
      hello,
    ]),
  );
  expect(await readHead(socket)).toContain('200');
  const answer = await nextBytes(socket);
  expect(answer[0]).toBe(0x16);
  socket.destroy();
  client.destroy();
  catcher.close();
});

test('requests that two servers could cut differently are refused, and the connection is closed', async () => {
  const smuggled = 'GET http://games.test/ HTTP/1.1\r\nHost: games.test\r\n\r\n';
  const head = (...lines: string[]): string =>
    [`POST http://allowed.test/ HTTP/1.1`, 'Host: allowed.test', `Proxy-Authorization: ${pupil.credentials}`, ...lines].join('\r\n');
  const attacks = [
    `${head('Content-Length: 4', 'Transfer-Encoding: chunked')}\r\n\r\n0\r\n\r\n${smuggled}`,
    `${head('Transfer-Encoding: chunked', 'Transfer-Encoding: identity')}\r\n\r\n0\r\n\r\n${smuggled}`,
    `${head('Transfer-Encoding: chunked, identity')}\r\n\r\n0\r\n\r\n${smuggled}`,
    `${head('Transfer-Encoding: xchunked')}\r\n\r\n0\r\n\r\n${smuggled}`,
    `${head('Transfer-Encoding : chunked')}\r\n\r\n0\r\n\r\n${smuggled}`,
    `${head('Content-Length: 0', 'Content-Length: 5')}\r\n\r\n${smuggled}`,
    `${head('Content-Length: +4')}\r\n\r\nabcd${smuggled}`,
    `${head('Content-Length: 4_0')}\r\n\r\nabcd${smuggled}`,
    `${head('Content-Length: 0x4')}\r\n\r\nabcd${smuggled}`,
    `${head('Transfer-Encoding: chunked')}\r\n\r\n0x1\r\na\r\n0\r\n\r\n${smuggled}`,
    `${head('Transfer-Encoding: chunked')}\r\n\r\n1_0\r\na\r\n0\r\n\r\n${smuggled}`,
    `${head('Transfer-Encoding: chunked')}\r\n\r\nfffffffffffffffff\r\na\r\n0\r\n\r\n${smuggled}`,
    `${head('X: a')}\nHost: games.test\n\n${smuggled}`,
    `${head('X: a\rY: b')}\r\n\r\n${smuggled}`,
    `${head('X: a\r\n folded')}\r\n\r\n${smuggled}`,
    `${head('X: a\0b')}\r\n\r\n${smuggled}`,
    `${head(' Host: games.test')}\r\n\r\n${smuggled}`,
    `${head('Ho st: games.test')}\r\n\r\n${smuggled}`,
  ];
  for (const attack of attacks) {
    const socket = await tcpTo(pupil);
    socket.write(attack, 'latin1');
    const answer = await allBytes(socket);
    expect(answer, JSON.stringify(attack)).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/HTTP\/1\.1/g), JSON.stringify(attack)).toHaveLength(1);
  }
  expect(school.outside.requestsTo('games.test')).toEqual([]);
});

test('too many fields and too long ones are refused, none is left out in silence', async () => {
  const many = Array.from({ length: 120 }, (_, index) => `X-${index}: 1`);
  expect(await plain('GET http://allowed.test/ HTTP/1.1', 'Host: allowed.test', ...many)).toBe(431);
  expect(await plain('GET http://allowed.test/ HTTP/1.1', 'Host: allowed.test', `X: ${'a'.repeat(40_000)}`)).toBe(431);
  const almost = Array.from({ length: 90 }, (_, index) => `X-${index}: 1`);
  expect(await plain('GET http://allowed.test/many HTTP/1.1', 'Host: allowed.test', ...almost)).toBe(200);
  expect(Object.keys(school.outside.received[0]?.headers ?? {}).filter((name) => name.startsWith('x-'))).toHaveLength(90);
});

test('the address that is judged is the address that is sent', async () => {
  await open(pupil, 'https://allowed.test/a/../b/%2e%2e/c?q=%41|x');
  await statusOf(await inTunnel(), 'GET /a/%2E%2e/b/./c?x="y" HTTP/1.1', 'Host: allowed.test');
  expect(school.outside.received.map(({ path }) => path)).toEqual(['/c?q=%41|x', '/b/c?x=%22y%22']);
});
