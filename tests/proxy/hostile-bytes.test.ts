// Bytes of every kind at the port, in tunnels and inside TLS: the proxy refuses them and goes on serving.
import * as fc from 'fast-check';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { allBytes, connectThrough, open, openHttp2, tcpTo, tlsThrough } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;
const faults: unknown[] = [];
const note = (error: unknown): void => void faults.push(error);

beforeAll(async () => {
  process.on('uncaughtException', note).on('unhandledRejection', note);
  school = await openProxiedSchool({ proxy: { limits: { connectionsPerAddress: 60, closeTimeout: 500 } } });
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
});
afterAll(async () => {
  process.off('uncaughtException', note).off('unhandledRejection', note);
  await school.close();
});

const stillServes = async (): Promise<void> => {
  expect(await open(pupil, 'https://allowed.test/')).toMatchObject({ status: 200 });
  expect(await openHttp2(pupil, 'https://games.test/')).toMatchObject({ status: 403 });
  expect(faults).toEqual([]);
};

/** Sends, reads whatever comes for a moment, and lets go, politely or not. */
async function throwAt(socket: Socket, bytes: Uint8Array, rude: boolean): Promise<void> {
  socket.on('error', () => {}).resume();
  socket.write(bytes);
  if (rude) return void (socket instanceof TLSSocket ? socket.destroy() : socket.resetAndDestroy());
  await new Promise((resolve) => setTimeout(resolve, 5));
  socket.end();
  socket.destroySoon();
}

const noise = fc.uint8Array({ minLength: 1, maxLength: 600 });
/** Requests that are almost right: every part from a small heap of right and wrong ones, some bytes flipped. */
const almost = fc
  .tuple(
    fc.constantFrom('GET', 'POST', 'CONNECT', 'OPTIONS', 'PRI', 'get', 'G\0T'),
    fc.constantFrom(
      '/',
      'http://allowed.test/',
      'http://games.test/',
      '*',
      'allowed.test:443',
      'http://[::1',
      'https://allowed.test/',
      'http://allowed.test:99999/',
      '//',
      '\\',
    ),
    fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9', ''),
    fc.array(
      fc.constantFrom(
        'Host: allowed.test',
        'Host: games.test',
        'Host:',
        'Content-Length: 10',
        'Content-Length: -1',
        'Transfer-Encoding: chunked',
        'Connection: close, host',
        'Upgrade: websocket',
        'Connection: upgrade',
        'Expect: 100-continue',
        'Expect: 1',
        'Sec-WebSocket-Key: x',
        'Proxy-Authorization: CREDENTIALS',
        'Cookie: \xff',
        ': x',
        'X',
      ),
      { maxLength: 7 },
    ),
    fc.constantFrom('', 'body', '5\r\nhello\r\n0\r\n\r\n', 'ffffffff\r\n'),
    fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 2 }),
  )
  .map(([method, target, version, fields, body, flips]) => {
    const text = `${method} ${target} ${version}\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n${body}`;
    const bytes = Buffer.from(text.replaceAll('CREDENTIALS', pupil.credentials ?? ''), 'latin1');
    for (const [at, value] of flips) if (at < bytes.length) bytes[at] = value;
    return bytes;
  });
const runs = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 120), endOnFailure: true };

test('at the port', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(noise, almost), fc.boolean(), async (bytes, rude) => throwAt(await tcpTo(pupil), bytes, rude)),
    runs,
  );
  await stillServes();
});

test('in a tunnel in place of a handshake', async () => {
  const hello = noise.map((bytes) => Buffer.concat([Buffer.from('160301020001000200', 'hex'), bytes]));
  await fc.assert(
    fc.asyncProperty(fc.oneof(noise, hello, almost), fc.boolean(), async (bytes, rude) =>
      throwAt((await connectThrough(pupil, 'allowed.test:443')).socket, bytes, rude),
    ),
    runs,
  );
  await stillServes();
});

test('inside TLS, to the HTTP/1.1 side', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(noise, almost), fc.boolean(), async (bytes, rude) =>
      throwAt(await tlsThrough(pupil, 'allowed.test:443', ['http/1.1']), bytes, rude),
    ),
    runs,
  );
  await stillServes();
});

test('inside TLS, to the HTTP/2 side, before and after the preface', async () => {
  const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  const frame = fc
    .tuple(fc.nat(20), fc.nat(255), fc.nat(6), fc.uint8Array({ maxLength: 80 }))
    .map(([type, flags, stream, payload]) => Buffer.concat([Buffer.from([0, 0, payload.length, type, flags, 0, 0, 0, stream]), payload]));
  const frames = fc.array(frame, { maxLength: 8 }).map((all) => Buffer.concat([preface, Buffer.from('000000040000000000', 'hex'), ...all]));
  await fc.assert(
    fc.asyncProperty(fc.oneof(noise, frames), fc.boolean(), async (bytes, rude) =>
      throwAt(await tlsThrough(pupil, 'allowed.test:443', ['h2']), bytes, rude),
    ),
    runs,
  );
  await stillServes();
});

