// Bodies on their way: never gathered, stopped with whoever asked for them, and cut short in sight of the client.
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { Http2Session } from 'node:http2';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sendBody } from '#proxy/client/send-body.ts';
import { mia } from '../support/cast.ts';
import {
  allBytes,
  http2Request,
  http2To,
  navigation,
  open,
  openHttp2,
  openResponse,
  readHead,
  tcpTo,
  tlsThrough,
} from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;
const sessions: Http2Session[] = [];

beforeAll(async () => {
  school = await openProxiedSchool();
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
});
beforeEach(() => void (school.outside.received.length = 0));
afterAll(async () => {
  for (const session of sessions) session.destroy();
  await school.close();
});

const block = Buffer.alloc(64 * 1024, 'x');

/** Sends for ever, as fast as it is let; counts what left. */
function endless(): { page: (request: unknown, response: ServerResponse) => void; sent: () => number; closed: Promise<void> } {
  let sent = 0;
  let close: () => void = () => {};
  const closed = new Promise<void>((resolve) => (close = resolve));
  const page = (_request: unknown, response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' });
    response.once('close', close);
    const more = (): void => {
      while (!response.destroyed) {
        sent += block.length;
        if (!response.write(block)) return void response.once('drain', more);
      }
    };
    more();
  };
  return { page, sent: () => sent, closed };
}

