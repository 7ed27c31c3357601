// The copy that somebody reviewed is what a lesson is shown, and whether the live page has changed since can be told.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCachedOrigin, type CachedOrigin, type Handler } from './cached-origin.ts';

let site: CachedOrigin;
beforeEach(async () => {
  site = await openCachedOrigin();
});
afterEach(() => site.close());

const hour = 3_600_000;
const page =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Handler =>
  (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'text/html', ...headers });
    response.end(body);
  };
const visit = (path: string): Promise<unknown> => site.get(path, { purpose: 'precache' });
const freeze = (path: string, options: { lesson?: string; frozen?: boolean; frozenFrom?: number } = {}): Promise<void> =>
  site.cache.pin([site.base + path], site.now + hour, { lesson: 'rivers', frozen: true, ...options });

describe('a frozen copy', () => {
  test.each([{}, { 'Cache-Control': 'max-age=1, must-revalidate', ETag: '"1"' }, { 'Cache-Control': 'no-cache', ETag: '"1"' }])(
    'is served without asking the origin, which has changed, until the pin ends: %j',
    async (headers) => {
      site.handler = page('reviewed', headers);
      await visit('/lesson');
      await freeze('/lesson');
      site.handler = page('changed', { ETag: '"2"' });
      site.now += hour / 2;
      const seen = site.received.length;
      const reload = { headers: { 'Cache-Control': 'no-cache', Cookie: 'sid=1', 'If-None-Match': '"2"' } };
      for (const ask of [{}, reload]) {
        const served = await site.get('/lesson', ask);
        expect([served.status, served.text, served.cache]).toEqual([200, 'reviewed', expect.stringContaining('detail=reviewed')]);
      }
      expect(site.received).toHaveLength(seen);
      site.now += hour;
      expect((await site.get('/lesson')).text).toBe('changed');
    },
  );

  test('stays while the live page is fetched and kept beside it, after a restart too, and goes when the live page is chosen', async () => {
    site.handler = page('reviewed', { 'Cache-Control': 'max-age=60' });
    await visit('/lesson');
    await freeze('/lesson');
    const reviewed = await site.cache.digestOf(`${site.base}/lesson`);
    site.now += 120_000;
    site.handler = page('changed', { 'Cache-Control': 'max-age=600' });
    await visit('/lesson');
    expect(await site.cache.digestOf(`${site.base}/lesson`)).not.toBe(reviewed);
    // Frozen again for the same lesson, the copy that was reviewed stays the one.
    await freeze('/lesson');
    expect((await site.get('/lesson')).text).toBe('reviewed');
    await site.restart();
    expect((await site.get('/lesson')).text).toBe('reviewed');
    await site.cache.holds(`${site.base}/lesson`, site.now);
    expect((await site.get('/lesson')).text).toBe('reviewed');
    await freeze('/lesson', { frozen: false });
    const live = await site.get('/lesson');
    expect([live.text, live.cache]).toEqual(['changed', expect.stringContaining('hit')]);
  });

  test('stays when its origin confirms it as something that must not be kept any more', async () => {
    site.handler = page('reviewed', { 'Cache-Control': 'max-age=1', ETag: '"1"' });
    await visit('/lesson');
    await freeze('/lesson', { frozenFrom: site.now + hour / 2 });
    site.now += 10_000;
    site.handler = (_request, response) => void response.writeHead(304, { ETag: '"1"', 'Cache-Control': 'no-store' }).end();
    await visit('/lesson');
    site.now += hour / 2;
    expect((await site.get('/lesson')).cache).toContain('detail=reviewed');
  });

  test('is only kept until the lesson begins: everybody sees the live page before', async () => {
    site.handler = page('reviewed', { 'Cache-Control': 'max-age=1' });
    await visit('/lesson');
    await freeze('/lesson', { frozenFrom: site.now + hour / 2 });
    site.handler = page('changed', { 'Cache-Control': 'max-age=600' });
    site.now += 10_000;
    expect((await site.get('/lesson')).text).toBe('changed');
    site.now += hour / 2;
    expect((await site.get('/lesson')).text).toBe('reviewed');
  });

  test('of one lesson is not thawed by another lesson that shows the live page', async () => {
    site.handler = page('reviewed');
    await visit('/lesson');
    await freeze('/lesson');
    await freeze('/lesson', { lesson: 'coasts', frozen: false });
    site.handler = page('changed');
    expect((await site.get('/lesson')).text).toBe('reviewed');
  });

  test('is everybody’s whatever it varies by, but for a coding that the client does not read', async () => {
    site.handler = page(gzipSync('reviewed'), { Vary: 'Accept-Language, Accept-Encoding', 'Content-Encoding': 'gzip' });
    await site.get('/lesson', { purpose: 'precache', headers: { 'Accept-Language': 'en', 'Accept-Encoding': 'gzip, br' } });
    await freeze('/lesson');
    site.handler = page('changed');
    const welsh = await site.get('/lesson', { headers: { 'Accept-Language': 'cy', 'Accept-Encoding': 'gzip, deflate' } });
    expect([welsh.cache, welsh.header('content-encoding')]).toEqual([expect.stringContaining('reviewed'), 'gzip']);
    expect((await site.get('/lesson', { headers: { 'Accept-Encoding': 'gzip;q=0, br' } })).text).toBe('changed');
  });

  test('of a film gives any part of it', async () => {
    site.handler = page('0123456789', { ETag: '"film"' });
    await visit('/film');
    await freeze('/film');
    await site.switchOff();
    const part = await site.get('/film', { headers: { Range: 'bytes=2-4' } });
    expect([part.status, part.text, part.header('content-range')]).toEqual([206, '234', 'bytes 2-4/10']);
  });

  test('that only parts are held of gives these', async () => {
    site.handler = page('234', { 'Cache-Control': 'max-age=9', 'Content-Range': 'bytes 2-4/10', 'Content-Length': '3' }, 206);
    await site.get('/film', { purpose: 'precache', headers: { Range: 'bytes=2-4' } });
    await freeze('/film');
    site.now += 60_000;
    await site.switchOff();
    expect(await site.get('/film', { headers: { Range: 'bytes=3-4' } })).toMatchObject({ status: 206, text: '34' });
    expect(await site.get('/film', { headers: { Range: 'bytes=5-6' } })).toMatchObject({ status: 502 });
  });

  test('whose file is gone is fetched anew', async () => {
    const large = 'reviewed'.repeat(100_000);
    site.handler = page(large);
    await visit('/lesson');
    await freeze('/lesson');
    await site.restart();
    rmSync(join(site.dir, 'v1'), { recursive: true });
    site.handler = page('changed');
    expect((await site.get('/lesson')).text).toBe('changed');
  });
});

