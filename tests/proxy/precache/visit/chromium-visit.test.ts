// A visit by a real Chromium: as a pupil of the class and nobody in particular, with few rights, and over when it is over.
import { fork } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Rule } from '#policies/model/rule.ts';
import { defaultPrecacheLimits, type PrecacheLimits } from '#proxy/precache/precache-limits.ts';
import { sweepProfiles } from '#proxy/precache/visit/chromium/chromium-process.ts';
import type { VisitOptions, VisitResult } from '#proxy/precache/visit/visit.ts';
import { withoutPolicy } from '../../../support/chromium/managed-policy.ts';
import { mia } from '../../../support/cast.ts';
import { html } from '../../../support/origin-site.ts';
import { connectThrough, open } from '../../support/browser.ts';
import { openProxiedSchool, type ProxiedSchool } from '../../support/proxied-school.ts';
import { file, inRanges, page, picture, script } from './sites/visited-site.ts';
import { visitingProcesses, type VisitingProcess } from './visiting-processes.ts';

let day: ProxiedSchool;
let letGo: () => void;
beforeAll(async () => {
  letGo = await withoutPolicy();
  day = await openProxiedSchool();
}, 320_000);
afterAll(async () => {
  for (const dir of brokenBrowsers) rmSync(dir, { recursive: true, force: true });
  await day.close();
  letGo();
});
beforeEach(() => day.outside.received.splice(0));

const optionsFor = (school: ProxiedSchool, url: string, more: Partial<VisitOptions> = {}): VisitOptions => ({
  url,
  group: '8b',
  at: school.now(),
  permits: [],
  signal: new AbortController().signal,
  limits: defaultPrecacheLimits,
  progress: () => undefined,
  ...more,
});
const visit = (url: string, more: Partial<VisitOptions> = {}): Promise<VisitResult> => day.proxy.visit(optionsFor(day, url, more));
const limited = (limits: Partial<PrecacheLimits>): Partial<VisitOptions> => ({ limits: { ...defaultPrecacheLimits, ...limits } });
const outcomeOf = ({ requests }: VisitResult, url: string) => requests.find((one) => one.url === url)?.outcome;
const abouts = ({ notes }: VisitResult): string[] => notes.map(({ about }) => about);
/** While the browser is under way: what a page asks for that is never answered is answered by a look around. */
function during<T>(path: string, look: () => T | Promise<T>): Promise<T> {
  return new Promise((done, failed) => {
    day.outside.page(path, (_request, response) => {
      Promise.resolve(look()).then((seen) => (response.writeHead(204).end(), done(seen)), failed);
    });
  });
}

/** The browser's own handler of crashes is told last. */
const gone = () => expect.poll(() => visitingProcesses(process.pid), { timeout: 2_000 }).toEqual([]);

