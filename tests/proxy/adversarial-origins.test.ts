// Origins that mean harm: what they send must neither end the proxy nor reach the wrong reader.
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SchoolStore } from '#store/school-store.ts';
import { mia } from '../support/cast.ts';
import { allBytes, open, readHead, tcpTo } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool, testPolicy } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;
let origin: Server;
let behaviour: (socket: Socket, request: string) => void;
let slowAppend = 0;
const faults: unknown[] = [];
const note = (error: unknown): void => void faults.push(error);

const slowStore = (store: SchoolStore): SchoolStore => ({
  ...store,
  events: {
    ...store.events,
    append: async (events) => {
      await new Promise((resolve) => setTimeout(resolve, slowAppend));
      return store.events.append(events);
    },
  },
});

beforeAll(async () => {
  process.on('uncaughtException', note).on('unhandledRejection', note);
  origin = createServer((socket) => {
    socket.on('error', () => {}).on('data', (bytes) => behaviour(socket, bytes.toString('latin1')));
  });
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
  const { port } = origin.address() as AddressInfo;
  school = await openProxiedSchool({
    policy: {
      ...testPolicy,
      rules: [
        {
          id: 'school:warn',
          layer: 'school',
          effect: 'warn',
          match: { kind: 'host', host: 'warned.test', path: null },
          audience: 'everyone',
          from: null,
          until: null,
          origin: { kind: 'policy', name: 'x' },
          reason: null,
        },
      ],
    },
    storeForProxy: slowStore,
    proxy: { connectTo: () => ({ host: '127.0.0.1', port }) },
  });
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
});
afterEach(() => {
  slowAppend = 0;
  expect(faults).toEqual([]);
});
afterAll(async () => {
  process.off('uncaughtException', note).off('unhandledRejection', note);
  await school.close();
  origin.close();
});

const ask = (host: string, more = ''): string =>
  `GET http://${host}/${Math.random()} HTTP/1.1\r\nHost: ${host}\r\nProxy-Authorization: ${pupil.credentials}\r\n${more}\r\n`;
const webSocket =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
const second = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecond';

test('an origin that changes the protocol and is gone before the record is kept leaves no client waiting', async () => {
  slowAppend = 300;
  behaviour = (socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n');
    setTimeout(() => socket.resetAndDestroy(), 50);
  };
  const client = await tcpTo(pupil);
  client.write(ask('warned.test', webSocket));
  expect(await Promise.race([allBytes(client), new Promise((resolve) => setTimeout(resolve, 3_000, 'still open'))])).not.toBe('still open');
});

test.each([
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n1e\r\nhelloHTTP/1.1 200 OK\r\nX: evil\r\n\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n1e\r\nhelloHTTP/1.1 200 OK\r\nX: evil\r\n\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nhelloHTTP/1.1 200 OK\r\nX: evil\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nX: evil\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhelloHTTP/1.1 200 OK\r\nX: evil\r\n\r\n',
  'HTTP/1.1 204 No Content\r\nContent-Length: 30\r\n\r\n',
  'HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n1e\r\nHTTP/1.1 200 OK\r\nX: evil\r\n\r\n\r\n\r\n0\r\n\r\n',
  'HTTP/1.1 304 Not Modified\r\nContent-Length: 30\r\n\r\nHTTP/1.1 200 OK\r\nX: evil\r\n\r\n',
])('what one site sends never becomes the answer of the next on the same connection: %j', async (answer) => {
  behaviour = (socket) => void socket.end(answer, 'latin1');
  const client = await tcpTo(pupil);
  client.write(ask('allowed.test'));
  const first = await readHead(client);
  expect(first).not.toContain('X: evil');
  behaviour = (socket) => void socket.end(second);
  client.write(ask('other.test', 'Connection: close\r\n'));
  const rest = await allBytes(client);
  expect(rest).not.toMatch(/^X: evil/m);
  expect(rest.endsWith('second')).toBe(true);
});

test.each(['Link: </a>; rel=preload, </b>; rel=preload', 'Link: nonsense', 'Link: <a>; rel="x, <b>"', 'Connection: x', 'X: \u00ff'])(
  'a hint that cannot be passed on does not cost the answer: %j',
  async (field) => {
    behaviour = (socket) =>
      void socket.end(
        `HTTP/1.1 103 Early Hints\r\nLink: </b>; rel=preload\r\n${field}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok`,
        'latin1',
      );
    expect(await open(pupil, `http://allowed.test/${Math.random()}`)).toMatchObject({ status: 200, text: 'ok' });
  },
);

test.each([
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello',
  'HTTP/1.1 200 OK\r\n: x\r\n\r\n',
])('what is not HTTP is the site’s failure and no fault of the filter: %j', async (answer) => {
  behaviour = (socket) => void socket.end(answer, 'latin1');
  const told = await open(pupil, `http://allowed.test/${Math.random()}`);
  expect([told.status, told.headers['proxy-status']]).toEqual([502, 'schoolgate; error=http_protocol_error']);
});