describe('the digest of what is held', () => {
  const digest = async (path: string, handler: Handler): Promise<string | null> => {
    site.handler = handler;
    await visit(path);
    return site.cache.digestOf(site.base + path);
  };

  test('is that of status, type and decoded body', async () => {
    const plain = await digest('/plain', page('lesson', { ETag: '"1"' }));
    expect(plain).toMatch(/^[0-9a-f]{64}$/);
    expect(await digest('/gzip', page(gzipSync('lesson'), { 'Content-Encoding': 'gzip', ETag: '"2"' }))).toBe(plain);
    const twice = page(gzipSync(brotliCompressSync('lesson')), { 'Content-Encoding': 'br, gzip' });
    expect(await digest('/twice', twice)).toBe(plain);
    const others = [
      page('Lesson'),
      page('lesson', { 'Content-Type': 'text/plain' }),
      page('lesson', { 'Cache-Control': 'max-age=9' }, 404),
    ];
    for (const [index, other] of others.entries()) expect(await digest(`/other/${index}`, other)).not.toBe(plain);
  });

  test('is not there where nothing is held, and for what cannot be decoded', async () => {
    expect(await site.cache.digestOf(`${site.base}/nothing`)).toBeNull();
    expect(await digest('/broken', page('no gzip', { 'Content-Encoding': 'gzip' }))).toBeNull();
    expect(await digest('/unknown', page('?', { 'Content-Encoding': 'x-new' }))).toBeNull();
    expect(await digest('/short', page(gzipSync('lesson'.repeat(999)).subarray(0, 30), { 'Content-Encoding': 'gzip' }))).toBeNull();
  });
});
