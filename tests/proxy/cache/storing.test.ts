// What the cache stores and reuses, over real sockets and files.
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Handler } from './cached-origin.ts';
import { openCachedOrigin, type CachedOrigin } from './cached-origin.ts';

let site: CachedOrigin;
beforeEach(async () => {
  site = await openCachedOrigin();
});
afterEach(() => site.close());

const page =
  (headers: Record<string, string>, body = 'lesson', status = 200): Handler =>
  (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
const seconds = (count: number): void => {
  site.now += count * 1000;
};

describe('freshness', () => {
  test('a response with max-age is fetched once and says its age and that it was a hit', async () => {
    site.handler = page({ 'Cache-Control': 'max-age=60', 'Content-Type': 'text/plain' });
    const first = await site.get('/a');
    seconds(10);
    const second = await site.get('/a');
    expect(first.cache).toBe('schoolgate; fwd=uri-miss; stored');
    expect(second.cache).toMatch(/^schoolgate; hit; ttl=(49|50)$/);
    expect(Number(second.header('age'))).toBeGreaterThanOrEqual(10);
    expect([second.status, second.text, second.header('content-type')]).toEqual([200, 'lesson', 'text/plain']);
    expect(site.received).toHaveLength(1);
  });

  test('a stale response with a validator is validated, and the 304 renews its fields and freshness', async () => {
    site.handler = (request, response) => {
      response.setHeader('ETag', '"v1"');
      response.setHeader('Cache-Control', 'max-age=60');
      response.setHeader('X-Edition', String(site.received.length));
      if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
      else response.end('body');
    };
    await site.get('/a');
    seconds(61);
    const validated = await site.get('/a');
    const hit = await site.get('/a');
    expect(validated.cache).toContain('fwd=stale; fwd-status=304');
    expect([validated.text, validated.header('x-edition')]).toEqual(['body', '2']);
    expect([hit.header('x-edition'), hit.cache.includes('hit')]).toEqual(['2', true]);
    expect(site.received).toHaveLength(2);
  });

  test('a 304 that brings a cookie gives it to the one who asked only', async () => {
    site.handler = (request, response) => {
      response.setHeader('ETag', '"v1"');
      response.setHeader('Cache-Control', 'max-age=60');
      if (request.headers['if-none-match']) response.setHeader('Set-Cookie', 'who=ada').writeHead(304).end();
      else response.end('body');
    };
    await site.get('/a');
    seconds(61);
    expect((await site.get('/a')).header('set-cookie')).toBe('who=ada');
    expect((await site.get('/a')).header('set-cookie')).toBeNull();
  });

  test.each([
    ['an unreadable Expires', { Expires: '0' }],
    ['max-age that is no number', { 'Cache-Control': "max-age='3600'" }],
    ['an Age beyond max-age', { 'Cache-Control': 'max-age=60', Age: '61' }],
    ['no-cache', { 'Cache-Control': 'max-age=60, no-cache' }],
    ['a short s-maxage beside a long max-age', { 'Cache-Control': 'max-age=3600, s-maxage=0' }],
  ])('%s is not reused', async (_name, headers) => {
    site.handler = page(headers);
    await site.get('/a');
    seconds(1);
    await site.get('/a');
    expect(site.received).toHaveLength(2);
  });

  test('a reload is validated although the stored response is fresh', async () => {
    site.handler = page({ 'Cache-Control': 'max-age=60' });
    await site.get('/a');
    expect((await site.get('/a', { headers: { 'Cache-Control': 'no-cache' } })).cache).toContain('fwd=request');
    expect(site.received).toHaveLength(2);
  });

  test('only-if-cached is answered 504 when nothing is stored, and reaches no origin', async () => {
    expect((await site.get('/a', { headers: { 'Cache-Control': 'only-if-cached' } })).status).toBe(504);
    expect(site.received).toHaveLength(0);
  });

  test('stale-while-revalidate answers at once and refreshes behind', async () => {
    let edition = 1;
    site.handler = (_request, response) =>
      response.setHeader('Cache-Control', 'max-age=10, stale-while-revalidate=60').end(`edition ${edition++}`);
    await site.get('/a');
    seconds(20);
    expect((await site.get('/a')).text).toBe('edition 1');
    await expect.poll(async () => (await site.get('/a')).text).toBe('edition 2');
    expect(site.received).toHaveLength(2);
  });
});

describe('what must never be shared', () => {
  test.each([
    ['private', { 'Cache-Control': 'private, max-age=60' }, {}],
    ['no-store', { 'Cache-Control': 'no-store, max-age=60' }, {}],
    ['NO-STORE beside an open quotation mark', { 'Cache-Control': 'max-age=60, x=", NO-STORE' }, {}],
    ['Set-Cookie, unless the response says public', { 'Cache-Control': 'max-age=60', 'Set-Cookie': 'session=1' }, {}],
    ['Vary: *', { 'Cache-Control': 'max-age=60', Vary: 'Accept, *' }, {}],
    ['a request with Authorization, unless the response says public', { 'Cache-Control': 'max-age=60' }, { Authorization: 'Basic eDp5' }],
    ['a request with a cookie, unless the response says public', { 'Cache-Control': 'max-age=60' }, { Cookie: 'session=1' }],
    [
      'a request with a cookie by which the response varies',
      { 'Cache-Control': 'public, max-age=60', Vary: 'Cookie' },
      { Cookie: 'session=1' },
    ],
    ['a request that says no-store', { 'Cache-Control': 'max-age=60' }, { 'Cache-Control': 'no-store' }],
    ['a request whose fields could plant a page for others', { 'Cache-Control': 'max-age=60' }, { 'X-Forwarded-Host': 'evil.test' }],
  ])('%s is not stored', async (_name, response, request) => {
    site.handler = page(response);
    await site.get('/a', { headers: request });
    expect((await site.get('/a')).cache).toContain('fwd=uri-miss');
    expect(site.received).toHaveLength(2);
  });

  test('a request with a cookie whose response says public is stored', async () => {
    site.handler = page({ 'Cache-Control': 'public, max-age=60' });
    await site.get('/a', { headers: { Cookie: 'session=1' } });
    expect((await site.get('/a')).cache).toContain('hit');
  });

  test('requests that an obligation changed share nothing with those it did not', async () => {
    site.handler = page({ 'Cache-Control': 'max-age=60' });
    await site.get('/a', { variant: 'YouTube-Restrict=Strict' });
    expect((await site.get('/a')).cache).not.toContain('hit');
    expect((await site.get('/a', { variant: 'YouTube-Restrict=Strict' })).cache).toContain('hit');
  });

  test('a part (206) and a page of ours about a failed origin are not stored', async () => {
    site.handler = page({ 'Cache-Control': 'max-age=60', 'Content-Range': 'bytes 0-3/10' }, 'part', 206);
    await site.get('/a', { headers: { Range: 'bytes=0-3' } });
    await site.switchOff();
    expect((await site.get('/a')).status).toBe(502);
    await site.switchOn();
    site.handler = page({}, 'whole');
    expect((await site.get('/a')).text).toBe('whole');
  });
});

describe('bodies', () => {
  test('a download that breaks off is not stored, and its reader is told', async () => {
    site.handler = (_request, response) => {
      response.writeHead(200, { 'Cache-Control': 'max-age=60', 'Content-Length': '100000' });
      response.write('half');
      setTimeout(() => response.destroy(), 50);
    };
    await expect(site.get('/a')).rejects.toThrow();
    site.handler = page({ 'Cache-Control': 'max-age=60' }, 'whole');
    expect((await site.get('/a')).text).toBe('whole');
    expect((await site.get('/a')).cache).toContain('hit');
  });

  test('a large body is stored in a file, comes out the same, and leaves nothing half-written', async () => {
    const body = Buffer.alloc(3_000_000, 'abcdefghijk');
    site.handler = (_request, response) => response.setHeader('Cache-Control', 'max-age=60').end(body);
    expect((await site.get('/a')).text).toBe(body.toString());
    await site.cache.holds(`${site.base}/a`, site.now);
    const hit = await site.get('/a');
    expect(hit.cache).toContain('hit');
    expect(hit.text === body.toString()).toBe(true);
    expect(hit.header('content-length')).toBe('3000000');
    expect(readdirSync(site.dir, { recursive: true }).filter((name) => String(name).endsWith('.part'))).toEqual([]);
  });

  test('a body larger than a quarter of the cache passes through unstored', async () => {
    await site.close();
    site = await openCachedOrigin({ maxBytes: 4_000_000 });
    const body = Buffer.alloc(1_500_000, 'x');
    site.handler = (_request, response) => {
      response.writeHead(200, { 'Cache-Control': 'max-age=60', 'Transfer-Encoding': 'chunked' });
      response.end(body);
    };
    expect((await site.get('/a')).text).toHaveLength(1_500_000);
    expect((await site.get('/a')).cache).not.toContain('hit');
    await expect.poll(() => readdirSync(site.dir, { recursive: true }).filter((name) => /\.(part|body)$/.test(String(name)))).toEqual([]);
  });

  test('HEAD is answered from a stored GET', async () => {
    site.handler = page({ 'Cache-Control': 'max-age=60' });
    await site.get('/a');
    const head = await site.get('/a', { method: 'HEAD' });
    expect([head.status, head.text, head.header('content-length')]).toEqual([200, '', '6']);
    expect(site.received).toHaveLength(1);
  });

  test('204 is stored without a body', async () => {
    site.handler = (_request, response) => response.writeHead(204, { 'Cache-Control': 'max-age=60' }).end();
    await site.get('/a');
    const hit = await site.get('/a');
    expect([hit.status, hit.cache.includes('hit'), hit.header('content-length')]).toEqual([204, true, null]);
  });
});

describe('changes', () => {
  test.each(['POST', 'PUT', 'DELETE'])(
    'a successful %s drops what is stored for its address and for the Location it names',
    async (method) => {
      site.handler = page({ 'Cache-Control': 'max-age=60' });
      await site.get('/a');
      await site.get('/b');
      site.handler = page({ Location: '/b' }, '', 201);
      await site.get('/a', { method, body: 'x' });
      site.handler = page({ 'Cache-Control': 'max-age=60' }, 'new');
      expect((await site.get('/a')).text).toBe('new');
      expect((await site.get('/b')).text).toBe('new');
    },
  );

  test('a failed POST drops nothing, nor does a Location on another site', async () => {
    site.handler = page({ 'Cache-Control': 'max-age=60' });
    await site.get('/a');
    site.handler = page({}, '', 500);
    await site.get('/a', { method: 'POST', body: 'x' });
    site.handler = page({ Location: `${site.base}/a` }, '', 201);
    await site.get('/other', { method: 'POST', body: 'x', host: 'localhost' });
    expect((await site.get('/a')).cache).toContain('hit');
  });
});
