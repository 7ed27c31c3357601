// Thirty pupils open one page: the origin is asked once, and nobody spoils it for the others.
import { setTimeout as wait } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCachedOrigin, readBody, type CachedOrigin } from './cached-origin.ts';

let site: CachedOrigin;
beforeEach(async () => {
  site = await openCachedOrigin();
});
afterEach(() => site.close());

const stream = (body: unknown): Readable => {
  if (!(body instanceof Readable)) throw new Error('a stream was expected');
  return body;
};

test('thirty requests at once for something cacheable reach the origin once', async () => {
  site.handler = (_request, response) => setTimeout(() => response.setHeader('Cache-Control', 'max-age=60').end('lesson'), 100);
  const all = await Promise.all(Array.from({ length: 30 }, () => site.get('/a')));
  expect(site.received).toHaveLength(1);
  expect(all.map(({ text }) => text)).toEqual(Array.from({ length: 30 }, () => 'lesson'));
  expect(all.filter(({ cache }) => cache.includes('collapsed'))).toHaveLength(29);
});

test('a response that may not be shared goes to each by themselves', async () => {
  let served = 0;
  site.handler = (_request, response) =>
    setTimeout(() => response.setHeader('Cache-Control', 'private').end(`for one: ${(served += 1)}`), 50);
  const all = await Promise.all(Array.from({ length: 5 }, () => site.get('/a')));
  expect(new Set(all.map(({ text }) => text)).size).toBe(5);
  expect(site.received).toHaveLength(5);
});

test('an address whose responses cannot be shared is not waited for a second time', async () => {
  site.handler = (_request, response) => setTimeout(() => response.setHeader('Cache-Control', 'no-store').end('x'), 100);
  await site.get('/a');
  const began = performance.now();
  await Promise.all([site.get('/a'), site.get('/a'), site.get('/a')]);
  expect(performance.now() - began).toBeLessThan(190);
});

test('a variant that does not fit goes on its own', async () => {
  site.handler = (request, response) =>
    setTimeout(
      () => response.setHeader('Cache-Control', 'max-age=60').setHeader('Vary', 'Accept-Language').end(request.headers['accept-language']),
      50,
    );
  const [en, cy] = await Promise.all([
    site.get('/a', { headers: { 'Accept-Language': 'en' } }),
    site.get('/a', { headers: { 'Accept-Language': 'cy' } }),
  ]);
  expect([en.text, cy.text]).toEqual(['en', 'cy']);
});

test('a stale response is validated once for all who want it', async () => {
  site.handler = (request, response) => {
    response.setHeader('ETag', '"1"').setHeader('Cache-Control', 'max-age=10');
    setTimeout(() => (request.headers['if-none-match'] ? response.writeHead(304).end() : response.end('body')), 50);
  };
  await site.get('/a');
  site.now += 11_000;
  const all = await Promise.all(Array.from({ length: 10 }, () => site.get('/a')));
  expect(all.every(({ text }) => text === 'body')).toBe(true);
  expect(site.received).toHaveLength(2);
});

test('the first client going away before the answer leaves the others served', async () => {
  site.handler = (_request, response) => setTimeout(() => response.setHeader('Cache-Control', 'max-age=60').end('lesson'), 150);
  const leaving = new AbortController();
  const first = site.get('/a', { signal: leaving.signal }).catch(() => 'gone');
  await wait(30);
  const second = site.get('/a');
  await wait(30);
  leaving.abort();
  expect((await second).text).toBe('lesson');
  await first;
  expect(site.received).toHaveLength(1);
});

test('a client that goes away alone stops the request to the origin', async () => {
  const closed = new Promise<void>((resolve) => {
    site.handler = (request) => request.socket.on('close', () => resolve());
  });
  const leaving = new AbortController();
  const gone = site.get('/a', { signal: leaving.signal }).catch(() => 'gone');
  await wait(50);
  leaving.abort();
  await closed;
  expect(await gone).toBe('gone');
});

const large = Buffer.alloc(6_000_000, '0123456789abcdef');

test('a client that stops reading holds up neither the others nor the memory; when the last one goes, the download stops', async () => {
  let sent = 0;
  site.handler = (_request, response) => {
    response.writeHead(200, { 'Cache-Control': 'max-age=60', 'Content-Length': String(large.length) });
    const next = (): void => {
      while (sent < large.length) {
        const more = response.write(large.subarray(sent, sent + 65_536));
        sent += 65_536;
        if (!more) {
          response.once('drain', next);
          return;
        }
      }
      response.end();
    };
    next();
  };
  const stalled = await site.open('/a');
  await wait(200);
  // Nobody reads: the origin is ahead by what memory and sockets hold, not by the whole body.
  expect(sent).toBeLessThan(large.length);
  const reader = await site.get('/a');
  expect(reader.text === large.toString()).toBe(true);
  // The one that stalled reads on, from the file.
  expect((await readBody(stalled)).equals(large)).toBe(true);
  expect(site.received).toHaveLength(1);
});

test('a download that nobody wants any longer is stopped and not stored', async () => {
  const closed = new Promise<void>((resolve) => {
    site.handler = (request, response) => {
      response.writeHead(200, { 'Cache-Control': 'max-age=60', 'Content-Length': String(large.length) });
      response.write(large.subarray(0, 100_000));
      request.socket.on('close', () => resolve());
    };
  });
  const opened = await site.open('/a');
  stream(opened.body).destroy();
  await closed;
  site.handler = (_request, response) => response.setHeader('Cache-Control', 'max-age=60').end('whole');
  expect((await site.get('/a')).text).toBe('whole');
});

test('when the origin breaks off, everybody who shares the download is told', async () => {
  site.handler = (_request, response) => {
    response.writeHead(200, { 'Cache-Control': 'max-age=60', 'Content-Length': '1000' });
    response.write('begin');
    setTimeout(() => response.destroy(), 80);
  };
  const outcomes = await Promise.allSettled([site.get('/a'), site.get('/a'), site.get('/a')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});
