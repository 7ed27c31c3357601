import { expect, test } from 'vitest';
import { warningRests } from '#policies/engine/warning-scope.ts';
import { acceptances } from '#proxy/warnings/acceptances.ts';
import { News } from '#proxy/workers/news.ts';

const now = Date.parse('2026-11-26T11:05:00Z');

test('what one worker was told another knows at once, before it has listened', () => {
  const channel = `acceptances ${process.pid}`;
  const [one, other] = [new News(channel), new News(channel)];
  const [first, second] = [acceptances(one), acceptances(other)];
  first.accept('mia', 'rule site.test', now);
  expect(second.has('mia', 'rule site.test', now + 1)).toBe(true);
  expect(second.has('mia', 'rule other.test', now + 1)).toBe(false);
  expect(second.has('tom', 'rule site.test', now + 1)).toBe(false);
  one.close();
  other.close();
});

test('it rests for half an hour at most, whatever is said and wherever the clock is put', () => {
  const known = acceptances();
  known.accept('mia', 'long', now, 10 * warningRests);
  known.accept('mia', 'short', now, 1_000);
  expect(['long', 'short'].map((scope) => known.has('mia', scope, now))).toEqual([true, true]);
  expect(['long', 'short'].map((scope) => known.has('mia', scope, now + 1_000))).toEqual([true, false]);
  expect(known.has('mia', 'long', now + warningRests)).toBe(false);
  expect(known.has('mia', 'long', now - 1)).toBe(false);
});
