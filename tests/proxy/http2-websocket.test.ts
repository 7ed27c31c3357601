// WebSockets in a stream of HTTP/2 (RFC 8441), through the proxy to origins that speak the handshake of RFC 6455.
import { once } from 'node:events';
import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { mia } from '../support/cast.ts';
import { http2Request, http2To } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool, testPolicy } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;
let server: Server;
let joined: WebSocket[];
const sites = ['socket.test', 'games.test', 'plain.test', 'liar.test'];

beforeAll(async () => {
  let port = 0;
  school = await openProxiedSchool({ proxy: { connectTo: () => ({ host: '127.0.0.1', port }), limits: { rejudgeEvery: 100 } } });
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
  server = createServer(await school.originAuthority.issue(sites), (_request, response) => response.end('a page'));
  joined = [];
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => [...offered][0] ?? false });
  server.on('upgrade', (request, socket, head) => {
    if (request.headers.host === 'plain.test') return void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nno');
    if (request.headers.host === 'liar.test') {
      return void socket.write('HTTP/1.1 101 X\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: x\r\n\r\n');
    }
    if (request.url === '/refused') return void socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno');
    sockets.handleUpgrade(request, socket, head, (one) => {
      joined.push(one);
      one.on('message', (data, binary) => one.send(data, { binary }));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  await school.close();
  server.closeAllConnections();
  server.close();
});

/** Waits for the server's settings, without which a client may not ask. */
async function sessionTo(host: string): Promise<ClientHttp2Session> {
  const session = await http2To(pupil, new URL(`https://${host}/`));
  if (session.remoteSettings.enableConnectProtocol !== true) await once(session, 'remoteSettings');
  return session;
}

async function ask(
  session: ClientHttp2Session,
  host: string,
  path: string,
): Promise<{ stream: ClientHttp2Stream; head: IncomingHttpHeaders }> {
  const stream = session.request(
    {
      ':method': 'CONNECT',
      ':protocol': 'websocket',
      ':scheme': 'https',
      ':path': path,
      ':authority': host,
      'sec-websocket-version': '13',
      'sec-websocket-protocol': 'chat, x',
      origin: `https://${host}`,
    },
    { endStream: false },
  );
  stream.on('error', () => {});
  const [head] = (await once(stream, 'response')) as [IncomingHttpHeaders];
  return { stream, head };
}

/** A masked text frame of less than 126 bytes (RFC 6455 §5.2), with a mask that changes nothing. */
const frame = (text: string): Buffer => Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);

test('a WebSocket is open with the subprotocol that the origin chose, and carries bytes both ways beside other streams', async () => {
  const session = await sessionTo('socket.test');
  const { stream, head } = await ask(session, 'socket.test', '/chat');
  expect(head).toMatchObject({ ':status': 200, 'sec-websocket-protocol': 'chat' });
  expect(head['sec-websocket-accept']).toBeUndefined();
  stream.write(frame('hello'));
  const [echo] = (await once(stream, 'data')) as [Buffer];
  expect(echo.subarray(2).toString()).toBe('hello');
  expect(await http2Request(session, 'https://socket.test/page')).toMatchObject({ status: 200, text: 'a page' });
  joined.at(-1)?.terminate();
  await once(stream, 'close');
  session.destroy();
});

test('a client that closes its stream closes the origin’s side', async () => {
  const session = await sessionTo('socket.test');
  const { stream } = await ask(session, 'socket.test', '/chat');
  const socket = joined.at(-1);
  stream.close();
  if (socket !== undefined && socket.readyState !== socket.CLOSED) await once(socket, 'close');
  expect(socket?.readyState).toBe(socket?.CLOSED);
  session.destroy();
});

test('the origin’s own status comes back; what is no WebSocket never looks like one', async () => {
  const session = await sessionTo('socket.test');
  expect((await ask(session, 'socket.test', '/refused')).head[':status']).toBe(403);
  session.destroy();
  for (const host of ['plain.test', 'liar.test']) {
    const other = await sessionTo(host);
    expect((await ask(other, host, '/')).head[':status'], host).toBe(502);
    other.destroy();
  }
});

test('another authority, another scheme or another protocol in such a request is refused', async () => {
  const session = await sessionTo('socket.test');
  const { head } = await ask(session, 'plain.test', '/');
  expect(head[':status']).toBe(421);
  const odd = session.request(
    { ':method': 'CONNECT', ':protocol': 'connect-udp', ':scheme': 'https', ':path': '/', ':authority': 'socket.test' },
    { endStream: false },
  );
  odd.on('error', () => {});
  const [answer] = (await once(odd, 'response')) as [IncomingHttpHeaders];
  expect(answer[':status']).toBe(405);
  session.destroy();
});

test('a blocked site’s WebSocket is refused and recorded, and a standing one ends when its site is blocked', async () => {
  const blocked = await sessionTo('games.test');
  expect((await ask(blocked, 'games.test', '/')).head[':status']).toBe(403);
  blocked.destroy();
  const events = await school.events();
  expect(events.at(-1)).toMatchObject({ kind: 'blocked', target: { scheme: 'wss', host: 'games.test' } });

  const session = await sessionTo('socket.test');
  const { stream } = await ask(session, 'socket.test', '/chat');
  const closed = once(stream, 'close');
  const closing = {
    id: 'closed',
    layer: 'school',
    effect: 'block',
    match: { kind: 'host', host: 'socket.test', path: null },
    audience: 'everyone',
    from: null,
    until: null,
    origin: { kind: 'policy', name: 'Closed' },
    reason: null,
  } as const;
  await school.publish({ ...testPolicy, rules: [...testPolicy.rules, closing] });
  await closed;
  session.destroy();
});
