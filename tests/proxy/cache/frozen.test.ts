// What was reviewed is what pupils get: a frozen copy is given as it is, whatever its origin has by now, where the origin does not forbid that.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCachedOrigin, type CachedOrigin, type Handler } from './cached-origin.ts';

let site: CachedOrigin;
beforeEach(async () => {
  site = await openCachedOrigin();
});
afterEach(() => site.close());

const hour = 3_600_000;
const page =
  (headers: Record<string, string>, body: string): Handler =>
  (_request, response) => {
    response.writeHead(200, headers);
    response.end(body);
  };
const pin = (state?: 'frozen' | 'thawed'): Promise<void> => site.cache.pin([`${site.base}/lesson`], site.now + hour, state);
async function reviewed(headers: Record<string, string>): Promise<void> {
  site.handler = page(headers, 'reviewed');
  await site.get('/lesson', { purpose: 'precache' });
  await pin('frozen');
  site.handler = page(headers, 'changed');
  site.now += hour / 2;
}
const text = async (headers: Record<string, string> = {}): Promise<string> => (await site.get('/lesson', { headers })).text;

test('is given however it is asked for, without a word to the origin, until the pin ends', async () => {
  await reviewed({ 'Cache-Control': 'max-age=5', ETag: '"1"' });
  const before = site.received.length;
  expect([await text(), await text({ 'cache-control': 'no-cache' }), await text({ 'cache-control': 'max-age=0' })]).toEqual([
    'reviewed',
    'reviewed',
    'reviewed',
  ]);
  expect(site.received.length).toBe(before);
  site.now += hour;
  expect(await text()).toBe('changed');
});

test('outlives a restart', async () => {
  await reviewed({ 'Cache-Control': 'max-age=5' });
  await site.restart();
  expect(await text()).toBe('reviewed');
});

test('is not taken away by another lesson that needs the same page, only by whoever says so', async () => {
  await reviewed({ 'Cache-Control': 'max-age=5' });
  await pin();
  expect(await text()).toBe('reviewed');
  await pin('thawed');
  expect(await text()).toBe('changed');
});

test('is not given where the origin forbids it', async () => {
  await reviewed({ 'Cache-Control': 'max-age=5, must-revalidate' });
  expect(await text()).toBe('changed');
});

test('is passed by whoever wants to see the page as it is', async () => {
  await reviewed({ 'Cache-Control': 'max-age=5' });
  expect([await text({ 'cache-control': 'no-store' }), await text()]).toEqual(['changed', 'reviewed']);
});
