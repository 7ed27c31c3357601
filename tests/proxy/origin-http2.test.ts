// HTTP/2 to origins: one connection for many pupils, streams that do not disturb each other, and an origin's goodbye.
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { answerOf, open, openHttp2, openResponse } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openHttp2Origin } from './support/http2-origin.ts';
import type { Http2Origin } from './support/http2-origin.ts';
import { openProxiedSchool } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;
const places = new Map<string, number>();
const open2: Http2Origin[] = [];

beforeAll(async () => {
  school = await openProxiedSchool({
    proxy: { connectTo: (host) => ({ host: '127.0.0.1', port: places.get(host) ?? 1 }), limits: { idleTimeout: 2_000 } },
  });
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
});
afterEach(async () => {
  for (const origin of open2.splice(0)) await origin.close();
});
afterAll(() => school.close());

let hosts = 0;
async function origin(options: Parameters<typeof openHttp2Origin>[2] = {}): Promise<Http2Origin & { readonly host: string }> {
  const host = `h2-${++hosts}.test`;
  const made = await openHttp2Origin(school.originAuthority, host, options);
  places.set(host, made.port);
  open2.push(made);
  return Object.assign(made, { host });
}

test('an origin that speaks nothing but HTTP/2 is reached, from either side’s HTTP', async () => {
  const site = await origin();
  expect(await open(pupil, `https://${site.host}/a?b=c`)).toMatchObject({ status: 200, text: 'hello', headers: { via: '2 schoolgate' } });
  expect(await openHttp2(pupil, `https://${site.host}/`)).toMatchObject({ status: 200, text: 'hello' });
});

test('thirty pupils at once share one connection', async () => {
  const site = await origin();
  site.serve = (stream, headers) => {
    stream.respond({ ':status': 200, 'cache-control': 'no-store' });
    setTimeout(() => stream.end(headers[':path']), 50);
  };
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => open(pupil, `https://${site.host}/${index}`)));
  expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 30 }, (_, index) => `/${index}`));
  expect(site.sessions).toHaveLength(1);
});

test('an origin that takes few streams gets further connections instead of waiting pupils', async () => {
  const site = await origin({ settings: { maxConcurrentStreams: 3 } });
  site.serve = (stream) => {
    stream.respond({ ':status': 200, 'cache-control': 'no-store' });
    setTimeout(() => stream.end('x'), 200);
  };
  await open(pupil, `https://${site.host}/first`);
  const answers = await Promise.all(Array.from({ length: 9 }, (_, index) => open(pupil, `https://${site.host}/${index}`)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => 200));
  expect(site.sessions.length).toBeGreaterThan(1);
  expect(site.sessions.length).toBeLessThan(10);
});

test('fields keep their order and their lines; what belongs to one connection does not travel', async () => {
  const site = await origin();
  let asked: string[] = [];
  site.serve = (stream, _headers, raw) => {
    asked = raw;
    stream.respond([':status', '200', 'set-cookie', 'a=1', 'x-list', 'one', 'set-cookie', 'b=2', 'x-list', 'two', 'alt-svc', 'h3=":443"']);
    stream.end();
  };
  const answer = await open(pupil, `https://${site.host}/p?q`, {
    headers: { 'X-List': ['1', '2'], Connection: 'x-secret', 'X-Secret': 'y' },
  });
  expect(asked.slice(0, 8)).toEqual([':method', 'GET', ':scheme', 'https', ':authority', site.host, ':path', '/p?q']);
  expect(asked.join(' ')).toContain('x-list 1 x-list 2');
  expect(asked).not.toContain('x-secret');
  expect(asked).not.toContain('connection');
  expect(asked).not.toContain('host');
  expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
  expect(answer.headers['x-list']).toBe('one, two');
  expect(answer.headers['alt-svc']).toBeUndefined();
});

test('uploads arrive whole, and answers without a body are answers', async () => {
  const site = await origin();
  site.serve = (stream, headers) => {
    if (headers[':method'] === 'HEAD') return stream.respond({ ':status': 200, 'content-length': 500 }, { endStream: true });
    if (headers[':path'] === '/none') return stream.respond({ ':status': 204 }, { endStream: true });
    let bytes = 0;
    stream.on('data', (chunk: Buffer) => (bytes += chunk.length));
    stream.on('end', () => {
      stream.respond({ ':status': 200 });
      stream.end(String(bytes));
    });
  };
  const body = Buffer.alloc(3_000_000, 'a');
  expect(await open(pupil, `https://${site.host}/up`, { method: 'POST', body })).toMatchObject({ status: 200, text: '3000000' });
  expect(await openHttp2(pupil, `https://${site.host}/up`, { method: 'PUT', body })).toMatchObject({ text: '3000000' });
  expect(await open(pupil, `https://${site.host}/`, { method: 'HEAD' })).toMatchObject({
    status: 200,
    headers: { 'content-length': '500' },
  });
  expect(await open(pupil, `https://${site.host}/none`)).toMatchObject({ status: 204, text: '' });
});

