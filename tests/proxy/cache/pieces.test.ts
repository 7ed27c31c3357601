// Documents and films that players fetch piece by piece: each piece is fetched once for a class.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCachedOrigin, type Answered, type CachedOrigin } from './cached-origin.ts';

let site: CachedOrigin;
let etag: string;
const document = Buffer.from(Array.from({ length: 1000 }, (_, index) => 97 + (index % 26)));

beforeEach(async () => {
  site = await openCachedOrigin();
  etag = '"1"';
  // As origins do it: the part that is asked for, or the whole.
  site.handler = (request, response) => {
    response.setHeader('Cache-Control', 'max-age=60').setHeader('ETag', etag);
    const match = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
    if (!match) return void response.end(document);
    const suffix = match[1] === '';
    const from = suffix ? document.length - Number(match[2]) : Number(match[1]);
    const to = suffix || match[2] === '' ? document.length - 1 : Number(match[2]);
    const body = document.subarray(from, to + 1);
    response.writeHead(206, { 'Content-Range': `bytes ${from}-${to}/${document.length}`, 'Content-Length': String(body.length) });
    response.end(body);
  };
});
afterEach(() => site.close());

const part = (range: string, headers: Record<string, string> = {}): Promise<Answered> =>
  site.get('/a', { headers: { Range: `bytes=${range}`, ...headers } });
const settled = (): Promise<unknown> => site.cache.holds(`${site.base}/a`, site.now);

test('a stored piece answers whoever asks for it or for something within it, however that is written', async () => {
  await part('900-');
  await settled();
  for (const [range, from, to] of [
    ['900-', 900, 999],
    ['900-999', 900, 999],
    ['-100', 900, 999],
    ['-1', 999, 999],
    ['950-960', 950, 960],
    ['990-5000', 990, 999],
  ] as const) {
    const answer = await part(range);
    expect([answer.status, answer.text, answer.header('content-range'), answer.header('content-length')]).toEqual([
      206,
      document.toString('latin1', from, to + 1),
      `bytes ${from}-${to}/1000`,
      String(to - from + 1),
    ]);
    expect(answer.cache).toMatch(/^schoolgate; hit; ttl=/);
  }
  expect(site.received).toHaveLength(1);
});

test('a class that wants one piece at one moment asks the origin once, also while it still arrives', async () => {
  const { handler } = site;
  site.handler = (request, response) => void setTimeout(() => handler(request, response), 80);
  const all = await Promise.all(Array.from({ length: 30 }, () => part('100-299')));
  expect(all.map(({ status, text }) => [status, text])).toEqual(
    Array.from({ length: 30 }, () => [206, document.toString('latin1', 100, 300)]),
  );
  expect(site.received).toHaveLength(1);
});

test('where pieces cannot be shared nobody waits for another’s a second time', async () => {
  site.handler = (_request, response) => {
    response.writeHead(206, { 'Cache-Control': 'private', 'Content-Range': 'bytes 0-99/1000', 'Content-Length': '100' });
    setTimeout(() => response.end(document.subarray(0, 100)), 100);
  };
  await part('0-99');
  const began = performance.now();
  await Promise.all([part('0-99'), part('0-99'), part('0-99')]);
  expect(performance.now() - began).toBeLessThan(190);
  expect(site.received).toHaveLength(4);
});

test('only-if-cached is answered by a piece, or 504; no origin hears of it', async () => {
  await part('0-99');
  await settled();
  const only = { 'Cache-Control': 'only-if-cached' };
  expect((await part('10-19', only)).status).toBe(206);
  expect((await part('100-109', only)).status).toBe(504);
  expect(site.received).toHaveLength(1);
});

test('whatever is asked for in whatever order, everybody gets exactly their bytes', async () => {
  const range = fc.tuple(fc.nat(999), fc.nat(999)).map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
  await fc.assert(
    fc.asyncProperty(fc.array(range, { minLength: 1, maxLength: 8 }), async (ranges) => {
      const answers = await Promise.all(ranges.map(([from, to]) => part(`${from}-${to}`)));
      for (const [index, [from, to]] of ranges.entries()) {
        expect([answers[index]?.status, answers[index]?.text]).toEqual([206, document.toString('latin1', from, to + 1)]);
      }
    }),
    { numRuns: 25 },
  );
});

