// One body, several readers, each at their own pace: all get the same bytes, and only what is complete counts as complete.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Recording, type RecordingOptions } from '#proxy/cache/recording.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'schoolgate-recording-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const record = (source: Readable, options: Partial<RecordingOptions> = {}): Recording =>
  new Recording({
    source,
    path: join(dir, 'body.part'),
    expectedLength: null,
    maxLength: 100_000_000,
    gaveUp: () => undefined,
    ...options,
  });

async function read(reader: Readable, pause: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of reader) {
    chunks.push(chunk as Buffer);
    if (pause > 0) await wait(pause);
  }
  return Buffer.concat(chunks);
}

/** Bytes of which each place can be told. */
const body = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * 7 + (index >> 8)) % 251));
function* pieces(size: number): Generator<Buffer> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

let runs = 0;

test('readers of every pace, early and late, get the same bytes, in memory or on disk', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1000, max: 200_000 }),
      fc.array(fc.record({ pause: fc.integer({ min: 0, max: 2 }), after: fc.integer({ min: 0, max: 20 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
      async (size, readers) => {
        runs += 1;
        const path = join(dir, `${runs}.part`);
        const recording = record(Readable.from(pieces(size)), { path });
        const first = read(recording.reader(), 0);
        const others = readers.map(async ({ pause, after }) => {
          await wait(after);
          expect(recording.joinable).toBe(true);
          return read(recording.reader(), pause);
        });
        for (const one of await Promise.all([first, ...others])) expect(one.equals(body)).toBe(true);
        expect(await recording.ended).toMatchObject({ complete: true, length: body.length, bytes: null });
        expect(readFileSync(path).equals(body)).toBe(true);
        recording.release();
      },
    ),
    { numRuns: 12 },
  );
});

test('a body that is shorter or longer than was announced is not complete, and its reader is told', async () => {
  for (const expectedLength of [4, 6]) {
    const recording = record(Readable.from([Buffer.from('12345')]), { expectedLength });
    await expect(read(recording.reader(), 0)).rejects.toThrow('not as long');
    expect(await recording.ended).toEqual({ complete: false });
  }
});

test('a body that grows too large goes on to its readers, slow ones too, and leaves no file', async () => {
  const given: string[] = [];
  const recording = record(Readable.from(pieces(50_000)), { maxLength: 1_000_000, gaveUp: (why) => given.push(why) });
  const [fast, slow] = await Promise.all([read(recording.reader(), 0), read(recording.reader(), 1)]);
  expect([fast.equals(body), slow.equals(body)]).toEqual([true, true]);
  expect(given).toEqual(['too-large']);
  expect(await recording.ended).toEqual({ complete: false });
  expect(recording.joinable).toBe(false);
  await expect.poll(() => existsSync(join(dir, 'body.part'))).toBe(false);
});
