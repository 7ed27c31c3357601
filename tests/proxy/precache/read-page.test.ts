// A page that never ends must not keep a class from its lesson: it is read within the bounds of a visit.
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { FetchThroughPipeline } from '#proxy/exchange/internal-request.ts';
import { readPage } from '#proxy/precache/read-page.ts';

const ended: string[] = [];

/** A site whose page goes on for ever, in pieces of so many bytes with a pause between them. */
function endless(bytes: number, pause: number): FetchThroughPipeline {
  async function* pieces() {
    try {
      yield Buffer.from('<title>Endless</title><p>Rivers and lakes</p>');
      for (;;) {
        yield Buffer.alloc(bytes, 'rivers ');
        await sleep(pause);
      }
    } finally {
      ended.push('ended');
    }
  }
  return () =>
    Promise.resolve({
      status: 200,
      statusText: 'OK',
      headers: [['content-type', 'text/html; charset=utf-8']],
      body: Readable.from(pieces()),
      stopped: null,
      warned: null,
    });
}

test.each([
  ['pours', 1_000_000, 0],
  ['drips', 1, 20],
])('a page that %s without an end is read as far as it came, and left', async (_how, bytes, pause) => {
  const from = performance.now();
  const read = await readPage({
    url: 'https://allowed.test/',
    group: '8b',
    at: 0,
    permits: [],
    fetch: endless(bytes, pause),
    limits: { redirects: 3, bytes: 20_000_000, milliseconds: 600 },
    signal: new AbortController().signal,
  });
  expect(performance.now() - from).toBeLessThan(3_000);
  expect(read).toMatchObject({ page: { title: 'Endless' } });
  await expect.poll(() => ended.length).toBeGreaterThan(0);
  ended.length = 0;
});

test('a site that does not answer at all is given up in the same time', async () => {
  const never: FetchThroughPipeline = (_request, signal) =>
    new Promise((_done, failed) => {
      if (signal?.aborted === true) failed(new Error('aborted'));
      signal?.addEventListener('abort', () => failed(new Error('aborted')));
    });
  const limits = { redirects: 3, bytes: 1_000, milliseconds: 200 };
  const common = { url: 'https://allowed.test/', group: '8b', at: 0, permits: [], fetch: never, limits };
  expect(await readPage({ ...common, signal: new AbortController().signal })).toEqual({ problem: 'The site did not answer in time.' });
  await expect(readPage({ ...common, signal: AbortSignal.abort() })).rejects.toThrow();
});