describe('what comes of a visit', () => {
  test('title, path, picture, and every object with who asked for it and whether the cache has it now', async () => {
    day.outside.page('start.test/', (_request, response) => void response.writeHead(302, { location: 'https://a.test/rivers' }).end());
    day.outside.page('a.test/rivers', page('<h1>Rivers</h1><img alt="" src="/x.png"><script src="/own.js"></script>'));
    day.outside.page('a.test/x.png', picture);
    day.outside.page('a.test/own.js', file('text/javascript', '1', { 'cache-control': 'private' }));
    const progress: number[] = [];
    const result = await visit('https://start.test/', { progress: ({ requests }) => progress.push(requests) });
    expect(result).toMatchObject({
      by: 'chromium',
      instead: null,
      title: 'Made up',
      path: ['https://start.test/', 'https://a.test/rivers'],
      cutShort: false,
      picture: { type: 'image/webp', width: 1280, height: 800 },
    });
    expect(result.picture?.bytes.subarray(8, 12).toString()).toBe('WEBP');
    expect(result.picture?.bytes.length).toBeLessThanOrEqual(300_000);
    expect(
      result.requests.map(({ url, kind, from }) => [url, kind, from]).toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
    ).toEqual([
      ['https://a.test/own.js', 'script', 'https://a.test/rivers'],
      ['https://a.test/rivers', 'document', null],
      ['https://a.test/x.png', 'image', 'https://a.test/rivers'],
      ['https://start.test/', 'document', null],
    ]);
    expect(outcomeOf(result, 'https://a.test/x.png')).toMatchObject({ is: 'fetched', notStored: null });
    expect(outcomeOf(result, 'https://a.test/own.js')).toMatchObject({ is: 'fetched', notStored: 'private' });
    expect(progress.at(-1)).toBe(4);
    expect(day.outside.requestsTo('a.test')[0]?.headers).toMatchObject({
      'user-agent': expect.not.stringContaining('Headless'),
      'sec-ch-ua': expect.not.stringContaining('Headless'),
      'accept-language': 'en-GB,en-US;q=0.9,en;q=0.8',
    });
    // A pupil is answered from what the visit left.
    const before = day.outside.received.length;
    const browser = { proxyPort: day.proxy.port, authority: day.authority.certificatePem, credentials: await day.deviceOf(mia) };
    expect((await open(browser, 'https://a.test/x.png')).status).toBe(200);
    expect(day.outside.received.length).toBe(before);
  });

  test.each([undefined, 'crawler'] as const)('an icon that the site does not have is not told (%s)', async (by) => {
    day.outside.page('d.test/', html('no icon'));
    day.outside.page('d.test/favicon.ico', (_request, response) => void response.writeHead(404).end());
    const { requests } = await visit('https://d.test/', by === undefined ? {} : { by });
    expect(requests.map(({ url }) => url)).toEqual(['https://d.test/']);
    expect(day.outside.requestsTo('d.test').map(({ path }) => path)).toContain('/favicon.ico');
  });

  test('what only a browser sees: sockets, a service worker, what its own rules stop; questions and windows hold nothing up', async () => {
    day.outside.page(
      'b.test/',
      page(`<script>alert('Hello'); open('https://window.test/'); new WebSocket('wss://live.test/feed');
        navigator.serviceWorker.register('/sw.js'); document.cookie = 'a=1'; fetch('/data');</script><script src="http://insecure.test/x.js"></script>`),
    );
    day.outside.page('b.test/sw.js', script('1'));
    day.outside.page('b.test/data', file('application/json', '{}', { 'set-cookie': 'mine=1' }));
    const result = await visit('https://b.test/');
    expect(abouts(result)).toEqual(expect.arrayContaining(['websocket', 'service-worker', 'live']));
    expect(outcomeOf(result, 'http://insecure.test/x.js')).toEqual({ is: 'left-out', because: 'browser' });
    expect(outcomeOf(result, 'https://b.test/data')).toMatchObject({ notStored: 'set-cookie' });
    expect(day.outside.requestsTo('window.test')).toEqual([]);
  });

  test('what a browser leaves for others is fetched too where it is wanted: further sizes, and a film to its end', async () => {
    const film = Buffer.alloc(3_000_000, 1);
    day.outside.page(
      'c.test/',
      page('<img alt="" src="/small.png" srcset="/large.png 3x"><video preload="metadata" src="/film.mp4"></video>'),
    );
    for (const name of ['small', 'large']) day.outside.page(`c.test/${name}.png`, picture);
    day.outside.page('c.test/film.mp4', inRanges('video/mp4', film));
    const result = await visit('https://c.test/', { complete: true });
    expect(result.by).toBe('chromium');
    expect(result.requests.find(({ url }) => url === 'https://c.test/large.png')).toMatchObject({
      alternative: true,
      outcome: { is: 'fetched' },
    });
    expect(result.requests.find(({ url }) => url === 'https://c.test/film.mp4')).toMatchObject({
      bytes: film.length,
      outcome: { notStored: null },
    });
    day.outside.page('c.test/film.mp4', (_request, response) => void response.destroy());
    const pupil = { proxyPort: day.proxy.port, authority: day.authority.certificatePem, credentials: await day.deviceOf(mia) };
    const end = await open(pupil, 'https://c.test/film.mp4', { headers: { range: 'bytes=2999990-' } });
    expect([end.status, end.text.length]).toEqual([206, 10]);
  });

  test('permissions that are only tried open the page to the visit, and to nobody else; what the law forbids stays closed', async () => {
    const permit: Rule = {
      id: 'tried',
      layer: 'decision',
      effect: 'allow',
      match: { kind: 'any' },
      audience: '8b',
      from: null,
      until: null,
      origin: { kind: 'decision', request: 'request-1', by: 'okafor' },
      reason: null,
    };
    day.outside.page('games.test/chess', page('<script src="https://illegal.test/x.js"></script>'));
    const blocked = await visit('https://games.test/chess');
    expect(outcomeOf(blocked, 'https://games.test/chess')).toMatchObject({ is: 'blocked', stopped: { category: 'games' } });
    // The picture is of our own page: it is what a pupil would see.
    expect(blocked.picture?.bytes.length).toBeGreaterThan(3_000);
    const tried = await visit('https://games.test/chess', { permits: [permit] });
    expect(outcomeOf(tried, 'https://games.test/chess')).toMatchObject({ is: 'fetched' });
    expect(outcomeOf(tried, 'https://illegal.test/x.js')).toMatchObject({ is: 'blocked', stopped: { layer: 'mandatory' } });
    const pupil = { proxyPort: day.proxy.port, authority: day.authority.certificatePem, credentials: await day.deviceOf(mia) };
    expect((await open(pupil, 'https://games.test/chess')).status).toBe(403);
    await expect(visit('https://games.test/chess', { permits: [{ ...permit, layer: 'mandatory' }] })).rejects.toThrow(RangeError);
  });
});

