// A lesson is prepared as soon as it is approved: what is fetched, what is kept, and what the teacher is told.
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCacheStatus } from '#proxy/cache/cache-status.ts';
import { html, type Page } from '../../support/origin-site.ts';
import { answered } from '../cache/cached-origin.ts';
import { openLessonSchool, type LessonSchool } from './lesson-school.ts';

let day: LessonSchool;
beforeEach(async () => {
  day = await openLessonSchool();
});
afterEach(() => day.close());

const file =
  (type: string, body: Buffer | string, headers: Record<string, string> = {}): Page =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=600', ...headers });
    response.end(body);
  };
const picture = file('image/png', 'png');
const asked = (): string[] => day.outside.received.map(({ host, path }) => host + path).sort();

describe('a page and what it needs', () => {
  beforeEach(() => {
    const { page } = day.outside;
    page(
      'lesson.test/rivers',
      html(
        `<base href="/assets/"><link rel=stylesheet href=style.css><link rel="icon" href="/icon.png"><script src="https://cdn.test/app.js"></script><script type="text/template" src="no.js"></script>
       <img src="delta.png" srcset="delta-2x.png 2x, data:image/png;base64,AA== 3x"><video poster="poster.png"><source src="film.mp4"></video><iframe src="//other.test/map"></iframe>
       <style>@font-face{src:url(/font.woff2)}</style><div style="background:url('inline.png')"></div><a href="/not-needed">x</a>`,
      ),
    );
    page('lesson.test/assets/style.css', file('text/css', '@import "more.css"; /* url(no.png) */ body{background:url(paper.png)}'));
    page('lesson.test/assets/more.css', file('text/css', 'h1{background:url(data:image/png;base64,AA==) url(more.png)}'));
    page('cdn.test/app.js', file('text/javascript', 'x'));
    page('other.test/map', html('<img src="tile.png"><iframe src="/deeper"></iframe>'));
    for (const name of [
      'assets/delta.png',
      'assets/delta-2x.png',
      'assets/poster.png',
      'assets/film.mp4',
      'assets/paper.png',
      'assets/more.png',
      'assets/inline.png',
      'icon.png',
      'font.woff2',
    ])
      page(`lesson.test/${name}`, picture);
    page('other.test/tile.png', picture);
  });

  const needed = [
    'lesson.test/rivers',
    'lesson.test/assets/style.css',
    'lesson.test/assets/more.css',
    'lesson.test/icon.png',
    'cdn.test/app.js',
    'lesson.test/assets/delta.png',
    'lesson.test/assets/delta-2x.png',
    'lesson.test/assets/poster.png',
    'lesson.test/assets/film.mp4',
    'other.test/map',
    'other.test/tile.png',
    'lesson.test/assets/paper.png',
    'lesson.test/assets/more.png',
    'lesson.test/assets/inline.png',
    'lesson.test/font.woff2',
  ];

  test('are fetched once each, stored, and open with every origin switched off while the lesson lasts', async () => {
    const readiness = await day.prepare('https://lesson.test/rivers');
    expect(readiness).toMatchObject({ state: 'green', missing: [], fetched: needed.length, stored: needed.length });
    expect(asked()).toEqual([...needed].sort());
    expect(await day.school.jobs.claim(['precache'], day.now + 3_600_000, 60)).toBeNull();
    await day.outside.switchOff();
    day.now = day.lessonBegins + 60_000;
    for (const address of needed) expect((await answered(await day.asPupil(`https://${address}`))).status).toBe(200);
    expect((await answered(await day.asPupil('https://lesson.test/not-needed'))).status).toBe(502);
  });

  test('are asked for as a browser would', async () => {
    await day.prepare('https://lesson.test/rivers');
    const of = (path: string) => day.outside.received.find((one) => one.path === path)?.headers;
    expect(of('/rivers')).toMatchObject({
      'sec-fetch-dest': 'document',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-site': 'none',
      'accept-encoding': 'gzip, deflate, br, zstd',
    });
    expect(of('/assets/style.css')).toMatchObject({ accept: 'text/css,*/*;q=0.1', referer: 'https://lesson.test/rivers' });
    expect(of('/app.js')).toMatchObject({ 'sec-fetch-site': 'cross-site', referer: 'https://lesson.test/' });
    expect(of('/assets/film.mp4')).toMatchObject({ 'accept-encoding': 'identity;q=1, *;q=0' });
    expect(of('/rivers')?.['cookie']).toBeUndefined();
  });
});