test('an answer that comes before the upload has ended reaches the pupil', async () => {
  const site = await origin();
  site.serve = (stream) => {
    stream.respond({ ':status': 413 });
    stream.end('too much');
  };
  const answer = await open(pupil, `https://${site.host}/`, { method: 'POST', body: Buffer.alloc(5_000_000) });
  expect(answer).toMatchObject({ status: 413, text: 'too much' });
});

test('a pupil who does not read holds neither the origin’s memory nor the others up', async () => {
  const site = await origin();
  let sent = 0;
  site.serve = (stream, headers) => {
    stream.respond({ ':status': 200, 'cache-control': 'no-store' });
    if (headers[':path'] !== '/large') return void stream.end('small');
    const more = (): void => {
      while (sent < 100_000_000 && !stream.destroyed) {
        sent += 65_536;
        if (!stream.write(Buffer.alloc(65_536))) return void stream.once('drain', more);
      }
    };
    more();
  };
  const slow = await openResponse(pupil, `https://${site.host}/large`);
  let stalled = -1;
  for (let tries = 0; stalled !== sent && tries < 20; tries++) {
    stalled = sent;
    await wait(400);
  }
  expect(stalled).toBe(sent);
  expect(stalled).toBeLessThan(12_000_000);
  for (let index = 0; index < 5; index++) expect(await open(pupil, `https://${site.host}/${index}`)).toMatchObject({ text: 'small' });
  expect(site.sessions).toHaveLength(1);
  expect(sent).toBe(stalled);
  slow.destroy();
});

test('a pupil who reads late gets all of an answer that ended long before', async () => {
  const site = await origin();
  for (const size of [0, 1, 20_000, 200_000, 3_000_000]) {
    site.serve = (stream) => {
      stream.respond({ ':status': 200, 'cache-control': 'no-store' });
      stream.end(Buffer.alloc(size, 'a'));
    };
    const response = await openResponse(pupil, `https://${site.host}/${size}`);
    await wait(200);
    expect((await answerOf(response)).text.length).toBe(size);
  }
});

test('a pupil who leaves ends the origin’s work', async () => {
  const site = await origin();
  const ended = new Promise<number>((resolve) => {
    site.serve = (stream) => {
      stream.respond({ ':status': 200, 'cache-control': 'no-store' });
      stream.write('begin');
      stream.once('close', () => resolve(stream.rstCode));
    };
  });
  const response = await openResponse(pupil, `https://${site.host}/`);
  response.destroy();
  expect(await ended).toBe(8);
});

test('hints come before the answer, and what a hint says is not the answer', async () => {
  const site = await origin();
  site.serve = (stream) => {
    stream.additionalHeaders({ ':status': 103, link: '</a.css>; rel=preload' });
    stream.additionalHeaders({ ':status': 102 });
    stream.respond({ ':status': 200 });
    stream.end('after');
  };
  expect(await open(pupil, `https://${site.host}/`)).toMatchObject({ status: 200, text: 'after' });
});

