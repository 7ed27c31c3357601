// A client's connection on the short way and off it: requests in a row, in one piece or byte by byte, and what ends it.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../support/events.ts';
import { mia } from '../../support/cast.ts';
import { allBytes, navigation, tcpTo, tlsThrough, type Browser } from '../support/browser.ts';
import { openProxiedSchool, type ProxiedSchool } from '../support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;

beforeAll(async () => {
  school = await openProxiedSchool({ proxy: { limits: { headersTimeout: 700, keepAliveTimeout: 900, closeTimeout: 300 } } });
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
  for (const name of ['one', 'two', 'three']) school.outside.page(`allowed.test/${name}`, (_request, response) => void response.end(name));
  school.outside.page('allowed.test/echo', (request, response) => void request.pipe(response));
  school.outside.page('allowed.test/chunks', (_request, response) => {
    response.write('first, ');
    setTimeout(() => response.end('second'), 30);
  });
});
afterAll(() => school.close());

const head = (line: string, ...fields: string[]): string =>
  [line, 'Host: allowed.test', ...Object.entries(navigation).map(([name, value]) => `${name}: ${value}`), ...fields, '', ''].join('\r\n');
const inTunnel = (): Promise<Socket> => tlsThrough(pupil, 'allowed.test:443', ['http/1.1']);

/** Statuses and bodies of everything that came until the connection ended; bodies in chunks are left as they are. */
const answersIn = (text: string): string[] =>
  text.split(/(?=HTTP\/1\.1 )/).map((answer) => `${answer.slice(9, 12)} ${answer.slice(answer.indexOf('\r\n\r\n') + 4)}`);

test('requests that come in one piece are answered in their order, on the short way and off it', async () => {
  const socket = await inTunnel();
  socket.write(
    head('GET /one HTTP/1.1') +
      head('HEAD /two HTTP/1.1') +
      head('GET /two HTTP/1.1') +
      `${head('POST /echo HTTP/1.1', 'Content-Length: 5')}hello` +
      head('GET /three HTTP/1.1', 'Connection: close'),
  );
  const answers = answersIn(await allBytes(socket));
  expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['200', '200', '200', '200', '200']);
  expect(answers[0]).toContain('one');
  expect(answers[1]).toBe('200 ');
  expect(answers[2]).toContain('two');
  expect(answers[3]).toContain('hello');
  expect(answers[4]).toContain('three');
});

test('a request that comes byte by byte is one request', async () => {
  const socket = (await inTunnel()).setNoDelay(true);
  for (const byte of head('GET /one HTTP/1.1', 'Connection: close')) {
    socket.write(byte);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(answersIn(await allBytes(socket))).toEqual([expect.stringMatching(/^200 .*one/s)]);
});

test('an answer without a length comes in chunks, and the connection goes on', async () => {
  const socket = await inTunnel();
  socket.write(head('GET /chunks HTTP/1.1') + head('GET /one HTTP/1.1', 'Connection: close'));
  const [first, second] = answersIn(await allBytes(socket));
  expect(first).toMatch(/^200 7\r\nfirst, \r\n6\r\nsecond\r\n0\r\n\r\n$/);
  expect(second).toMatch(/^200 /);
});

test('two requests smuggled as one are refused where Node’s parser refuses them', async () => {
  for (const fields of [
    ['Content-Length: 5', 'Transfer-Encoding: chunked'],
    ['Content-Length: 5', 'Content-Length: 6'],
    ['Transfer-Encoding : chunked'],
    ['X: a\r\n folded'],
  ]) {
    const socket = await inTunnel();
    socket.write(`${head('GET /one HTTP/1.1', ...fields)}0\r\n\r\n${head('GET /two HTTP/1.1', 'Connection: close')}`);
    expect(answersIn(await allBytes(socket)), fields.join()).toEqual(['400 ']);
  }
});

test('a head that never ends is not waited for, and a connection without a request neither', async () => {
  const slow = await inTunnel();
  slow.write(head('GET /one HTTP/1.1').slice(0, -2));
  const idle = await inTunnel();
  idle.write(head('GET /one HTTP/1.1'));
  expect(answersIn(await allBytes(slow))).toEqual(['408 ']);
  expect(answersIn(await allBytes(idle))).toEqual([expect.stringMatching(/^200 .*one/s)]);
});

test('a client that leaves while it waits stops what was fetched for it', async () => {
  let left = false;
  school.outside.page('allowed.test/slow', (_request, response) => {
    response.write('beginning');
    response.once('close', () => (left = true));
  });
  const socket = await inTunnel();
  socket.write(head('GET /slow HTTP/1.1'));
  await once(socket, 'data');
  socket.destroy();
  await eventually('the origin to see it', () => left);
});

test('plain requests in absolute form take the short way too', async () => {
  const socket = await tcpTo(pupil);
  const fields = [`Proxy-Authorization: ${pupil.credentials ?? ''}`];
  socket.write(
    head('GET http://allowed.test/one HTTP/1.1', ...fields) + head('GET http://allowed.test/two HTTP/1.1', ...fields, 'Connection: close'),
  );
  const answers = answersIn(await allBytes(socket));
  expect(answers).toEqual([expect.stringMatching(/^200 .*one/s), expect.stringMatching(/^200 .*two/s)]);
});
