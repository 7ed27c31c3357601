// Sites whose traffic the school has decided not to read: relayed as they are, and the record says so.
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { allBytes, connectThrough } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool, testPolicy } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;
let echo: Server;
let behaviour: (socket: Socket) => void = (socket) => void socket.pipe(socket);

beforeAll(async () => {
  echo = createServer({ allowHalfOpen: true }, (socket) => behaviour(socket.on('error', () => {})));
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  const echoPort = (echo.address() as AddressInfo).port;
  school = await openProxiedSchool({
    policy: { ...testPolicy, passThrough: ['bank.test', 'echo.test', 'down.test', 'gambling.test'] },
    proxy: {
      limits: { rejudgeEvery: 100 },
      connectTo: (host) =>
        host === 'bank.test'
          ? { host: '127.0.0.1', port: school.outside.httpsPort }
          : host === 'down.test'
            ? { host: '127.0.0.1', port: 1 }
            : { host: '127.0.0.1', port: echoPort },
    },
  });
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
});
afterAll(async () => {
  await school.close();
  echo.close();
});

test('the browser sees the site’s own certificate, and the event that nothing was read', async () => {
  const { socket } = await connectThrough(pupil, 'bank.test:443');
  const secure = connectTls({ socket, servername: 'bank.test', ca: school.originAuthority.root });
  await new Promise((resolve) => secure.once('secureConnect', resolve));
  expect(secure.getPeerX509Certificate()?.issuer).toContain('Origins of the tests');
  secure.write('GET /account HTTP/1.1\r\nHost: bank.test\r\nConnection: close\r\n\r\n');
  expect(await allBytes(secure)).toContain('This is bank.test');
  expect((await school.events()).at(-1)).toMatchObject({
    kind: 'ordinary',
    target: { host: 'bank.test', port: 443, path: null },
    status: 200,
    subject: 'mia',
  });
});

test('bytes pass both ways, and each side may finish before the other', async () => {
  const { socket } = await connectThrough(pupil, 'echo.test:443');
  const sent = Buffer.alloc(3_000_000, 'y');
  socket.end(sent);
  expect(await allBytes(socket)).toHaveLength(sent.length);
});

test('a reader that stops reading stops the sender', async () => {
  let written = 0;
  behaviour = (socket) => {
    const more = (): void => {
      while (!socket.destroyed && written < 1e9) {
        written += 65_536;
        if (!socket.write(Buffer.alloc(65_536))) return void socket.once('drain', more);
      }
    };
    more();
  };
  const { socket } = await connectThrough(pupil, 'echo.test:443');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(written).toBeLessThan(48 * 1024 * 1024);
  socket.destroy();
  behaviour = (one) => void one.pipe(one);
});

test('only ordinary https is relayed unread', async () => {
  const { status, head, socket } = await connectThrough(pupil, 'echo.test:22');
  expect(status).toBe(403);
  expect(head).toContain('content-type: text/html');
  expect(await allBytes(socket)).toContain('Only the usual port is open');
});

test('a blocked site is refused at once although its traffic would not be read', async () => {
  const { status, head, socket } = await connectThrough(pupil, 'gambling.test:443');
  expect(status).toBe(403);
  expect(head).toContain('http_request_denied');
  expect(await allBytes(socket)).toContain('blocked');
  expect((await school.events()).at(-1)).toMatchObject({ kind: 'blocked', target: { host: 'gambling.test', path: null } });
});

test('a site that does not answer is told at once', async () => {
  const { status, head, socket } = await connectThrough(pupil, 'down.test:443');
  expect(status).toBe(502);
  expect(head).toContain('connection_refused');
  socket.destroy();
});

test('a tunnel that stands open is closed when the site is to be read again', async () => {
  const { socket } = await connectThrough(pupil, 'echo.test:443');
  const closed = new Promise((resolve) =>
    socket
      .on('error', () => {})
      .resume()
      .once('close', resolve),
  );
  await school.publish({ ...testPolicy, passThrough: [] });
  await closed;
});
