// The cache's files: restarts, damage, leftovers, and a disk that takes no more.
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCachedOrigin, readBody, type CachedOrigin } from './cached-origin.ts';

let site: CachedOrigin;
beforeEach(async () => {
  site = await openCachedOrigin();
  site.handler = (_request, response) => response.setHeader('Cache-Control', 'max-age=3600').end(body);
});
afterEach(() => site.close());

let body: Buffer | string = 'lesson';
const files = (kind: string): string[] =>
  readdirSync(site.dir, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(kind))
    .map((name) => join(site.dir, name));
const only = (kind: string): string => {
  const [file, ...more] = files(kind);
  if (!file || more.length > 0) throw new Error(`one ${kind} was expected`);
  return file;
};
const store = async (path: string, content: Buffer | string): Promise<void> => {
  body = content;
  await site.get(path);
  await site.cache.holds(site.base + path, site.now);
};
/** Changes one byte in place. */
const flip = (file: string, at: number): void => {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.from('~'), 0, 1, at);
  closeSync(handle);
};
const fromCache = async (path: string): Promise<boolean> => (await site.get(path)).cache.includes('hit');

test('what is stored is there after a restart, with its age', async () => {
  await store('/a', 'lesson');
  await site.restart();
  site.now += 60_000;
  await site.cache.holds(`${site.base}/a`, site.now);
  const hit = await site.get('/a');
  expect([hit.text, Number(hit.header('age')) >= 60]).toEqual(['lesson', true]);
});

test('file names hold nothing that a client or an origin sent, and only the proxy may read them', async () => {
  await store('/..%2f..%2fetc/passwd?a=../../x', 'lesson');
  const names = [...files('.body'), ...files('.meta')];
  expect(names).toHaveLength(2);
  for (const name of names) {
    expect(name.slice(site.dir.length)).toMatch(/^\/v1\/[0-9a-f]{2}\/[0-9a-f]{64}\.(body|meta)$/);
    expect(statSync(name).mode & 0o077).toBe(0);
  }
});

test.each([
  ['a record with one byte changed', () => flip(only('.meta'), 40)],
  ['a record cut short', () => truncateSync(only('.meta'), 20)],
  ['a record that is empty', () => truncateSync(only('.meta'), 0)],
  [
    'a record under another name',
    () =>
      renameSync(
        only('.meta'),
        only('.meta').replace(/[0-9a-f]{64}/, (id) => `${id.slice(0, 63)}${id.endsWith('0') ? '1' : '0'}`),
      ),
  ],
  ['a body cut short', () => truncateSync(only('.body'), 3)],
  ['a body with one byte changed', () => flip(only('.body'), 2)],
  ['a body that is gone', () => rmSync(only('.body'))],
  ['a body that grew', () => appendFileSync(only('.body'), 'more')],
])('%s is dropped and fetched anew', async (_name, damage) => {
  await store('/a', 'lesson');
  damage();
  await site.restart();
  await expect.poll(async () => (await site.get('/a')).text).toBe('lesson');
  expect(site.received).toHaveLength(2);
  expect(await fromCache('/a')).toBe(true);
});

test('a large body that is damaged further on ends with an error, not with wrong bytes, and is fetched anew', async () => {
  await store('/a', Buffer.alloc(2_000_000, 'a'));
  flip(only('.body'), 1_500_000);
  const damaged = await site.open('/a');
  await expect(readBody(damaged)).rejects.toThrow('damaged');
  expect((await site.get('/a')).text).toHaveLength(2_000_000);
  expect(site.received).toHaveLength(2);
});

test('leftovers of a crash are removed when the cache is opened, and other people’s files are left alone', async () => {
  const id = 'ab'.padEnd(64, '0');
  mkdirSync(join(site.dir, 'v1', 'ab'), { recursive: true });
  for (const kind of ['part', 'body', 'meta.part']) writeFileSync(join(site.dir, 'v1', 'ab', `${id}.${kind}`), 'half');
  writeFileSync(join(site.dir, 'v1', 'ab', 'README'), 'not ours');
  await site.restart();
  await expect.poll(() => readdirSync(join(site.dir, 'v1', 'ab'))).toEqual(['README']);
});

test('when the disk takes nothing, responses pass through and it is counted', async () => {
  await site.cache.close();
  rmSync(join(site.dir, 'v1'), { recursive: true });
  writeFileSync(join(site.dir, 'v1'), 'in the way');
  body = 'small';
  expect((await site.get('/small')).text).toBe('small');
  body = Buffer.alloc(2_000_000, 'b');
  expect((await site.get('/large')).text).toHaveLength(2_000_000);
  await expect.poll(() => site.cache.diskFailures).toBe(2);
  expect(await fromCache('/small')).toBe(false);
});

test('a body that is being read stays readable although it is dropped meanwhile', async () => {
  const content = Buffer.alloc(3_000_000, 'c');
  await store('/a', content);
  const opened = await site.open('/a');
  await site.get('/a', { method: 'DELETE', body: '' });
  await expect.poll(() => files('.body')).toEqual([]);
  expect((await readBody(opened)).equals(content)).toBe(true);
});

test('pins that cannot be read count as none, and the cache still opens', async () => {
  await site.cache.pin([`${site.base}/a`], site.now + 1000);
  writeFileSync(join(site.dir, 'pins.json'), '{"format":1,"pins":[["x"');
  await site.restart();
  expect((await site.get('/a')).text).toBe(String(body));
});

test('a stream of a stored body that is given up closes its file', async () => {
  await store('/a', Buffer.alloc(3_000_000, 'd'));
  const { body: opened } = await site.open('/a');
  if (!(opened instanceof Readable)) throw new Error('a stream was expected');
  const closed = new Promise((resolve) => opened.once('close', resolve));
  opened.destroy();
  await closed;
  expect(openFiles().filter((name) => name.endsWith('.body'))).toEqual([]);
});

function openFiles(): string[] {
  return readdirSync('/proc/self/fd').map((fd) => {
    try {
      return statSync(`/proc/self/fd/${fd}`).isFile() ? readlinkSync(`/proc/self/fd/${fd}`) : '';
    } catch {
      return '';
    }
  });
}
