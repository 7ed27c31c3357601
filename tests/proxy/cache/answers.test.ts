// Parts, conditions and variants of what is stored.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCachedOrigin, type CachedOrigin } from './cached-origin.ts';

let site: CachedOrigin;
beforeEach(async () => {
  site = await openCachedOrigin();
});
afterEach(() => site.close());

const modified = 'Wed, 01 Jan 2025 00:00:00 GMT';
const digits = '0123456789';

async function stored(headers: Record<string, string> = {}, body: Buffer | string = digits): Promise<void> {
  site.handler = (_request, response) => {
    response.writeHead(200, { 'Cache-Control': 'max-age=60', ETag: '"v1"', 'Last-Modified': modified, ...headers });
    response.end(body);
  };
  await site.get('/a');
  await site.cache.holds(`${site.base}/a`, site.now);
}

describe('ranges', () => {
  test.each([
    ['bytes=0-1', '01', 'bytes 0-1/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=8-999', '89', 'bytes 8-9/10'],
    ['bytes=-999', digits, 'bytes 0-9/10'],
  ])('%s of a stored body is answered 206 without the origin', async (range, text, contentRange) => {
    await stored();
    const part = await site.get('/a', { headers: { Range: range } });
    expect([part.status, part.text, part.header('content-range'), part.header('content-length')]).toEqual([
      206,
      text,
      contentRange,
      String(text.length),
    ]);
    expect(site.received).toHaveLength(1);
  });

  test.each(['bytes=0-1,4-5', 'bytes=5-2', 'bytes=', 'lines=1-2', 'bytes=a-b'])('%s is answered with the whole body', async (range) => {
    await stored();
    const whole = await site.get('/a', { headers: { Range: range } });
    expect([whole.status, whole.text, whole.header('content-range')]).toEqual([200, digits, null]);
  });

  test.each(['bytes=10-', 'bytes=-0'])('%s cannot be satisfied: 416 with the length', async (range) => {
    await stored();
    const refused = await site.get('/a', { headers: { Range: range } });
    expect([refused.status, refused.text, refused.header('content-range')]).toEqual([416, '', 'bytes */10']);
  });

  test('a part that crosses the blocks of a large file comes out right', async () => {
    const body = Buffer.alloc(1_500_000, 'abcdefghijklm');
    await stored({}, body);
    const part = await site.get('/a', { headers: { Range: 'bytes=262100-800000' } });
    expect(part.text === body.toString('latin1', 262_100, 800_001)).toBe(true);
  });

  test.each([
    ['"v1"', 206],
    ['W/"v1"', 200],
    ['"v2"', 200],
    [modified, 206],
    ['Wed, 01 Jan 2025 00:00:01 GMT', 200],
  ])('If-Range: %s gives %d', async (condition, status) => {
    await stored();
    expect((await site.get('/a', { headers: { Range: 'bytes=0-1', 'If-Range': condition } })).status).toBe(status);
  });

  test('a part of something that is not stored is passed on, with what the origin makes of it', async () => {
    site.handler = (request, response) =>
      response.writeHead(206, { 'Content-Range': 'bytes 0-1/10', 'Cache-Control': 'max-age=60' }).end(request.headers.range);
    expect((await site.get('/a', { headers: { Range: 'bytes=0-1' } })).text).toBe('bytes=0-1');
    expect((await site.get('/a')).cache).not.toContain('hit');
  });
});