describe('compressed pages', () => {
  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ] as const)('%s is read to find what the page needs, and kept as it came', async (coding, compress) => {
    day.outside.page(
      'lesson.test/a',
      file('text/html', compress(Buffer.from('<img src="/b.png">')), { 'content-encoding': coding, vary: 'Accept-Encoding' }),
    );
    day.outside.page('lesson.test/b.png', picture);
    expect(await day.prepare('https://lesson.test/a')).toMatchObject({ state: 'green', stored: 2 });
    await day.outside.switchOff();
    day.now = day.lessonBegins;
    const kept = await day.asPupil('https://lesson.test/a', { 'Accept-Encoding': 'gzip, deflate, br, zstd' });
    expect([readCacheStatus(kept.headers)?.detail, kept.headers.find(([name]) => name === 'content-encoding')?.[1]]).toEqual([
      'pinned',
      coding,
    ]);
  });

  test('a small page that swells to sixty megabytes is looked at for five', async () => {
    const swelling = gzipSync(Buffer.concat([Buffer.from('<img src="/b.png">'), Buffer.alloc(60_000_000)]));
    day.outside.page('lesson.test/a', file('text/html', swelling, { 'content-encoding': 'gzip' }));
    day.outside.page('lesson.test/b.png', picture);
    const began = process.memoryUsage().rss;
    expect(await day.prepare('https://lesson.test/a')).toMatchObject({ state: 'green', stored: 2 });
    expect(process.memoryUsage().rss - began).toBeLessThan(40_000_000);
  });
});

describe('what is not ready', () => {
  const why = async (page: Page, path = '/part'): Promise<string | undefined> => {
    day.outside.page('lesson.test/a', html(`<script src="${path}"></script>`));
    day.outside.page('lesson.test/part', page);
    const readiness = await day.prepare('https://lesson.test/a');
    expect(readiness.state).toBe('amber');
    expect(readiness.missing).toHaveLength(1);
    return readiness.missing[0]?.why;
  };

  test.each([
    [{ 'cache-control': 'no-store' }, /forbids that a copy is kept/],
    [{ 'cache-control': 'private' }, /for one person only/],
    [{ 'set-cookie': 'a=b' }, /cookie of their own/],
    [{ vary: '*' }, /new answer for every visitor/],
    [{ 'cache-control': 'max-age=0, must-revalidate', etag: '"1"' }, /forbids its use when the site itself cannot be reached/],
    [{ vary: 'User-Agent' }, /different browsers different copies/],
  ])('%j', async (headers, words) => expect(await why(file('text/javascript', 'x', headers))).toMatch(words));

  test('a part that is not found, one that is blocked for the class, one that cannot be reached', async () => {
    day.outside.page(
      'lesson.test/a',
      html('<script src="/gone.js"></script><script src="https://games.test/play.js"></script><img src="https://lesson.test:1/x.png">'),
    );
    day.outside.page('lesson.test/gone.js', (_request, response) => response.writeHead(404).end());
    const { state, missing } = await day.prepare('https://lesson.test/a');
    expect(state).toBe('amber');
    expect(Object.fromEntries(missing.map(({ url, why: words }) => [url, words]))).toMatchObject({
      'https://lesson.test/gone.js': 'The site answered with error 404.',
      'https://games.test/play.js': 'The school’s policy blocks it for this class.',
    });
    expect(day.outside.requestsTo('games.test')).toEqual([]);
  });

  test('the page itself: not found, broken off, or blocked', async () => {
    day.outside.page('lesson.test/a', (_request, response) => response.writeHead(404).end());
    expect(await day.prepare('https://lesson.test/a')).toMatchObject({ state: 'red' });
  });

  test('a page that is blocked for the class even with the permission is red, and says so', async () => {
    expect(await day.prepare('https://games.test/')).toMatchObject({
      state: 'red',
      missing: [{ url: 'https://games.test/', why: 'The school’s policy blocks it for this class.' }],
    });
  });

  test('a page that breaks off is red', async () => {
    day.outside.page('lesson.test/a', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '1000' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await day.prepare('https://lesson.test/a')).toMatchObject({
      state: 'red',
      missing: [{ why: 'The site broke off in the middle of it.' }],
    });
  });
});

