// What the cache did for a lesson is counted as it happened, and survives.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openHttpCache, type HttpCache } from '#proxy/cache/http-cache.ts';
import { cacheNeighbours } from '#proxy/workers/cache-neighbours.ts';
import { Claims, claimSheet } from '#proxy/workers/claims.ts';
import { News } from '#proxy/workers/news.ts';
import { eventually } from '../../support/events.ts';
import { askFor, pageUrl } from './pages-to-keep.ts';
import { openCachedOrigin, type CachedOrigin } from './cached-origin.ts';

let site: CachedOrigin;
beforeEach(async () => {
  site = await openCachedOrigin();
});
afterEach(() => site.close());

const none = { answersFromCache: 0, bytesFromCache: 0, originRequests: 0, originBytes: 0, millisecondsSpared: 0 };

/** An origin that takes half a second to begin to answer. */
async function prepare(headers: Record<string, string> = { 'Cache-Control': 'max-age=600', ETag: '"1"' }): Promise<void> {
  site.handler = (request, response) => {
    site.now += 500;
    if (request.headers['if-none-match'] !== undefined) response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end('x'.repeat(1000));
  };
  await site.get('/lesson', { purpose: 'precache' });
  await site.cache.pin([`${site.base}/lesson`], site.now + 3_600_000, { lesson: 'rivers' });
}

test('thirty who open the page are thirty answers and their bytes, the origin’s time each, and no request', async () => {
  await prepare();
  expect(site.cache.effectOf('rivers')).toEqual(none);
  for (let pupil = 0; pupil < 30; pupil += 1) await site.get('/lesson');
  await site.get('/another');
  expect(site.cache.effectOf('rivers')).toEqual({ ...none, answersFromCache: 30, bytesFromCache: 30_000, millisecondsSpared: 15_000 });
  expect(site.cache.effectOf('coasts')).toEqual(none);
});

test('the origin’s time is until its last byte', async () => {
  site.handler = (_request, response) => {
    site.now += 500;
    response.writeHead(200, { 'Cache-Control': 'max-age=600' }).write('first ');
    setTimeout(() => {
      site.now += 700;
      response.end('last');
    }, 100);
  };
  await site.get('/lesson', { purpose: 'precache' });
  await site.cache.pin([`${site.base}/lesson`], site.now + 3_600_000, { lesson: 'rivers' });
  await site.cache.holds(`${site.base}/lesson`, site.now);
  await site.get('/lesson');
  expect(site.cache.effectOf('rivers').millisecondsSpared).toBe(1200);
});

test('a confirmed copy is a request and an answer from the cache, a changed page a request and its bytes', async () => {
  await prepare();
  await site.get('/lesson', { headers: { 'Cache-Control': 'no-cache' } });
  expect(site.cache.effectOf('rivers')).toEqual({ ...none, answersFromCache: 1, bytesFromCache: 1000, originRequests: 1 });
  site.handler = (_request, response) => void response.writeHead(200, { ETag: '"2"' }).end('y'.repeat(77));
  await site.get('/lesson', { headers: { 'Cache-Control': 'no-cache' } });
  expect(site.cache.effectOf('rivers')).toMatchObject({ originRequests: 2, originBytes: 77, bytesFromCache: 1000 });
});

test('bytes whose number is not told are counted as they pass', async () => {
  await prepare({});
  site.handler = (_request, response) => {
    response.write('a'.repeat(3000));
    response.end('b'.repeat(500));
  };
  expect((await site.get('/lesson')).text).toHaveLength(3500);
  expect(site.cache.effectOf('rivers')).toMatchObject({ originRequests: 1, originBytes: 3500, answersFromCache: 0 });
});

test('the copy in place of an origin that is gone counts, and so does a part of it', async () => {
  await prepare({});
  await site.switchOff();
  await site.get('/lesson', { headers: { Range: 'bytes=0-9' } });
  expect(site.cache.effectOf('rivers')).toMatchObject({ answersFromCache: 1, bytesFromCache: 10 });
});

test('each lesson that needs the page has its share, and both survive a restart', async () => {
  await prepare();
  await site.cache.pin([`${site.base}/lesson`], site.now + 3_600_000, { lesson: 'coasts', frozen: true });
  await site.get('/lesson');
  const counted = { ...none, answersFromCache: 1, bytesFromCache: 1000, millisecondsSpared: 500 };
  await site.restart();
  expect([site.cache.effectOf('rivers'), site.cache.effectOf('coasts')]).toEqual([counted, counted]);
  await site.get('/lesson');
  expect(site.cache.effectOf('rivers')).toEqual({ ...none, answersFromCache: 2, bytesFromCache: 2000, millisecondsSpared: 1000 });
});

test('what one worker gave is counted by the first, which writes it down', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-effects-'));
  const [channel, sheet] = [randomUUID(), claimSheet()];
  const worker = async (place: number): Promise<{ cache: HttpCache; news: News }> => {
    const news = new News(channel);
    const neighbours = cacheNeighbours(news, new Claims(sheet, place), { tidyBefore: 0, count: 2, isFirst: place === 0 });
    return { cache: await openHttpCache({ dir, maxBytes: 50_000_000, clock: () => 0, neighbours }), news };
  };
  const [first, second] = [await worker(0), await worker(1)];
  await askFor(first.cache, 1);
  await first.cache.holds(pageUrl(1), 0);
  await first.cache.pin([pageUrl(1)], 1000, { lesson: 'rivers' });
  await eventually('the second worker has heard of it', async () => {
    const { hit } = await askFor(second.cache, 1);
    await askFor(first.cache, 1);
    return hit ? true : null;
  });
  const before = first.cache.effectOf('rivers').answersFromCache;
  expect(before).toBeGreaterThan(0);
  // As when it ends, or at each telling.
  await second.cache.close();
  const both = await eventually('the first has heard of it', async () => {
    const { answersFromCache } = first.cache.effectOf('rivers');
    return answersFromCache > before ? answersFromCache : null;
  });
  await first.cache.close();
  const again = await worker(0);
  expect(again.cache.effectOf('rivers').answersFromCache).toBe(both);
  await again.cache.close();
  for (const { news } of [first, second, again]) news.close();
  rmSync(dir, { recursive: true });
});