describe('a piece is not used', () => {
  const twice = async (second: () => Promise<Answered>): Promise<Answered> => {
    await part('0-99');
    await settled();
    const answer = await second();
    expect(site.received).toHaveLength(2);
    return answer;
  };

  test('for more than it has', async () => expect((await twice(() => part('50-150'))).text).toBe(document.toString('latin1', 50, 151)));
  test('for the whole', async () => expect((await twice(() => site.get('/a'))).text).toBe(document.toString('latin1')));
  test('when it is stale: it is fetched anew', async () => {
    const answer = await twice(() => {
      site.now += 61_000;
      return part('0-99');
    });
    expect(answer.cache).toBe('schoolgate; fwd=uri-miss; stored');
  });
  test('for somebody whose own copy is another', async () => void (await twice(() => part('0-9', { 'If-Range': '"other"' }))));
  test('for somebody who asks whether it changed', async () => void (await twice(() => part('0-9', { 'If-None-Match': '"1"' }))));
  test('for somebody with credentials', async () => void (await twice(() => part('0-9', { Authorization: 'Basic eDp5' }))));
  test('for several parts in one answer', async () => void (await twice(() => part('0-1,4-5'))));
  test('after something changed it', async () => {
    const answer = await twice(async () => {
      await site.get('/a', { method: 'DELETE', body: '' });
      site.received.pop();
      return part('0-99');
    });
    expect(answer.cache).toContain('stored');
  });
  test('when its file is gone', async () => {
    await part('0-99');
    await settled();
    await site.restart();
    await settled();
    for (const name of readdirSync(site.dir, { recursive: true }).map(String)) if (name.endsWith('.body')) rmSync(join(site.dir, name));
    expect((await part('0-99')).text).toBe(document.toString('latin1', 0, 100));
    expect(site.received).toHaveLength(2);
  });
});

test('pieces of what has changed since go when a newer piece comes, and all pieces when the whole does', async () => {
  const files = (): number => readdirSync(site.dir, { recursive: true }).filter((name) => String(name).endsWith('.meta')).length;
  for (const range of ['0-99', '100-199', '200-299']) await part(range);
  await expect.poll(files).toBe(3);
  etag = '"2"';
  await part('300-399');
  await expect.poll(files).toBe(1);
  await site.get('/a');
  await expect.poll(files).toBe(1);
  expect((await part('0-99')).cache).toContain('hit');
});

test('pieces are there after a restart, and count as nothing whole for a lesson', async () => {
  await part('0-99');
  await settled();
  await wait(20);
  await site.restart();
  expect(await settled()).toBeNull();
  expect((await part('10-19')).cache).toContain('hit');
});

test.each([
  ['another length', { 'Content-Range': 'bytes 0-99/1000', 'Content-Length': '50' }, 50],
  ['an impossible place', { 'Content-Range': 'bytes 0-99/50', 'Content-Length': '100' }, 100],
  ['nothing of the whole', { 'Content-Range': 'bytes 0-99/*', 'Content-Length': '100' }, 100],
  ['nothing of its length', { 'Content-Range': 'bytes 0-99/1000' }, 100],
  ['that it is private', { 'Content-Range': 'bytes 0-99/1000', 'Content-Length': '100', 'Cache-Control': 'private' }, 100],
  ['a cookie', { 'Content-Range': 'bytes 0-99/1000', 'Content-Length': '100', 'Set-Cookie': 'a=b' }, 100],
])('a piece that says %s passes through and is not stored', async (_name, headers, length) => {
  site.handler = (_request, response) =>
    response.writeHead(206, { 'Cache-Control': 'max-age=60', ...headers }).end(document.subarray(0, length));
  expect((await part('0-99')).text).toBe(document.toString('latin1', 0, length));
  await settled();
  expect((await part('0-99')).cache).toContain('fwd=uri-miss');
  expect(site.received).toHaveLength(2);
});
