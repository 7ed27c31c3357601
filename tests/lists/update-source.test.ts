// Lists over HTTPS from a server that may be anything: the version in force stays until a better one is whole.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { acceptHeld } from '#main/lists/accept-held.ts';
import { parseListsFile } from '#main/lists/lists-file.ts';
import { readSources } from '#main/lists/read-sources.ts';
import { statusText } from '#main/lists/status-text.ts';
import { readState } from '#main/lists/source-state.ts';
import { updateSource, type Update } from '#main/lists/update-source.ts';
import { Corrections } from '#policies/lists/corrections.ts';
import type { ListItem } from '#policies/lists/list-item.ts';
import { gives, startListServer, type ListServer } from './list-server.ts';

let server: ListServer;
let dataRoot: string;
const folders: string[] = [];
const corrections = new Corrections({ named: [], checked: [], helplines: [] });

beforeAll(async () => {
  server = await startListServer();
});
afterAll(async () => {
  await server.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  dataRoot = mkdtempSync(join(tmpdir(), 'schoolgate-update-'));
  folders.push(dataRoot);
  server.asked.length = 0;
});

const names = (count: number, word = 'name'): string => Array.from({ length: count }, (_, at) => `${word}-${at}.test\n`).join('');
let at = 0;

function update(change: Partial<Update> = {}): ReturnType<typeof updateSource> {
  const source = { url: `${server.origin}/games.txt`, ...change.source };
  return updateSource({
    dataRoot,
    id: 'feed',
    options: { id: 'feed', name: 'Feed', corrections },
    extraRoots: [server.root],
    patience: 20_000,
    at: ++at,
    ...change,
    source,
  });
}

/** What is in force, as the table would be made of it. */
async function inForce(): Promise<string[]> {
  const hosts: string[] = [];
  const sink = {
    list: () => 0,
    add: (_list: number, _line: number, item: ListItem) => void (item.kind === 'host' && hosts.push(item.host)),
  };
  const file = parseListsFile('lists.yaml', '');
  if (!file.ok) throw new Error(file.problem);
  await readSources({ dataRoot, file: file.value, corrections }, sink);
  return hosts;
}

const problemOf = async (outcome: ReturnType<typeof update>): Promise<string> => {
  const ended = await outcome;
  return ended.ok ? `It was ${ended.value.outcome}.` : ended.problem;
};

test('a list is fetched once, and asked for by its tag after that', async () => {
  server.answer = gives('a.test\nb.test\n', '"one"');
  expect(await update()).toMatchObject({ ok: true, value: { outcome: 'taken' } });
  expect(await inForce()).toEqual(['a.test', 'b.test']);
  expect(await update()).toMatchObject({ ok: true, value: { outcome: 'unchanged' } });
  expect(server.asked.map(({ etag }) => etag)).toEqual([undefined, '"one"']);
  server.answer = gives('a.test\nb.test\nc.test\n', '"two"');
  expect(await update()).toMatchObject({ ok: true, value: { outcome: 'taken' } });
  expect(await inForce()).toEqual(['a.test', 'b.test', 'c.test']);
  // Nothing of the version before is left on the disk.
  expect(readdirSync(join(dataRoot, 'lists/sources/feed/versions'))).toHaveLength(1);
});

test('a server without tags is asked by date', async () => {
  const date = 'Tue, 24 Nov 2026 04:00:00 GMT';
  server.answer = (request, response) => {
    if (request.headers['if-modified-since'] === date) return void response.writeHead(304).end();
    response.writeHead(200, { 'last-modified': date }).end('a.test\n');
  };
  expect(await update()).toMatchObject({ ok: true, value: { outcome: 'taken' } });
  expect(await update()).toMatchObject({ ok: true, value: { outcome: 'unchanged' } });
  expect(await inForce()).toEqual(['a.test']);
});

test('the same bytes under another tag are nothing new', async () => {
  server.answer = gives('a.test\n', '"one"');
  await update();
  server.answer = gives('a.test\n', '"two"');
  expect(await update()).toMatchObject({ ok: true, value: { outcome: 'unchanged' } });
  await update();
  expect(server.asked.at(-1)?.etag).toBe('"two"');
});

test.each([
  ['shrinks to less than half', names(120), /shrunk to less than half: 300 entries before, 120 now/],
  ['grows more than tenfold', names(3_100), /grown more than tenfold/],
])('a list that %s is held for a person, who can accept it', async (_, changed, why) => {
  server.answer = gives(names(300), '"one"');
  await update();
  server.answer = gives(changed, '"two"');
  expect(await update()).toMatchObject({ ok: true, value: { outcome: 'held' } });
  expect(await inForce()).toHaveLength(300);
  const file = parseListsFile('lists.yaml', '');
  expect((await statusText(dataRoot, file.ok ? file.value : never())).join('\n')).toMatch(why);
  // It stays held while nothing changes.
  expect(await update()).toMatchObject({ ok: true, value: { outcome: 'held' } });
  expect(await acceptHeld(dataRoot, 'feed', ++at)).toMatchObject({ ok: true });
  expect(await inForce()).toHaveLength(changed.trim().split('\n').length);
  expect(await acceptHeld(dataRoot, 'feed', ++at)).toMatchObject({ ok: false, problem: 'Nothing of "feed" is held.' });
});

