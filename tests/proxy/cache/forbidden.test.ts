// What a mandatory list names is not kept: not what was stored before the list named it, and not what comes after.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJudge, type Judge } from '#policies/engine/judge.ts';
import { openHttpCache, type HttpCache } from '#proxy/cache/http-cache.ts';
import { bundleOf, listOf } from '../../policies/support/judging.ts';
import { askFor, pageUrl } from './pages-to-keep.ts';

let dir: string;
let cache: HttpCache;
const open = (): Promise<HttpCache> => openHttpCache({ dir, maxBytes: 1_000_000_000, clock: Date.now });
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'schoolgate-forbidden-'));
  cache = await open();
});
afterEach(async () => {
  await cache.close();
  rmSync(dir, { recursive: true, force: true });
});

const judgeOf = (number: number, ...illegal: string[]): Judge =>
  createJudge({ ...bundleOf({ lists: illegal.length > 0 ? [listOf('illegal', ...illegal)] : [] }), number });
const bodies = (): number => readdirSync(dir, { recursive: true }).filter((name) => String(name).endsWith('.body')).length;
const held = async (number: number): Promise<boolean> => (await cache.holds(pageUrl(number), Date.now())) !== null;

test('what was stored before a list named it is removed from the disk as soon as the new policy judges anything', async () => {
  for (const number of [1, 2, 3]) await askFor(cache, number, judgeOf(1));
  expect([await held(1), await held(2), bodies()]).toEqual([true, true, 3]);
  await askFor(cache, 3, judgeOf(2, 'pages.test/1'));
  await expect.poll(bodies).toBe(2);
  expect([await held(1), await held(2)]).toEqual([false, true]);
});

test('what an earlier process stored is removed too', async () => {
  for (const number of [1, 2]) await askFor(cache, number, judgeOf(1));
  await cache.close();
  cache = await open();
  await askFor(cache, 2, judgeOf(2, 'pages.test/1'));
  await expect.poll(bodies).toBe(1);
  expect([await held(1), await held(2)]).toEqual([false, true]);
});

test('a request that an older policy let pass while a newer one forbids its address leaves nothing behind', async () => {
  await askFor(cache, 2, judgeOf(2, 'pages.test/1'));
  await askFor(cache, 1, judgeOf(1));
  expect([await held(1), await held(2), bodies()]).toEqual([false, true, 1]);
});

test('a school’s own lists remove nothing: who may see it is asked anew each time', async () => {
  await askFor(cache, 1, judgeOf(1));
  const blocking = createJudge({ ...bundleOf({ lists: [listOf('games', 'pages.test')] }), number: 2 });
  await askFor(cache, 2, blocking);
  expect([await held(1), await held(2)]).toEqual([true, true]);
});
