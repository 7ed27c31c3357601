// Origins that mean harm: what they send must neither end the proxy nor reach the wrong reader.
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SchoolStore } from '#store/school-store.ts';
import { mia } from '../support/cast.ts';
import { allBytes, nextBytes, open, openHttp2, readHead, tcpTo } from './support/browser.ts';
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

test('an origin that changes the protocol and breaks off while the record is being kept', async () => {
  slowAppend = 300;
  behaviour = (socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n');
    setTimeout(() => socket.resetAndDestroy(), 50);
  };
  const client = await tcpTo(pupil);
  client.write(
    `GET http://warned.test/ws HTTP/1.1\r\nHost: warned.test\r\nProxy-Authorization: ${pupil.credentials}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  );
  console.log(JSON.stringify(await allBytes(client)));
  await new Promise((resolve) => setTimeout(resolve, 300));
});

test.each([
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n1e\r\nhelloHTTP/1.1 200 OK\r\nX: evil\r\n\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n1e\r\nhelloHTTP/1.1 200 OK\r\nX: evil\r\n\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
  'HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
  'HTTP/1.1 304 Not Modified\r\nContent-Length: 30\r\n\r\n',
  'HTTP/1.1 204 No\r\nContent-Length: 30\r\n\r\n',
  'HTTP/1.1 205 No\r\nContent-Length: 30\r\n\r\n',
  'HTTP/1.1 204 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc',
])('a body of two lengths: %j', async (answer) => {
  behaviour = (socket) => void socket.end(answer, 'latin1');
  const client = await tcpTo(pupil);
  client.write(`GET http://allowed.test/${Math.random()} HTTP/1.1\r\nHost: allowed.test\r\nProxy-Authorization: ${pupil.credentials}\r\n\r\n`);
  await new Promise((r) => setTimeout(r, 200));
  behaviour = (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecond');
  client.write(`GET http://other.test/${Math.random()} HTTP/1.1\r\nHost: other.test\r\nConnection: close\r\nProxy-Authorization: ${pupil.credentials}\r\n\r\n`);
  console.log(JSON.stringify(answer), '=>', JSON.stringify((await allBytes(client)).slice(0, 1200)));
});

test.each([
  'Link: nonsense', 'Link: </a>; rel=preload; as=style', 'Connection: x', 'Transfer-Encoding: chunked', ': x', 'X: \u00ff', 'Link: \x01', 'Upgrade: x', 'Host: a', 'Link: <a>; rel="x, <b>"',
])('early hints %j', async (field) => {
  behaviour = (socket, request) => {
    if (request.includes('GET')) socket.end(`HTTP/1.1 103 Early Hints\r\nLink: </b>; rel=preload\r\n${field}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok`, 'latin1');
  };
  const one = await open(pupil, `http://allowed.test/${Math.random()}`).then(({ status }) => status, (e) => String(e));
  console.log(field, one);
});