describe('conditions of the client', () => {
  test.each([
    [{ 'If-None-Match': '"v1"' }, 304],
    [{ 'If-None-Match': 'W/"v1"' }, 304],
    [{ 'If-None-Match': '"a,b", "v1"' }, 304],
    [{ 'If-None-Match': '*' }, 304],
    [{ 'If-None-Match': '"v2"' }, 200],
    [{ 'If-Modified-Since': modified }, 304],
    [{ 'If-Modified-Since': 'Tue, 31 Dec 2024 23:59:59 GMT' }, 200],
    [{ 'If-Modified-Since': 'yesterday' }, 200],
    [{ 'If-None-Match': '"v2"', 'If-Modified-Since': modified }, 200],
  ])('%j is answered %d from what is stored', async (headers, status) => {
    await stored();
    const answer = await site.get('/a', { headers });
    expect([answer.status, answer.text, answer.header('etag')]).toEqual([status, status === 304 ? '' : digits, '"v1"']);
    expect(site.received).toHaveLength(1);
  });

  test('a client that holds an old copy gets the new one through a validation with our validator', async () => {
    await stored();
    site.now += 61_000;
    let asked: string | undefined;
    site.handler = (request, response) => {
      asked = request.headers['if-none-match'];
      response.writeHead(304, { ETag: '"v1"' }).end();
    };
    const answer = await site.get('/a', { headers: { 'If-None-Match': '"old"' } });
    expect([answer.status, answer.text, asked]).toEqual([200, digits, '"v1"']);
  });

  test('a 304 that speaks of another edition is not believed', async () => {
    await stored();
    site.now += 61_000;
    site.handler = (request, response) =>
      request.headers['if-none-match'] ? response.writeHead(304, { ETag: '"v9"' }).end() : response.end('edition 9');
    expect((await site.get('/a')).text).toBe('edition 9');
  });

  test('If-Match is the origin’s to judge', async () => {
    await stored();
    expect((await site.get('/a', { headers: { 'If-Match': '"v1"' } })).cache).toContain('fwd=bypass');
  });
});

describe('variants', () => {
  test('responses are kept apart by the fields that Vary names, and nothing else', async () => {
    site.handler = (request, response) =>
      response
        .setHeader('Cache-Control', 'max-age=60')
        .setHeader('Vary', 'Accept-Language')
        .end(request.headers['accept-language'] ?? 'none');
    for (const language of ['en', 'cy']) await site.get('/a', { headers: { 'Accept-Language': language } });
    await site.get('/a');
    const hits = await Promise.all([
      site.get('/a', { headers: { 'Accept-Language': 'en', 'User-Agent': 'other' } }),
      site.get('/a', { headers: { 'Accept-Language': 'cy' } }),
      site.get('/a'),
    ]);
    expect(hits.map(({ text }) => text)).toEqual(['en', 'cy', 'none']);
    expect(hits.every(({ cache }) => cache.includes('hit'))).toBe(true);
    expect((await site.get('/a', { headers: { 'Accept-Language': 'de' } })).cache).toContain('fwd=vary-miss');
  });

  test('Accept fields fit in any order and case; other fields must be the same', async () => {
    site.handler = (_request, response) =>
      response.setHeader('Cache-Control', 'max-age=60').setHeader('Vary', 'Accept-Encoding, X-Class').end('x');
    await site.get('/a', { headers: { 'Accept-Encoding': 'gzip, br', 'X-Class': '8B' } });
    expect((await site.get('/a', { headers: { 'Accept-Encoding': 'BR,gzip', 'X-Class': '8B' } })).cache).toContain('hit');
    expect((await site.get('/a', { headers: { 'Accept-Encoding': 'gzip, br', 'X-Class': '8b' } })).cache).toContain('vary-miss');
  });

  test('an origin with endless variants does not fill the memory', async () => {
    site.handler = (_request, response) => response.setHeader('Cache-Control', 'max-age=60').setHeader('Vary', 'X-Id').end('x');
    for (let index = 0; index < 40; index += 1) await site.get('/a', { headers: { 'X-Id': String(index) } });
    await site.cache.holds(`${site.base}/a`, site.now);
    expect((await site.get('/a', { headers: { 'X-Id': '0' } })).cache).toContain('vary-miss');
    expect((await site.get('/a', { headers: { 'X-Id': '39' } })).cache).toContain('hit');
  });
});

describe('HEAD', () => {
  test('its answer brings the stored response up to date, or makes it stale when it differs', async () => {
    await stored();
    site.now += 61_000;
    await site.get('/a', { method: 'HEAD' });
    expect((await site.get('/a')).cache).toContain('hit');
    site.now += 61_000;
    site.handler = (request, response) => {
      response.writeHead(200, { 'Cache-Control': 'max-age=60', ETag: '"v2"' });
      response.end(request.method === 'HEAD' ? undefined : 'edition 2');
    };
    await site.get('/a', { method: 'HEAD' });
    expect((await site.get('/a')).text).toBe('edition 2');
  });
});
