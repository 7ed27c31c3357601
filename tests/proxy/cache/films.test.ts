// Films and sounds, which browsers ask for as a range of everything: one download for a class, like any other page.
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCachedOrigin, readBody, type CachedOrigin } from './cached-origin.ts';

let site: CachedOrigin;
beforeEach(async () => {
  site = await openCachedOrigin();
});
afterEach(() => site.close());

const film = Buffer.alloc(900_000, '0123456789abcdef');
const all = { headers: { Range: 'bytes=0-' } };
const asPart = { 'Cache-Control': 'max-age=60', 'Content-Range': `bytes 0-${film.length - 1}/${film.length}`, ETag: '"film"' };

/** Sends the film slowly, as a part that is everything. */
function slowly(response: ServerResponse): void {
  response.writeHead(206, asPart);
  let at = 0;
  const more = (): void => {
    response.write(film.subarray(at, at + 100_000));
    at += 100_000;
    if (at < film.length) setTimeout(more, 20);
    else response.end();
  };
  more();
}

test('a class that begins a film reaches the origin once, those who come late too, and each is answered with a part', async () => {
  site.handler = (_request, response) => slowly(response);
  const first = Array.from({ length: 15 }, () => site.open('/film', all));
  await wait(60);
  const late = Array.from({ length: 15 }, () => site.open('/film', all));
  for (const answer of await Promise.all([...first, ...late])) {
    expect(answer.status).toBe(206);
    expect((await readBody(answer)).equals(film)).toBe(true);
  }
  expect(site.received.map(({ headers }) => headers.range)).toEqual(['bytes=0-']);
});

test('what was asked for as a range of everything answers whoever asks for the whole or for any part of it', async () => {
  site.handler = (_request, response) => slowly(response);
  const part = await site.get('/film', all);
  expect([part.status, part.header('content-range')]).toEqual([206, asPart['Content-Range']]);
  await site.cache.holds(`${site.base}/film`, site.now);
  const whole = await site.get('/film');
  expect([whole.status, whole.header('content-range'), whole.header('content-length')]).toEqual([200, null, String(film.length)]);
  const seek = await site.get('/film', { headers: { Range: 'bytes=899990-' } });
  expect([seek.status, seek.text, seek.header('content-range')]).toEqual([
    206,
    film.toString('latin1', 899_990),
    'bytes 899990-899999/900000',
  ]);
  expect(site.received).toHaveLength(1);
});

test('an origin that ignores the range is stored as any other', async () => {
  site.handler = (_request, response) => response.setHeader('Cache-Control', 'max-age=60').end(film);
  expect((await site.get('/film', all)).status).toBe(200);
  await site.cache.holds(`${site.base}/film`, site.now);
  expect((await site.get('/film', all)).status).toBe(206);
  expect(site.received).toHaveLength(1);
});

test.each([
  ['less than everything', { ...asPart, 'Content-Range': 'bytes 0-899999/900001' }],
  ['a length that nobody knows', { ...asPart, 'Content-Range': 'bytes 0-899999/*' }],
  ['something other than its beginning', { ...asPart, 'Content-Range': 'bytes 1-900000/900001' }],
  ['another length than it sends', { ...asPart, 'Content-Length': '900000', 'Content-Range': 'bytes 0-99/100' }],
  ['several parts', { 'Cache-Control': 'max-age=60', 'Content-Type': 'multipart/byteranges; boundary=x' }],
])('a part that says it is %s passes through and is not stored', async (_name, headers) => {
  site.handler = (_request, response) => response.writeHead(206, headers).end(film);
  expect((await site.get('/film', all)).status).toBe(206);
  expect((await site.get('/film', all)).cache).toContain('fwd=uri-miss');
});

test('a part that ends before the length it says is not stored, and its reader is told', async () => {
  site.handler = (_request, response) => response.writeHead(206, asPart).end(film.subarray(0, 1000));
  await expect(site.get('/film', all)).rejects.toThrow();
  site.handler = (_request, response) => slowly(response);
  expect((await site.get('/film', all)).cache).toContain('fwd=uri-miss');
});

test('whoever seeks in a film that is still arriving does not wait for its beginning', async () => {
  site.handler = (request, response) => {
    if (request.headers.range === 'bytes=0-') slowly(response);
    else
      response
        .writeHead(206, { ...asPart, 'Content-Range': 'bytes 800000-899999/900000', 'Content-Length': '100000' })
        .end(film.subarray(800_000));
  };
  const watching = await site.open('/film', all);
  const seek = await site.get('/film', { headers: { Range: 'bytes=800000-' } });
  expect([seek.status, seek.text.length, seek.cache]).toEqual([206, 100_000, 'schoolgate; fwd=partial; stored']);
  expect((await readBody(watching)).equals(film)).toBe(true);
});
