// How fast one host is asked, and what it says of when to come back.
import { expect, test } from 'vitest';
import { hostPace, retryAfter } from '#proxy/precache/visit/host-pace.ts';

const signal = new AbortController().signal;
const forEver = Number.POSITIVE_INFINITY;

test('a burst goes at once, then so many a second; another host is not held up', async () => {
  const pace = hostPace({ burst: 10, perSecond: 50 });
  const began = performance.now();
  let gone = 0;
  const all = Array.from({ length: 30 }, async () => {
    await pace.turn('a.test', forEver, signal);
    gone += 1;
  });
  await expect.poll(() => gone, { interval: 1 }).toBeGreaterThanOrEqual(10);
  expect(gone).toBeLessThan(20);
  await Promise.all(all);
  expect(performance.now() - began).toBeGreaterThan(370);
  const before = performance.now();
  await pace.turn('b.test', forEver, signal);
  expect(performance.now() - before).toBeLessThan(20);
});

test('a host that asks for rest is left alone, and not waited for beyond the end', async () => {
  const pace = hostPace({ burst: 10, perSecond: 50 });
  pace.rest('a.test', 80);
  expect(await pace.turn('a.test', performance.now() + 50, signal)).toBe(false);
  const began = performance.now();
  expect(await pace.turn('a.test', forEver, signal)).toBe(true);
  expect(performance.now() - began).toBeGreaterThan(60);
});

test('a wait ends with the visit', async () => {
  const pace = hostPace({ burst: 1, perSecond: 1 });
  await pace.turn('a.test', forEver, signal);
  await expect(pace.turn('a.test', forEver, AbortSignal.timeout(20))).rejects.toThrow();
});

test('Retry-After in seconds and as a date', () => {
  const now = Date.parse('2026-11-25T10:00:00Z');
  expect([
    retryAfter('120', now),
    retryAfter('Wed, 25 Nov 2026 10:00:05 GMT', now),
    retryAfter('Wed, 25 Nov 2026 09:00:00 GMT', now),
    retryAfter('soon', now),
    retryAfter(null, now),
  ]).toEqual([120_000, 5_000, 0, null, null]);
});