describe('redirects', () => {
  const to =
    (location: string, status = 301): Page =>
    (_request, response) =>
      void response.writeHead(status, { location }).end();

  test('are followed and kept, from http to https too', async () => {
    day.outside.page('lesson.test/a', to('https://lesson.test/b'));
    day.outside.page('lesson.test/b', html('there'));
    expect(await day.prepare('http://lesson.test/a')).toMatchObject({ state: 'green', stored: 2 });
    await day.outside.switchOff();
    day.now = day.lessonBegins;
    expect((await day.asPupil('http://lesson.test/a')).status).toBe(301);
  });

  test('that go round are red, and end', async () => {
    for (const [from, next] of [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'e'],
      ['e', 'f'],
      ['f', 'g'],
      ['g', 'h'],
    ])
      day.outside.page(`lesson.test/${from}`, to(`/${next}`));
    expect(await day.prepare('https://lesson.test/a')).toMatchObject({ state: 'red' });
    expect(day.outside.received).toHaveLength(6);
  });

  test('to something blocked stop there', async () => {
    day.outside.page('lesson.test/a', to('https://games.test/'));
    expect(await day.prepare('https://lesson.test/a')).toMatchObject({ state: 'red', missing: [{ url: 'https://games.test/' }] });
    expect(day.outside.requestsTo('games.test')).toEqual([]);
  });
});

describe('limits', () => {
  test('requests: what matters most comes first, and what was left out is told', async () => {
    day.outside.page(
      'lesson.test/a',
      html(`${Array.from({ length: 20 }, (_, index) => `<img src="/${index}.png">`).join('')}<link rel=stylesheet href=/style.css>`),
    );
    day.outside.page('lesson.test/style.css', file('text/css', ''));
    const readiness = await day.prepare('https://lesson.test/a', { requests: 5 });
    expect(readiness).toMatchObject({ state: 'amber', fetched: 5 });
    expect(asked()).toContain('lesson.test/style.css');
    expect(readiness.missing.filter(({ why }) => why.includes('left out'))).toHaveLength(17);
  });

  test('hosts', async () => {
    day.outside.page(
      'lesson.test/a',
      html(Array.from({ length: 40 }, (_, index) => `<img src="https://host${index}.test/x.png">`).join('')),
    );
    await day.prepare('https://lesson.test/a', { hosts: 10 });
    expect(new Set(day.outside.received.map(({ host }) => host)).size).toBe(10);
  });

  test('bytes: a film without end is stopped', async () => {
    day.outside.page('lesson.test/a', html('<video src="/film"></video>'));
    day.outside.page('lesson.test/film', (_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4' });
      const more = (): void => void (response.destroyed || response.write(Buffer.alloc(65_536), more));
      more();
    });
    const readiness = await day.prepare('https://lesson.test/a', { bytes: 3_000_000 });
    expect(readiness.state).toBe('amber');
    expect(readiness.bytes).toBeLessThan(3_300_000);
  });

  test('time: an origin that drips is not waited for', async () => {
    day.outside.page('lesson.test/a', html('<img src="/slow">'));
    day.outside.page('lesson.test/slow', (_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.write('x');
    });
    const began = performance.now();
    expect(await day.prepare('https://lesson.test/a', { milliseconds: 600 })).toMatchObject({ state: 'amber' });
    expect(performance.now() - began).toBeLessThan(3000);
  });
});

describe('the job', () => {
  test('waits for a policy that is still on its way to the proxy', async () => {
    await day.close();
    day = await openLessonSchool({ permitted: false });
    day.outside.page('lesson.test/a', html('lesson'));
    const ready = day.prepare('https://lesson.test/a', { approvalWait: 5000 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(day.outside.received).toEqual([]);
    await day.publish(true);
    expect(await ready).toMatchObject({ state: 'green' });
  });

  test('is taken again after a proxy died in the middle of it', async () => {
    day.outside.page('lesson.test/a', html('<img src="/slow">'));
    day.outside.page('lesson.test/slow', () => undefined);
    await day.approve('https://lesson.test/a');
    const first = day.start();
    await expect.poll(() => asked()).toContain('lesson.test/slow');
    await first.close();
    expect((await day.school.requests.readiness('request-1'))?.state).toBe('running');
    day.outside.page('lesson.test/slow', picture);
    day.now += 200_000;
    day.start();
    expect(await day.outcome()).toMatchObject({ state: 'green', stored: 2 });
  });

  test('of a lesson that is over, or no longer approved, is told as not ready and gone', async () => {
    day.now = day.lessonBegins + 24 * 3_600_000;
    expect(await day.prepare('https://lesson.test/a')).toMatchObject({
      state: 'red',
      missing: [{ why: 'The lesson was over before it could be prepared.' }],
    });
    expect(day.outside.received).toEqual([]);
    expect(await day.school.jobs.claim(['precache'], day.now + 3_600_000, 60)).toBeNull();
  });
});
