// A process that is killed while it stores, a disk that is full, a folder that takes nothing: what is found again is whole.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BodyFiles } from '#proxy/cache/body-files.ts';
import { openHttpCache, type HttpCache } from '#proxy/cache/http-cache.ts';
import { eventually } from '../../support/events.ts';
import { askFor, pageBody, pageUrl } from './pages-to-keep.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'schoolgate-hard-times-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const run = promisify(execFile);
const filler = join(import.meta.dirname, 'children', 'cache-filler.ts');
const project = join(import.meta.dirname, '../../..');
const open = (limits: { maxBytes?: number; maxFiles?: number } = {}): Promise<HttpCache> =>
  openHttpCache({ dir, maxBytes: 1_000_000_000, clock: Date.now, ...limits });
const files = (kind: string): string[] =>
  readdirSync(dir, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(kind))
    .map((name) => join(dir, name));
const reopened = async (): Promise<HttpCache> => {
  const cache = await open();
  await cache.holds(pageUrl(0), Date.now());
  return cache;
};

/** Every file belongs to something, and every body is what its name says. */
function expectNothingLeftOver(): void {
  expect(files('.part')).toEqual([]);
  const needed = new Set(files('.meta').map((file) => (JSON.parse(readFileSync(file, 'utf8').slice(9)) as { digest: string }).digest));
  const bodies = files('.body');
  for (const file of bodies) expect(file).toContain(createHash('sha256').update(readFileSync(file)).digest('hex'));
  expect(bodies.length).toBe(needed.size);
}

test('a process that is killed while it stores leaves nothing that counts and is not whole', async () => {
  let hits = 0;
  for (const lifetime of [3, 17, 40]) {
    const child = spawn(process.execPath, [filler, dir, '0', '100000'], { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let told = 0;
    child.stdout.on('data', (data: Buffer) => {
      told += data.toString().split('\n').length - 1;
      if (told >= lifetime) child.kill('SIGKILL');
    });
    await ended;
    const cache = await reopened();
    for (let number = 0; number < lifetime; number += 1) {
      const { body, hit } = await askFor(cache, number);
      expect(body.equals(pageBody(number))).toBe(true);
      if (hit) hits += 1;
    }
    await cache.close();
    expectNothingLeftOver();
  }
  expect(hits).toBeGreaterThan(15);
});

test('where files may not grow past a size everything passes through, what fits is stored, and the rest is counted', async () => {
  // 512 blocks of 1,024 bytes: the system refuses to write further, as it does on a full disk.
  const { stdout } = await run('bash', ['-c', `ulimit -f 512; exec "$0" "$@"`, process.execPath, filler, dir, '0', '29'], {
    cwd: project,
  });
  const tooLarge = Array.from({ length: 30 }, (_, number) => pageBody(number)).filter(({ length }) => length > 524_288).length;
  expect(tooLarge).toBeGreaterThan(10);
  expect(stdout).toContain(`failures ${tooLarge}`);
  const cache = await reopened();
  for (let number = 0; number < 30; number += 1) {
    const { body, hit } = await askFor(cache, number);
    expect([body.equals(pageBody(number)), hit]).toEqual([true, pageBody(number).length <= 524_288]);
  }
  await cache.close();
  expectNothingLeftOver();
});

test('where the disk takes a body and not its record, neither stays', async () => {
  // Page 0 has ten bytes; its record, with a field of 4,000, is more than the three blocks that are allowed.
  const { stdout } = await run('bash', ['-c', `ulimit -f 3; exec "$0" "$@"`, process.execPath, filler, dir, '0', '0', '4000'], {
    cwd: project,
  });
  expect(stdout).toContain('failures 1');
  expect([...files('.body'), ...files('.meta'), ...files('.part')]).toEqual([]);
});

test('a folder that may only be read is read, and what is not in it passes through and is counted', async () => {
  const stored = await open();
  for (const number of [0, 1]) await askFor(stored, number);
  await stored.close();
  const { stdout } = await run(process.execPath, ['--permission', '--allow-fs-read=*', filler, dir, '0', '3'], { cwd: project });
  expect(stdout).toContain('failures 2');
});

test('what is in memory is answered without the disk', async () => {
  const cache = await open();
  for (const number of [0, 10]) await askFor(cache, number);
  await cache.holds(pageUrl(10), Date.now());
  for (const file of [...files('.body'), ...files('.meta')]) rmSync(file);
  for (const number of [0, 10])
    expect(await askFor(cache, number)).toEqual({ body: pageBody(number), hit: pageBody(number).length <= 524_288 });
  await cache.close();
});

test('equal bodies are one file, kept as long as one address needs it', async () => {
  const cache = await open();
  await askFor(cache, 8);
  await askFor(cache, 9);
  await cache.holds(pageUrl(9), Date.now());
  await eventually('both records to be written', () => files('.meta').length === 2);
  expect(files('.body')).toHaveLength(1);
  await cache.close();

  const [first = ''] = files('.meta');
  truncateSync(first, 10);
  const again = await reopened();
  expect([files('.meta').length, files('.body').length]).toEqual([1, 1]);
  const answers = [await askFor(again, 8), await askFor(again, 9)];
  expect(answers.map(({ body }) => body.equals(pageBody(8)))).toEqual([true, true]);
  expect(answers.filter(({ hit }) => hit)).toHaveLength(1);
  await again.close();
});

test('storing a body while the same one is removed leaves it in its place, in whichever order they begin', async () => {
  const body = Buffer.from('twice');
  const bodies = new BodyFiles((digest) => join(dir, digest));
  for (let round = 0; round < 50; round += 1) {
    let needed = false;
    const put = (): Promise<void> =>
      bodies.put('digest', body.length, join(dir, 'part'), body, async () => {
        needed = true;
        return Promise.resolve();
      });
    const remove = (): Promise<void> => bodies.remove('digest', () => needed);
    await Promise.all(round % 2 === 0 ? [put(), remove()] : [remove(), put()]);
    expect(await bodies.length('digest')).toBe(body.length);
    await bodies.remove('digest', () => false);
    expect(await bodies.length('digest')).toBeNull();
  }
});

test('a damaged body is damaged for everybody who has it, and each of them is mended', async () => {
  const cache = await open();
  for (const number of [8, 9]) await askFor(cache, number);
  await cache.close();
  const [body = ''] = files('.body');
  writeFileSync(body, Buffer.alloc(statSync(body).size, 'not what it was'));
  const again = await reopened();
  const answers: boolean[] = [];
  for (const number of [8, 9, 8, 9]) {
    const answer = await askFor(again, number).catch(() => null);
    if (answer) expect(answer.body.equals(pageBody(8))).toBe(true);
    answers.push(answer?.hit ?? false);
  }
  expect(answers.slice(0, 2)).toEqual([false, false]);
  expect((await askFor(again, 8)).hit).toBe(true);
  await again.close();
  expectNothingLeftOver();
});

test('there are never more files than allowed, after a restart with a smaller limit neither', async () => {
  const cache = await open({ maxFiles: 30 });
  for (let number = 0; number < 40; number += 1) await askFor(cache, number);
  await cache.close();
  expect(files('').filter((name) => /\.(?:meta|body)$/.test(name)).length).toBeLessThanOrEqual(30);
  const smaller = await open({ maxFiles: 10 });
  await smaller.holds(pageUrl(0), Date.now());
  expect((await askFor(smaller, 39)).hit).toBe(true);
  await smaller.close();
  expect(files('').filter((name) => /\.(?:meta|body)$/.test(name)).length).toBeLessThanOrEqual(10);
});