describe('what is no page', () => {
  test.each([
    ['a document to download', 'application/pdf', { 'content-disposition': 'attachment; filename="rivers.pdf"' }],
    ['a document that browsers show', 'application/pdf', {}],
    ['a picture', 'image/png', {}],
    ['a text', 'text/plain', {}],
  ])('%s is fetched and kept', async (_name, type, headers) => {
    const path = `e.test/${type}/${Object.keys(headers).length}`;
    day.outside.page(path, file(type, Buffer.alloc(2_000_000, 'x'), headers));
    const result = await visit(`https://${path}`, { complete: true });
    expect([result.by, result.cutShort]).toEqual(['chromium', false]);
    expect(result.requests[0]).toMatchObject({
      url: `https://${path}`,
      kind: 'document',
      bytes: 2_000_000,
      outcome: { is: 'fetched', notStored: null },
    });
    const asked = day.outside.received.length;
    const pupil = { proxyPort: day.proxy.port, authority: day.authority.certificatePem, credentials: await day.deviceOf(mia) };
    expect((await open(pupil, `https://${path}`)).status).toBe(200);
    expect(day.outside.received.length).toBe(asked);
  });

  test('a host that is not there', async () => {
    day.outside.page('gone.test/', (request) => void request.socket.destroy());
    const result = await visit('https://gone.test/');
    expect(result.requests[0]?.outcome).toMatchObject({ is: 'failed' });
    expect(abouts(result)).not.toContain('refuses-programs');
  });
});

describe('limits', () => {
  test('a page that never has all it asks for is looked at all the same, and the visit ends in time', async () => {
    day.outside.page('slow.test/', page('<h1>Half</h1><img alt="" src="/never.png">'));
    day.outside.page('slow.test/never.png', () => undefined);
    const began = performance.now();
    const result = await visit('https://slow.test/', limited({ milliseconds: 9_000 }));
    expect(performance.now() - began).toBeLessThan(10_000);
    expect([result.title, result.picture === null]).toEqual(['Made up', false]);
  });

  test('requests and bytes without end', async () => {
    day.outside.page('much.test/', page(`<script>for (let i = 0; i < 100; i++) fetch('/' + i)</script>`));
    const many = await visit('https://much.test/', limited({ requests: 20 }));
    expect(many.cutShort).toBe(true);
    expect(day.outside.requestsTo('much.test').length).toBe(20);
    expect(many.requests.filter(({ outcome }) => outcome.is === 'left-out').length).toBe(81);
    day.outside.page('long.test/', page(`<script>fetch('/endless').then((answer) => answer.text())</script>`));
    day.outside.page('long.test/endless', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const more = (): void => void (response.destroyed || response.write(Buffer.alloc(65_536), more));
      more();
    });
    const long = await visit('https://long.test/', limited({ bytes: 3_000_000 }));
    expect([long.cutShort, long.bytes < 8_000_000]).toEqual([true, true]);
  });
});

describe('a page that takes the browser down', () => {
  test.each([
    [
      'wants all memory',
      `<script>const kept = []; onload = () => setTimeout(() => { for (;;) kept.push(new Uint8Array(1e8).fill(1)); }, 50)</script>`,
    ],
    ['never lets go', `<script>onload = () => setTimeout(() => { for (;;); }, 50)</script>`],
  ])(
    '%s: the visit ends, with what was seen',
    async (_name, body) => {
      day.outside.page('bad.test/', page(`<h1>Bad</h1><img alt="" src="/x.png">${body}`));
      day.outside.page('bad.test/x.png', picture);
      const began = performance.now();
      const result = await visit('https://bad.test/', limited({ milliseconds: 6_000 }));
      expect(performance.now() - began).toBeLessThan(8_000);
      expect(result.by).toBe('chromium');
      expect(result.cutShort).toBe(true);
      expect(result.requests.map(({ url }) => url)).toEqual(['https://bad.test/', 'https://bad.test/x.png']);
      await gone();
    },
    20_000,
  );
});

