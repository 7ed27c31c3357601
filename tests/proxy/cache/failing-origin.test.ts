// What is served when the origin fails, and what never is.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCachedOrigin, type CachedOrigin, type Handler } from './cached-origin.ts';

let site: CachedOrigin;
beforeEach(async () => {
  site = await openCachedOrigin();
});
afterEach(() => site.close());

const hour = 3_600_000;
const page =
  (headers: Record<string, string>, body = 'lesson', status = 200): Handler =>
  (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
const pin = (path: string, milliseconds: number): Promise<void> => site.cache.pin([site.base + path], site.now + milliseconds);

describe('pinned for a lesson', () => {
  test('a page without any freshness is served when the origin is off, until the lesson ends', async () => {
    site.handler = page({ 'Content-Type': 'text/html' });
    await site.get('/lesson', { purpose: 'precache' });
    await pin('/lesson', hour);
    await site.switchOff();
    site.now += hour / 2;
    const served = await site.get('/lesson');
    expect([served.status, served.text]).toEqual([200, 'lesson']);
    expect(served.cache).toContain('detail=pinned');
    // A day and more later the lesson is over, and being disconnected is no excuse any longer.
    site.now += 30 * hour;
    expect((await site.get('/lesson')).status).toBe(502);
  });

  test('an origin that answers 503 is stood in for; one that works is asked', async () => {
    site.handler = page({ ETag: '"1"' });
    await site.get('/lesson', { purpose: 'precache' });
    await pin('/lesson', hour);
    site.handler = page({}, 'broken', 503);
    const served = await site.get('/lesson');
    expect([served.status, served.text, served.cache]).toEqual([200, 'lesson', expect.stringContaining('fwd=stale; fwd-status=503')]);
    site.handler = page({ ETag: '"2"' }, 'new edition');
    expect((await site.get('/lesson')).text).toBe('new edition');
  });

  test('an origin that does not answer is stood in for after three seconds, and for its other pages at once', async () => {
    site.handler = page({});
    for (const path of ['/lesson', '/picture']) await site.get(path, { purpose: 'precache' });
    await pin('/lesson', hour);
    await pin('/picture', hour);
    site.handler = () => undefined;
    const began = performance.now();
    expect((await site.get('/lesson')).text).toBe('lesson');
    const first = performance.now() - began;
    expect(first).toBeGreaterThan(2500);
    expect((await site.get('/picture')).text).toBe('lesson');
    expect(performance.now() - began - first).toBeLessThan(1000);
  });

  test.each(['must-revalidate', 'no-cache', 'proxy-revalidate', 's-maxage=1'])(
    '%s forbids the stale copy, and that is known beforehand',
    async (directive) => {
      site.handler = page({ 'Cache-Control': `max-age=1, ${directive}`, ETag: '"1"' });
      await site.get('/lesson', { purpose: 'precache' });
      await pin('/lesson', hour);
      expect(await site.cache.holds(`${site.base}/lesson`, site.now + hour)).toMatchObject({ needsOrigin: true });
      await site.switchOff();
      site.now += 10_000;
      expect((await site.get('/lesson')).status).toBe(502);
    },
  );

  test('a POST to the lesson’s address does not take its copy away', async () => {
    site.handler = page({ 'Cache-Control': 'max-age=3600' });
    await site.get('/lesson', { purpose: 'precache' });
    await pin('/lesson', hour);
    await site.get('/lesson', { method: 'POST', body: 'answer' });
    expect((await site.get('/lesson')).cache).toContain('fwd=stale');
    await site.switchOff();
    expect((await site.get('/lesson')).text).toBe('lesson');
  });

  test('it survives a restart, even when it is asked for while the index is being rebuilt', async () => {
    site.handler = page({});
    await site.get('/lesson', { purpose: 'precache' });
    await pin('/lesson', hour);
    await site.switchOff();
    await site.restart();
    expect((await site.get('/lesson')).text).toBe('lesson');
  });

  test('a refresh that breaks off leaves the kept copy', async () => {
    site.handler = page({});
    await site.get('/lesson', { purpose: 'precache' });
    await pin('/lesson', hour);
    site.handler = (_request, response) => {
      response.writeHead(200, { 'Content-Length': '1000', 'Cache-Control': 'max-age=60' });
      response.write('half');
      setTimeout(() => response.destroy(), 30);
    };
    await expect(site.get('/lesson')).rejects.toThrow();
    await site.switchOff();
    expect((await site.get('/lesson')).text).toBe('lesson');
  });

  test('it is evicted last when the cache is full', async () => {
    await site.close();
    site = await openCachedOrigin({ maxBytes: 600_000 });
    site.handler = ({ url = '' }, response) => response.setHeader('Cache-Control', 'max-age=3600').end(url.padEnd(100_000));
    await site.get('/lesson', { purpose: 'precache' });
    await pin('/lesson', hour);
    for (let index = 0; index < 8; index += 1) await site.get(`/other/${index}`);
    await site.cache.holds(`${site.base}/other/7`, site.now);
    const seen = site.received.length;
    expect((await site.get('/lesson')).cache).toContain('hit');
    expect((await site.get('/other/7')).cache).toContain('hit');
    expect((await site.get('/other/0')).cache).not.toContain('hit');
    expect(site.received).toHaveLength(seen + 1);
  });
});

describe('not pinned', () => {
  test('stale-if-error serves a stale copy within its time when the origin answers 500', async () => {
    site.handler = page({ 'Cache-Control': 'max-age=10, stale-if-error=60' });
    await site.get('/a');
    site.handler = page({}, 'broken', 500);
    site.now += 30_000;
    expect((await site.get('/a')).text).toBe('lesson');
    site.now += 60_000;
    expect((await site.get('/a')).text).toBe('broken');
  });

  test('without it, a 500 is passed on, and a copy stands in only for an origin that cannot be reached, for a day', async () => {
    site.handler = page({ 'Cache-Control': 'max-age=10' });
    await site.get('/a');
    site.now += 30_000;
    site.handler = page({}, 'broken', 500);
    expect((await site.get('/a')).text).toBe('broken');
    await site.switchOff();
    expect((await site.get('/a')).text).toBe('lesson');
    site.now += 25 * hour;
    expect((await site.get('/a')).status).toBe(502);
  });
});