test('a version that is right again replaces one that is held', async () => {
  server.answer = gives(names(300), '"one"');
  await update();
  server.answer = gives(names(10), '"two"');
  await update();
  server.answer = gives(names(310), '"three"');
  expect(await update()).toMatchObject({ ok: true, value: { outcome: 'taken' } });
  expect(await inForce()).toHaveLength(310);
  expect((await readState(join(dataRoot, 'lists/sources/feed')))?.held).toBeNull();
});

test('a list whose lines have become unreadable is held', async () => {
  server.answer = gives(names(300), '"one"');
  await update();
  server.answer = gives(names(300) + 'not a name\n'.repeat(400), '"two"');
  expect(await update()).toMatchObject({ ok: true, value: { outcome: 'held' } });
});

const answers: Readonly<Record<string, readonly [ListServer['answer'], RegExp]>> = {
  'a web page': [
    (_, response) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<p>Login</p>'),
    /gives text\/html/,
  ],
  'a web page that says it is text': [(_, response) => void response.end('<!doctype html><p>Login</p>'), /web page and not a list/],
  'not found': [(_, response) => void response.writeHead(404).end(), /answers 404/],
  'a server that fails': [(_, response) => void response.writeHead(503).end(), /answers 503/],
  'an empty file': [(_, response) => void response.end(), /empty file/],
  'only comments': [(_, response) => void response.end('# nothing\n'), /holds nothing that can be used/],
  'a ring of redirects': [(_, response) => void response.writeHead(302, { location: '/games.txt' }).end(), /without end/],
  'a redirect to plain HTTP': [
    (_, response) => void response.writeHead(302, { location: 'http://localhost/games.txt' }).end(),
    /not HTTPS/,
  ],
  'a redirect to nowhere': [(_, response) => void response.writeHead(302).end(), /without saying where|without end/],
  'more than it may be': [(_, response) => void response.writeHead(200, { 'content-length': 3 << 20 }).end('x'), /larger than 1 MB/],
  'more than it may be, without saying so': [
    (_, response) => void (response.write(names(1_000)), response.end(names(100_000))),
    /larger than 1 MB/,
  ],
  'fewer bytes than promised': [
    (_, response) => {
      response.writeHead(200, { 'content-length': 5_000 });
      response.write(names(10));
      setTimeout(() => response.socket?.destroy(), 50);
    },
    /broke off|cannot be reached/,
  ],
  'an answer that breaks off': [
    (_, response) => {
      response.write(names(10));
      setTimeout(() => response.socket?.destroy(), 50);
    },
    /broke off|cannot be reached/,
  ],
  'a gzip file that is cut': [(_, response) => void response.end(gzipSync(names(3_000)).subarray(0, 2_000)), /cut off/],
  'an archive in another coat': [(_, response) => void response.end('PK\u0003\u0004'), /zip archive/],
};

test.each(Object.entries(answers))('%s changes nothing and is told in a sentence', async (_, [answer, problem]) => {
  server.answer = gives(names(300), '"one"');
  await update();
  server.answer = answer;
  const told = await problemOf(update({ source: { url: `${server.origin}/games.txt`, maxMegabytes: 1 } }));
  expect(told).toMatch(problem);
  expect(told).toMatch(/\.$/);
  expect(await inForce()).toHaveLength(300);
  const state = await readState(join(dataRoot, 'lists/sources/feed'));
  expect(state?.last).toMatchObject({ outcome: 'failed', problem: told });
  expect(readdirSync(join(dataRoot, 'lists/sources/feed/versions'))).toEqual([state?.current?.sha256]);
});

test('a server that drips bytes is left after the time it has', async () => {
  server.answer = (_, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  };
  const from = performance.now();
  expect(await problemOf(update({ patience: 600 }))).toMatch(/took longer than/);
  server.answer = () => undefined;
  expect(await problemOf(update({ patience: 600 }))).toMatch(/took longer than|does not answer/);
  expect(performance.now() - from).toBeLessThan(5_000);
  expect(await inForce()).toEqual([]);
});

test('a certificate that nobody vouches for is refused', async () => {
  server.answer = gives('a.test\n', '"one"');
  expect(await problemOf(update({ extraRoots: [] }))).toMatch(/certificate that is not to be trusted/);
  expect(server.asked).toEqual([]);
});

test('a server that is not there is told', async () => {
  expect(await problemOf(update({ source: { url: 'https://localhost:1/x' } }))).toMatch(/cannot be reached/);
});

test('a list that must have certain bytes is taken with those only', async () => {
  server.answer = gives('a.test\n', '"one"');
  const sha256 = '0'.repeat(64);
  expect(await problemOf(update({ source: { url: `${server.origin}/games.txt`, sha256 } }))).toMatch(/lists.yaml asks for 0{64}/);
  expect(await inForce()).toEqual([]);
  expect(existsSync(join(dataRoot, 'lists/sources/feed/source.json'))).toBe(true);
});

test('two updates of one source do not run together', async () => {
  server.answer = (_, response) => void setTimeout(() => response.end('a.test\n'), 200);
  const [first, second] = await Promise.all([problemOf(update()), problemOf(update())]);
  expect([first, second].sort()).toEqual([expect.stringMatching(/^It is being changed already/), 'It was taken.']);
});

function never(): never {
  throw new Error('It does not happen.');
}