describe('the browser', () => {
  test('has few rights, little memory, and a way out that is its own', async () => {
    day.outside.page('rights.test/', page(`<h1>Rights</h1><script>fetch('/look')</script>${'<p>Rivers run.</p>'.repeat(2_000)}`));
    const looked = during('rights.test/look', async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const processes = visitingProcesses(process.pid);
      const port = Number(/:(\d+)$/.exec(argument(processes, '--proxy-server='))?.[1]);
      const stranger = { proxyPort: port, authority: day.authority.certificatePem, credentials: null };
      const guess = `Basic ${Buffer.from('visit:guess').toString('base64')}`;
      const answers = [
        await connectThrough(stranger, 'a.test:443'),
        await connectThrough({ ...stranger, credentials: guess }, 'a.test:443'),
        // A pupil's own way in is none here, nor the other way round.
        await connectThrough({ ...stranger, credentials: await day.deviceOf(mia) }, 'a.test:443'),
        await connectThrough({ ...stranger, proxyPort: day.proxy.port, credentials: guess }, 'a.test:443'),
      ];
      return { processes, port, statuses: answers.map(({ status, socket }) => (socket.destroy(), status)) };
    });
    await visit('https://rights.test/');
    const { processes, port, statuses } = await looked;
    expect(statuses).toEqual([407, 407, 407, 407]);
    expect(processes.length).toBeGreaterThan(2);
    if (process.getuid?.() === 0) expect([...new Set(processes.map(({ user }) => user))]).toEqual([65_534]);
    const lines = processes.map(({ arguments: given }) => given.join(' '));
    expect(lines.filter((line) => line.includes('--no-sandbox'))).toEqual([]);
    const renderers = processes.filter(({ arguments: given }) => given.includes('--type=renderer'));
    expect(renderers.map(({ seccomp }) => seccomp)).toEqual(renderers.map(() => 2));
    const megabytes = (of: (one: VisitingProcess) => number): number => Math.round(processes.reduce((sum, one) => sum + of(one), 0) / 1e6);
    const own = megabytes(({ anonymous }) => anonymous);
    process.stdout.write(
      `A visiting browser: ${megabytes(({ memory }) => memory)} MB (PSS), of which ${own} MB stand in no file, ${processes.length} processes.\n`,
    );
    expect(own).toBeLessThan(300);
    await gone();
    expect(await isOpen(port)).toBe(false);
  });

  test('goes with the proxy: when it stops in the middle of a visit, and when it is killed', async () => {
    const school = await openProxiedSchool();
    school.outside.page('a.test/', html('<img src="/never.png">'));
    const under = new Promise<void>((done) => school.outside.page('a.test/never.png', () => done()));
    const visited = school.proxy.visit(optionsFor(school, 'https://a.test/'));
    await under;
    const began = performance.now();
    await school.close();
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(await visited).toMatchObject({ cutShort: true });
    await gone();

    const child = fork(join(import.meta.dirname, 'children/visiting-proxy.ts'), { execArgv: [], stdio: 'ignore' });
    const { dir } = await new Promise<{ dir: string }>((done) => child.once('message', (told) => done(told as { dir: string })));
    const profiles = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`schoolgate-visit-${child.pid}-`));
    expect(visitingProcesses(child.pid ?? 0).length).toBeGreaterThan(2);
    child.kill('SIGKILL');
    await expect.poll(() => visitingProcesses(child.pid ?? 0).length, { timeout: 3_000 }).toBe(0);
    rmSync(dir, { recursive: true, force: true });
    // What it leaves on the disk goes before the next visits.
    expect(profiles().length).toBe(1);
    await sweepProfiles();
    expect(profiles()).toEqual([]);
  }, 30_000);

  test('is not missed where there is none, or none that works: the crawler visits, and says why', async () => {
    for (const [browser, words] of [
      [false, /no browser on this machine/],
      ['/usr/bin/no-such-browser', /no browser on this machine/],
      [brokenBrowser('exit 1'), /could not be used/],
      [brokenBrowser(`printf 'not a browser\\0' >&4; cat <&3 >/dev/null`), /could not be used/],
    ] as const) {
      const school = await openProxiedSchool({ proxy: { browser } });
      school.outside.page('a.test/', page('<img alt="" src="/x.png">'));
      const result = await school.proxy.visit(optionsFor(school, 'https://a.test/'));
      expect([result.by, result.picture]).toEqual(['crawler', null]);
      expect(result.instead).toMatch(words);
      await school.close();
    }
  });
});

const brokenBrowsers: string[] = [];

/** A program that says that it is a Chromium, and is none. */
function brokenBrowser(does: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-no-browser-'));
  brokenBrowsers.push(dir);
  const path = join(dir, 'chromium');
  writeFileSync(path, `#!/bin/sh\n[ "$1" = --version ] && echo 'Chromium 156.0.1.1' && exit\n${does}\n`, { mode: 0o755 });
  // Whoever it runs as has to find it.
  chmodSync(dir, 0o755);
  return path;
}

function argument(processes: readonly VisitingProcess[], name: string): string {
  return processes.flatMap(({ arguments: given }) => given).find((one) => one.startsWith(name)) ?? '';
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => (socket.destroy(), done(true)));
    socket.once('error', () => done(false));
  });
}