test('from origins', async () => {
  const { createServer } = await import('node:net');
  let answer: Uint8Array = Buffer.alloc(0);
  const origin = createServer((socket) => void socket.on('error', () => {}).once('data', () => socket.end(answer)));
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
  const { port } = origin.address() as { port: number };
  const hostile = await openProxiedSchool({ proxy: { connectTo: () => ({ host: '127.0.0.1', port }) } });
  const browser = { proxyPort: hostile.proxy.port, authority: hostile.authority.certificatePem, credentials: await hostile.deviceOf(mia) };
  const response = fc
    .tuple(
      fc.constantFrom(
        'HTTP/1.1 200 OK',
        'HTTP/1.1 099 X',
        'HTTP/1.1 101 X',
        'HTTP/1.1 100 C',
        'HTTP/1.0 200',
        'HTTP/1.1 999 \xe9',
        'HTTP/1.1 204 N',
        'ICY 200 OK',
      ),
      fc.array(
        fc.constantFrom(
          'Content-Length: 4',
          'Content-Length: 9',
          'Content-Length: 4, 5',
          'Transfer-Encoding: chunked',
          'Connection: close',
          'Set-Cookie: \x01',
          'X: \xff',
          'Location: \r y',
          'Upgrade: websocket',
          'Trailer: x',
          '__proto__: 1',
          'Cache-Control: max-age=60',
          'Content-Type: text/html',
        ),
        { maxLength: 6 },
      ),
      fc.constantFrom('', 'body', '4\r\nbody\r\n0\r\n\r\n', '4\r\nbo'),
    )
    .map(([start, fields, body]) => Buffer.from(`${start}\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n${body}`, 'latin1'));
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(response, noise), async (bytes) => {
      answer = bytes;
      round += 1;
      const outcome = await Promise.race([
        open(browser, `http://allowed.test/${round}`).then(
          ({ status }) => (status >= 200 ? 'answered' : 'nonsense'),
          () => 'broken off',
        ),
        new Promise<string>((resolve) => setTimeout(resolve, 10_000, 'hangs').unref()),
      ]);
      expect(['answered', 'broken off']).toContain(outcome);
    }),
    runs,
  );
  answer = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok');
  expect(await open(browser, 'http://allowed.test/')).toMatchObject({ status: 200, text: 'ok' });
  expect(faults).toEqual([]);
  await hostile.close();
  origin.close();
});

test('one address cannot hold more than its share of connections', async () => {
  const held: Socket[] = [];
  let refused = 0;
  for (let index = 0; index < 70; index++) {
    const socket = await tcpTo(pupil);
    socket.on('error', () => {}).once('close', () => (refused += 1));
    held.push(socket.resume());
  }
  await expect.poll(() => refused).toBeGreaterThanOrEqual(10);
  expect(refused).toBeLessThan(20);
  for (const socket of held) socket.destroy();
  await expect.poll(async () => (await open(pupil, 'http://allowed.test/').catch(() => ({ status: 0 }))).status).toBe(200);
});

test('a client that never finishes its header or its handshake is cut off', async () => {
  const slow = await openProxiedSchool({ proxy: { limits: { headersTimeout: 300, handshakeTimeout: 300 } } });
  const browser = { proxyPort: slow.proxy.port, authority: slow.authority.certificatePem, credentials: await slow.deviceOf(mia) };
  const cut = (socket: Socket): Promise<void> =>
    new Promise(
      (resolve) =>
        void socket
          .on('error', () => {})
          .resume()
          .once('close', resolve),
    );
  const handshake = await connectThrough(browser, 'allowed.test:443');
  const ended = cut(handshake.socket);
  handshake.socket.write(Buffer.from([0x16, 0x03]));
  await ended;
  const header = await tcpTo(browser);
  const letters = setInterval(() => header.write('a'), 50);
  header.write('GET http://allowed.test/ HTTP/1.1\r\nX: ');
  expect(await allBytes(header.on('error', () => {}))).toMatch(/^HTTP\/1\.1 408 /);
  clearInterval(letters);
  // A request, and in the same piece the beginning of another that never comes: it is the head that is late, not the next request.
  const second = await tlsThrough(browser, 'allowed.test:443', ['http/1.1']);
  second.write('GET / HTTP/1.1\r\nHost: allowed.test\r\n\r\nGET / HT');
  expect(await allBytes(second.on('error', () => {}))).toMatch(/^HTTP\/1\.1 200 .*HTTP\/1\.1 408 /s);
  await slow.close();
});
