// A clock that jumps: what came while it was wrong is validated, not believed for years and not kept for ever.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCachedOrigin, type CachedOrigin } from './cached-origin.ts';

let site: CachedOrigin;
beforeEach(async () => {
  site = await openCachedOrigin();
  site.handler = (_request, response) => response.setHeader('Cache-Control', 'max-age=3600').end(`edition ${site.received.length}`);
});
afterEach(() => site.close());

const year = 31_536_000_000;
const stored = (): Promise<unknown> => site.cache.holds(`${site.base}/a`, site.now);

test('what came when the clock was a year ahead is fetched anew once it is right, and that is kept', async () => {
  site.now += year;
  await site.get('/a');
  await stored();
  site.now -= year;
  expect((await site.get('/a')).text).toBe('edition 2');
  await stored();
  expect((await site.get('/a')).cache).toContain('hit');
  site.now += 3_601_000;
  expect((await site.get('/a')).text).toBe('edition 3');
});

test('a step of a second back, as clocks are set all day, changes nothing', async () => {
  await site.get('/a');
  await stored();
  site.now -= 1000;
  const hit = await site.get('/a');
  expect([hit.cache.includes('hit'), hit.header('age')]).toEqual([true, '0']);
});

test('a jump ahead makes everything stale', async () => {
  await site.get('/a');
  await stored();
  site.now += year;
  expect((await site.get('/a')).text).toBe('edition 2');
});

test('an origin that failed when the clock was a year ahead is not taken as failing for a year', async () => {
  const began = site.now;
  await site.get('/a', { purpose: 'precache' });
  await stored();
  await site.cache.pin([`${site.base}/a`], began + 2 * year);
  site.now = began + year;
  await site.switchOff();
  expect((await site.get('/a')).text).toBe('edition 1');
  await site.switchOn();
  site.now = began + 7_200_000;
  expect((await site.get('/a')).text).toBe('edition 2');
});