/** What was sent once nothing more moves. */
async function settled(sent: () => number): Promise<number> {
  for (let before = -1; before !== sent();) {
    before = sent();
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return sent();
}

test.each(['HTTP/1.1', 'HTTP/2', 'plain HTTP'])(
  'a reader that stops reading stops the origin, and one that leaves ends the download (%s)',
  async (protocol) => {
    const source = endless();
    school.outside.page('allowed.test/endless', source.page);
    let leave: () => void;
    if (protocol === 'HTTP/2') {
      const session = await http2To(pupil, new URL('https://allowed.test'));
      sessions.push(session);
      const stream = session.request({ ':path': '/endless' });
      stream.on('error', () => {});
      await once(stream, 'response');
      leave = () => stream.close();
    } else {
      const response = await openResponse(pupil, protocol === 'HTTP/1.1' ? 'https://allowed.test/endless' : 'http://allowed.test/endless');
      response.on('error', () => {});
      leave = () => response.destroy();
    }
    // Kernel buffers on four sockets and ours; far from the gigabytes that would come otherwise.
    expect(await settled(source.sent)).toBeLessThan(48 * 1024 * 1024);
    leave();
    await source.closed;
  },
);

test('a client that leaves before the origin answers stops the request', async () => {
  const gone = new Promise<void>((resolve) =>
    school.outside.page('allowed.test/slow', (_request, response) => void response.once('close', resolve)),
  );
  const socket = await tlsThrough(pupil, 'allowed.test:443', ['http/1.1']);
  socket.write('GET /slow HTTP/1.1\r\nHost: allowed.test\r\n\r\n');
  await expect.poll(() => school.outside.received.length).toBe(1);
  socket.destroy();
  await gone;
});

test('an upload is passed on while it comes, and no faster than the origin reads', async () => {
  let taken = 0;
  let resume: () => void = () => {};
  school.outside.page('allowed.test/upload', (request, response) => {
    request.once('data', (chunk: Buffer) => {
      taken += chunk.length;
      request.pause();
      resume = () =>
        void request
          .on('data', (more: Buffer) => (taken += more.length))
          .once('end', () => response.end(String(taken)))
          .resume();
    });
  });
  const socket = await tlsThrough(pupil, 'allowed.test:443', ['http/1.1']);
  const request = httpRequest({
    createConnection: () => socket,
    method: 'POST',
    path: '/upload',
    headers: { ...navigation, host: 'allowed.test' },
  });
  let written = 0;
  const total = 96 * 1024 * 1024;
  const more = (): void => {
    while (written < total) {
      written += block.length;
      if (!request.write(block)) return void request.once('drain', more);
    }
    request.end();
  };
  more();
  expect(await settled(() => written)).toBeLessThan(48 * 1024 * 1024);
  const answered = once(request, 'response');
  resume();
  const [response] = await answered;
  let text = '';
  for await (const chunk of response) text += chunk;
  expect(Number(text)).toBe(total);
});

test('an upload over HTTP/2 arrives whole', async () => {
  school.outside.page('allowed.test/size', (request, response) => {
    let size = 0;
    request.on('data', (chunk: Buffer) => (size += chunk.length));
    request.on('end', () => response.end(String(size)));
  });
  expect(await openHttp2(pupil, 'https://allowed.test/size', { method: 'POST', body: Buffer.alloc(3_000_000) })).toMatchObject({
    status: 200,
    text: '3000000',
  });
  expect(await openHttp2(pupil, 'https://allowed.test/size', { method: 'POST', body: '' })).toMatchObject({ status: 200, text: '0' });
});

test.each([open, openHttp2])(
  'an origin that answers an upload early, or breaks off in the middle of it, is told to the client (%o)',
  async (through) => {
    school.outside.page('allowed.test/early', (_request, response) => response.writeHead(413).end('too large'));
    school.outside.page('allowed.test/crash', (request) => void request.once('data', () => request.socket.destroy()));
    const body = Buffer.alloc(2_000_000);
    expect(await through(pupil, 'https://allowed.test/early', { method: 'POST', body })).toMatchObject({ status: 413, text: 'too large' });
    expect(await through(pupil, 'https://games.test/', { method: 'POST', body })).toMatchObject({ status: 403 });
    expect(await through(pupil, 'https://allowed.test/crash', { method: 'POST', body })).toMatchObject({ status: 502 });
  },
);

test('after an upload that was answered early the connection serves the next request', async () => {
  school.outside.page('allowed.test/early', (_request, response) => response.writeHead(413).end('too large'));
  const socket = await tlsThrough(pupil, 'allowed.test:443', ['http/1.1']);
  socket.write(`POST /early HTTP/1.1\r\nHost: allowed.test\r\nContent-Length: 1000000\r\n\r\nx`);
  expect(await readHead(socket)).toContain('413');
  socket.write(Buffer.alloc(999_999));
  socket.write('GET /next HTTP/1.1\r\nHost: allowed.test\r\nConnection: close\r\n\r\n');
  expect(await allBytes(socket)).toContain('This is allowed.test');
});

test('100 Continue is sent when the body is wanted, and not for a page that is blocked', async () => {
  school.outside.page('allowed.test/echo', (request, response) => void request.pipe(response));
  const ask = async (host: string): Promise<string> => {
    const socket = await tcpTo(pupil);
    socket.write(
      `POST http://${host}/echo HTTP/1.1\r\nHost: ${host}\r\nProxy-Authorization: ${pupil.credentials}\r\nExpect: 100-continue\r\nContent-Length: 5\r\nConnection: close\r\n\r\n`,
    );
    const first = await readHead(socket);
    if (!first.includes('100 Continue')) {
      socket.destroy();
      return first;
    }
    socket.write('hello');
    return `${first}\n${await allBytes(socket)}`;
  };
  const allowed = await ask('allowed.test');
  expect(allowed).toMatch(/^HTTP\/1\.1 100 Continue\nHTTP\/1\.1 200 OK/);
  expect(allowed).toContain('hello');
  expect(await ask('games.test')).toMatch(/^HTTP\/1\.1 403 /);
  expect(school.outside.requestsTo('allowed.test')[0]?.headers.expect).toBeUndefined();
});

test('HEAD, 204 and 304 have no body and keep their fields', async () => {
  school.outside.page('allowed.test/length', (_request, response) =>
    response.writeHead(200, { 'content-length': '1234' }).end(Buffer.alloc(1234)),
  );
  school.outside.page('allowed.test/none', (_request, response) => response.writeHead(204, { 'x-a': '1' }).end());
  school.outside.page('allowed.test/same', (_request, response) => response.writeHead(304, { etag: '"1"' }).end());
  for (const through of [open, openHttp2]) {
    expect(await through(pupil, 'https://allowed.test/length', { method: 'HEAD' })).toMatchObject({
      status: 200,
      text: '',
      headers: { 'content-length': '1234' },
    });
    expect(await through(pupil, 'https://allowed.test/none')).toMatchObject({ status: 204, text: '', headers: { 'x-a': '1' } });
    expect(await through(pupil, 'https://allowed.test/same', { headers: { 'if-none-match': '"1"' } })).toMatchObject({
      status: 304,
      text: '',
      headers: { etag: '"1"' },
    });
  }
});

test('early hints reach the browser before the page', async () => {
  school.outside.page('allowed.test/hints', (_request, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' });
    setTimeout(() => response.end('page'), 50);
  });
  const session = await http2To(pupil, new URL('https://allowed.test'));
  const stream = session.request({ ':path': '/hints', ...navigation });
  const [hints] = await once(stream, 'headers');
  expect(hints).toMatchObject({ ':status': 103, link: '</style.css>; rel=preload; as=style' });
  stream.resume();
  await once(stream, 'end');
  session.close();
});

test('an answer that the origin breaks off does not look complete', async () => {
  school.outside.page('allowed.test/cut', (_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half');
    setTimeout(() => response.destroy(), 50);
  });
  school.outside.page('allowed.test/cut-chunks', (_request, response) => {
    response.write('half');
    setTimeout(() => response.destroy(), 50);
  });
  for (const path of ['/cut', '/cut-chunks']) {
    await expect(open(pupil, `https://allowed.test${path}`)).rejects.toThrow();
    await expect(openHttp2(pupil, `https://allowed.test${path}`)).rejects.toThrow();
  }
});

test('a body that ends without its end, and one that has failed before it is sent, break the client’s side off', async () => {
  for (const spoil of [(body: PassThrough) => body.destroy(), (body: PassThrough) => body.destroy(new Error('gone'))]) {
    for (const early of [true, false]) {
      const [body, client] = [new PassThrough().on('error', () => {}), new PassThrough()];
      let broken = false;
      body.write('half');
      if (early) spoil(body);
      await new Promise(setImmediate);
      sendBody(body, client, () => void (broken = true));
      await new Promise(setImmediate);
      if (!early) spoil(body);
      await new Promise(setImmediate);
      expect(broken).toBe(true);
      expect(client.writableEnded).toBe(false);
    }
  }
});

test('a kept connection that the origin has just closed is not the pupil’s problem', async () => {
  school.outside.page('allowed.test/close-after', (request, response) => {
    response.end('first');
    request.socket.once('data', () => request.socket.destroy());
  });
  expect(await open(pupil, 'http://allowed.test/close-after')).toMatchObject({ text: 'first' });
  expect(await open(pupil, 'http://allowed.test/again')).toMatchObject({ status: 200 });
});

test('many requests at once share one HTTP/2 connection', async () => {
  const session = await http2To(pupil, new URL('https://allowed.test'));
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => http2Request(session, `https://allowed.test/many/${index}`)));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  session.close();
});
