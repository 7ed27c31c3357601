// WebSockets: judged like everything else, then joined to the origin's own handshake and bytes.
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { createServer as createHttpServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Rule } from '#policies/model/rule.ts';
import { mia } from '../support/cast.ts';
import { readHead, tcpTo, tlsThrough } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool, testPolicy } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;
let secure: Server;
let plain: HttpServer;
let reached = 0;

const names = ['allowed.test', 'games.test'];

beforeAll(async () => {
  school = await openProxiedSchool({
    proxy: {
      limits: { rejudgeEvery: 100 },
      connectTo: (_host, port) => ({ host: '127.0.0.1', port: ((port === 443 ? secure : plain).address() as AddressInfo).port }),
    },
  });
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
  secure = createServer(await school.originAuthority.issue(names));
  plain = createHttpServer();
  for (const server of [secure, plain]) {
    const sockets = new WebSocketServer({ server, path: '/echo', handleProtocols: (offered) => [...offered].at(-1) ?? false });
    sockets.on('connection', (socket) => {
      reached += 1;
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  }
});
afterAll(async () => {
  await school.close();
  secure.close();
  plain.close();
});

async function connect(host: string, path = '/echo', protocols: string[] = []): Promise<WebSocket> {
  const socket = await tlsThrough(pupil, `${host}:443`, ['http/1.1']);
  return new WebSocket(`wss://${host}${path}`, protocols, { createConnection: () => socket });
}

test('an allowed WebSocket carries messages both ways, with the subprotocol that the origin chose', async () => {
  const socket = await connect('allowed.test', '/echo', ['first', 'second']);
  await new Promise((resolve) => socket.once('open', resolve));
  expect(socket.protocol).toBe('second');
  const answers: string[] = [];
  const all = new Promise<void>((resolve) => socket.on('message', (data: Buffer) => answers.push(data.toString()) === 3 && resolve()));
  for (const text of ['one', 'two', 'x'.repeat(300_000)]) socket.send(text);
  await all;
  expect(answers.map((text) => text.length)).toEqual([3, 3, 300_000]);
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.close(4001, 'done');
  expect(await closed).toBe(4001);
  expect((await school.events()).at(-1)).toMatchObject({
    kind: 'ordinary',
    destination: 'websocket',
    target: { scheme: 'wss', host: 'allowed.test', path: '/echo' },
    status: 101,
  });
});

test('a blocked WebSocket is refused with 403 and never reaches its origin', async () => {
  const before = reached;
  const socket = await connect('games.test');
  const status = await new Promise(
    (resolve) => void socket.once('unexpected-response', (_request, response) => resolve(response.statusCode)),
  );
  expect(status).toBe(403);
  expect(reached).toBe(before);
  expect((await school.events()).at(-1)).toMatchObject({ kind: 'blocked', target: { scheme: 'wss', host: 'games.test' }, status: 403 });
});

test('an origin that refuses a WebSocket is heard in its own words', async () => {
  const socket = await connect('allowed.test', '/elsewhere');
  const status = await new Promise(
    (resolve) => void socket.once('unexpected-response', (_request, response) => resolve(response.statusCode)).on('error', () => {}),
  );
  expect(status).toBe(400);
});

test('a plain WebSocket is asked for with its absolute address', async () => {
  const socket = await tcpTo(pupil);
  socket.write(
    `GET http://allowed.test/echo HTTP/1.1\r\nHost: allowed.test\r\nProxy-Authorization: ${pupil.credentials}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  );
  const head = await readHead(socket);
  expect(head).toMatch(/^HTTP\/1\.1 101 /);
  expect(head.toLowerCase()).toContain('sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=');
  expect(head.match(/^upgrade: /gim)).toHaveLength(1);
  socket.destroy();
});

test('an Upgrade to anything else is an ordinary request', async () => {
  secure.once('request', (request, response) => response.end(`upgrade: ${request.headers.upgrade}`));
  const socket = await tlsThrough(pupil, 'allowed.test:443', ['http/1.1']);
  socket.write(
    'GET / HTTP/1.1\r\nHost: allowed.test\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n',
  );
  const head = await readHead(socket);
  expect(head).toMatch(/^HTTP\/1\.1 200 /);
  expect(String(socket.read())).toContain('upgrade: undefined');
  socket.destroy();
});

test('when either side goes, the other is let go', async () => {
  const socket = await connect('allowed.test');
  await new Promise((resolve) => socket.once('open', resolve));
  const open = (): Promise<number> => new Promise((resolve) => secure.getConnections((_error, count) => resolve(count)));
  const before = await open();
  socket.terminate();
  await expect.poll(open).toBe(before - 1);
});

test('a WebSocket that stands open is closed when its site is blocked', async () => {
  const socket = await connect('allowed.test');
  await new Promise((resolve) => socket.once('open', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const rule: Rule = {
    id: 'school:1',
    layer: 'school',
    effect: 'block',
    match: { kind: 'host', host: 'allowed.test', path: null },
    audience: 'ks3',
    from: null,
    until: null,
    origin: { kind: 'policy', name: 'x' },
    reason: null,
  };
  await school.publish({ ...testPolicy, rules: [rule] });
  await closed;
});
