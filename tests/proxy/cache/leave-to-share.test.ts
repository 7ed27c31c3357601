// What may be shared although one person asked for it, because the origin says so; and what that does not open.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCachedOrigin, type CachedOrigin } from './cached-origin.ts';

let site: CachedOrigin;
beforeEach(async () => {
  site = await openCachedOrigin();
});
afterEach(() => site.close());

const says = (headers: Record<string, string>, status = 200): void => {
  site.handler = (_request, response) => response.writeHead(status, headers).end(`answer ${site.received.length}`);
};
const credentials = { headers: { Authorization: 'Basic eDp5' } };

describe('requests with credentials', () => {
  test.each([
    ['max-age=60', false],
    ['max-age=60, must-revalidate', false],
    ['private, s-maxage=60', false],
    ['public, max-age=60', true],
    ['s-maxage=60', true],
  ])('an answer that says %s is stored for others: %s', async (value, stored) => {
    says({ 'Cache-Control': value });
    await site.get('/a', credentials);
    expect((await site.get('/a')).cache.includes('hit')).toBe(stored);
  });

  test('what varies by the credentials is never written down', async () => {
    says({ 'Cache-Control': 'public, max-age=60', Vary: 'Authorization' });
    expect((await site.get('/a', credentials)).cache).toContain('detail=authorization');
    expect((await site.get('/a', credentials)).text).toBe('answer 2');
  });

  test.each([
    ['max-age=60', 200, 'answer 2'],
    ['public, max-age=60', 200, 'answer 1'],
    ['public, max-age=60', 401, 'answer 2'],
  ])('what somebody without credentials was given as %s with status %s is given to somebody with them: %s', async (value, status, text) => {
    says({ 'Cache-Control': value }, status);
    await site.get('/a');
    expect((await site.get('/a', credentials)).text).toBe(text);
  });

  test('a stale copy does not change what the origin is asked: the client’s own conditions travel on', async () => {
    says({ 'Cache-Control': 'public, max-age=10', ETag: '"shared"' });
    await site.get('/a');
    site.now += 11_000;
    await site.get('/a', { headers: { Authorization: 'Basic eDp5', 'If-None-Match': '"own"' } });
    expect(site.received[1]?.headers).toMatchObject({ authorization: 'Basic eDp5', 'if-none-match': '"own"' });
  });

  test('somebody with credentials never shares a request that is under way', async () => {
    site.handler = (_request, response) => setTimeout(() => response.setHeader('Cache-Control', 'max-age=60').end('page'), 60);
    await Promise.all([site.get('/a'), site.get('/a', credentials), site.get('/a', credentials)]);
    expect(site.received).toHaveLength(3);
  });
});

test('a cookie that came with what is everybody’s goes to the one who asked only, and is not written down', async () => {
  says({ 'Cache-Control': 'public, max-age=60', 'Set-Cookie': 'who=ada' });
  expect((await site.get('/a')).header('set-cookie')).toBe('who=ada');
  const hit = await site.get('/a');
  expect([hit.text, hit.header('set-cookie')]).toEqual(['answer 1', null]);
  await site.cache.holds(`${site.base}/a`, site.now);
  const records = readdirSync(site.dir, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.meta'));
  expect(records.map((name) => readFileSync(join(site.dir, name), 'utf8').includes('who=ada'))).toEqual([false]);
});

test.each([
  [200, 'max-age=60, no-store, must-understand', true],
  [404, 'max-age=60, no-store, must-understand', true],
  [599, 'max-age=60, no-store, must-understand', false],
  [599, 'max-age=60, must-understand', false],
  [200, 'max-age=60, no-store', false],
])('status %s with %s is stored: %s (RFC 9111 §5.2.2.3)', async (status, value, stored) => {
  says({ 'Cache-Control': value }, status);
  await site.get('/a');
  expect((await site.get('/a')).cache.includes('hit')).toBe(stored);
});

describe('an answer to POST', () => {
  const post = { method: 'POST', body: 'x' };
  test.each([
    ['its own address and a lifetime', { 'Cache-Control': 'max-age=60', 'Content-Location': '/a' }, true],
    ['another address', { 'Cache-Control': 'max-age=60', 'Content-Location': '/b' }, false],
    ['no lifetime', { 'Content-Location': '/a', 'Last-Modified': 'Mon, 06 Jan 2020 10:00:00 GMT' }, false],
    ['no address', { 'Cache-Control': 'max-age=60' }, false],
    ['that it is private', { 'Cache-Control': 'private, max-age=60', 'Content-Location': '/a' }, false],
    ['a cookie', { 'Cache-Control': 'max-age=60', 'Content-Location': '/a', 'Set-Cookie': 'a=b' }, false],
  ])('that names %s answers a later GET: %s', async (_name, headers, stored) => {
    says(headers);
    expect((await site.get('/a', post)).text).toBe('answer 1');
    expect((await site.get('/a')).cache.includes('hit')).toBe(stored);
    expect((await site.get('/a', post)).text).toBe(stored ? 'answer 2' : 'answer 3');
  });

  test('to somebody with a cookie or with credentials does not', async () => {
    says({ 'Cache-Control': 'max-age=60', 'Content-Location': '/a' });
    for (const headers of [{ Cookie: 'a=b' }, credentials.headers]) {
      await site.get('/a', { ...post, headers });
      expect((await site.get('/a')).cache).toContain('fwd=uri-miss');
      await site.get('/a', { method: 'DELETE', body: '' });
    }
  });
});

test.each([
  ['fr;q=0.5, de', true],
  ['de;q=1.0, fr;q=0.999', true],
  ['DE', true],
  ['de, fr', false],
  ['fr, de;q=0.9', false],
  ['de-AT, de;q=0.9', false],
  ['*', false],
  ['de;q=2', false],
  ['', false],
])('a page in German is given to somebody who asks for "%s": %s', async (wanted, given) => {
  says({ 'Cache-Control': 'max-age=60', Vary: 'Accept-Language, X-Kind', 'Content-Language': 'de' });
  await site.get('/a', { headers: { 'Accept-Language': 'en, de' } });
  await site.cache.holds(`${site.base}/a`, site.now);
  expect((await site.get('/a', { headers: { 'Accept-Language': wanted, 'X-Kind': 'other' } })).cache).not.toContain('hit');
  expect((await site.get('/a', { headers: { 'Accept-Language': wanted } })).cache.includes('hit')).toBe(given);
});