test('an answer with trailers is whole without them', async () => {
  const site = await origin();
  site.serve = (stream) => {
    stream.respond({ ':status': 200 }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-sum': '1' }));
    stream.end('body');
  };
  expect(await open(pupil, `https://${site.host}/`)).toMatchObject({ status: 200, text: 'body' });
});

test('after an origin’s goodbye what is under way ends in peace and the next goes over a new connection', async () => {
  const site = await origin();
  let streams = 0;
  site.serve = (stream) => {
    streams += 1;
    stream.respond({ ':status': 200, 'cache-control': 'no-store' });
    if (streams > 1) return void stream.end('new');
    stream.write('first ');
    stream.session?.goaway();
    setTimeout(() => stream.end('half'), 200);
  };
  const first = open(pupil, `https://${site.host}/1`);
  await wait(120);
  expect(await open(pupil, `https://${site.host}/2`)).toMatchObject({ status: 200, text: 'new' });
  expect(await first).toMatchObject({ status: 200, text: 'first half' });
  expect(site.sessions).toHaveLength(2);
});

test('a stream that the origin refuses is tried once more; one that it resets is told', async () => {
  const site = await origin();
  let refusals = 0;
  site.serve = (stream, headers) => {
    if (headers[':path'] === '/refuse' && refusals++ === 0) return stream.close(7);
    if (headers[':path'] === '/reset') return stream.close(2);
    stream.respond({ ':status': 200 });
    stream.end('at last');
  };
  expect(await open(pupil, `https://${site.host}/refuse`)).toMatchObject({ status: 200, text: 'at last' });
  const reset = await open(pupil, `https://${site.host}/reset`, { method: 'POST', body: 'x' });
  expect(reset).toMatchObject({ status: 502, headers: { 'proxy-status': 'schoolgate; error=connection_terminated' } });
});

test('a body that breaks off never looks whole', async () => {
  const site = await origin();
  site.serve = (stream, headers) => {
    stream.respond({ ':status': 200, 'cache-control': 'no-store', ...(headers[':path'] === '/short' ? { 'content-length': 100 } : {}) });
    stream.write('half');
    setTimeout(() => {
      if (headers[':path'] === '/short') stream.end();
      else if (headers[':path'] === '/reset') stream.destroy(new Error('reset'));
      else stream.session?.destroy();
    }, 50);
  };
  for (const path of ['/short', '/reset', '/gone']) await expect(open(pupil, `https://${site.host}${path}`), path).rejects.toThrow();
});

test('a body that the origin breaks off without calling it an error never looks whole', async () => {
  // Frames by hand (RFC 9113 §4.1), because Node's server would end the stream first: SETTINGS, HEADERS (status 200), DATA
  // without END_STREAM, RST_STREAM with NO_ERROR.
  const frame = (type: number, flags: number, stream: number, payload: Buffer): Buffer =>
    Buffer.concat([Buffer.from([0, payload.length >> 8, payload.length & 255, type, flags, 0, 0, 0, stream]), payload]);
  const server = createTlsServer({ ...(await school.originAuthority.issue(['quiet.test'])), ALPNProtocols: ['h2'] }, (socket) => {
    socket.on('error', () => {});
    socket.write(frame(4, 0, 0, Buffer.alloc(0)));
    socket.once('data', () => {
      const half = Buffer.concat([frame(1, 4, 1, Buffer.from([0x88])), frame(0, 0, 1, Buffer.from('half'))]);
      setTimeout(() => socket.write(half), 100);
      setTimeout(() => socket.write(frame(3, 0, 1, Buffer.alloc(4))), 200);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  places.set('quiet.test', (server.address() as AddressInfo).port);
  await expect(open(pupil, 'https://quiet.test/')).rejects.toThrow();
  server.close();
});

test('an origin that dies between two requests costs nobody a page', async () => {
  const site = await origin();
  expect(await open(pupil, `https://${site.host}/1`)).toMatchObject({ status: 200 });
  site.sessions[0]?.destroy();
  expect(await open(pupil, `https://${site.host}/2`)).toMatchObject({ status: 200 });
});

test('an origin that is silent is told in time, before its answer and in the middle of it', async () => {
  const site = await origin();
  site.serve = (stream, headers) => {
    if (headers[':path'] === '/never') return;
    stream.respond({ ':status': 200, 'cache-control': 'no-store' });
    stream.write('begin');
  };
  expect(await open(pupil, `https://${site.host}/never`)).toMatchObject({ status: 504 });
  await expect(open(pupil, `https://${site.host}/stops`)).rejects.toThrow();
});

test('an origin that wants HTTP/1.1 for a page gets it', async () => {
  const pair = await school.originAuthority.issue(['mixed.test']);
  const { createSecureServer } = await import('node:http2');
  const server = createSecureServer({ ...pair, allowHTTP1: true }, (_request, response) => response.end('over HTTP/1.1'));
  server.on('stream', (stream) => {
    stream.on('error', () => {});
    stream.close(13);
  });
  server.removeAllListeners('request');
  server.on('request', (request, response) => void (request.httpVersion === '1.1' && response.end('over HTTP/1.1')));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  places.set('mixed.test', (server.address() as AddressInfo).port);
  expect(await open(pupil, 'https://mixed.test/')).toMatchObject({
    status: 200,
    text: 'over HTTP/1.1',
    headers: { via: '1.1 schoolgate' },
  });
  server.close();
});

test('an origin without HTTP/2 is asked once what it speaks, and that connection is used', async () => {
  const pair = await school.originAuthority.issue(['old.test']);
  let connections = 0;
  const server = createServer(pair, (_request, response) => response.end('old'));
  server.on('secureConnection', () => (connections += 1));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  places.set('old.test', (server.address() as AddressInfo).port);
  for (let index = 0; index < 3; index++)
    expect(await open(pupil, `https://old.test/${index}`)).toMatchObject({ status: 200, text: 'old' });
  expect(connections).toBe(1);
  server.closeAllConnections();
  server.close();
});

test('an answer with a hundred thousand fields, or none that is HTTP, is a page of ours', async () => {
  const site = await origin({ maxSendHeaderBlockLength: 50_000_000 });
  site.serve = (stream) => {
    const fields = Array.from({ length: 5_000 }, (_, index) => [`x-${index}`, 'y']).flat();
    stream.respond([':status', '200', ...fields]);
    stream.end('never');
  };
  const answer = await open(pupil, `https://${site.host}/`);
  expect(answer.status).toBe(502);
  expect(answer.text).not.toContain('never');
});
