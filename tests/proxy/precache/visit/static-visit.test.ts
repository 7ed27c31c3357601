// A visit without a browser: what it finds, what it keeps to, and what it says of a page.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Rule } from '#policies/model/rule.ts';
import { defaultPrecacheLimits, type PrecacheLimits } from '#proxy/precache/precache-limits.ts';
import { robotsBook } from '#proxy/precache/visit/robots.ts';
import { staticVisit } from '#proxy/precache/visit/static-visit.ts';
import type { VisitResult } from '#proxy/precache/visit/visit.ts';
import { html, type Page } from '../../../support/origin-site.ts';
import { openLessonSchool, type LessonSchool } from '../lesson-school.ts';

let day: LessonSchool;
beforeEach(async () => {
  day = await openLessonSchool();
  day.now = day.lessonBegins;
  day.outside.page('lesson.test/robots.txt', (_request, response) => void response.writeHead(404).end());
  day.outside.page('other.test/robots.txt', (_request, response) => void response.writeHead(404).end());
});
afterEach(() => day.close());

const file =
  (type: string, body: string, status = 200, headers: Record<string, string> = {}): Page =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': type, 'cache-control': 'max-age=600', ...headers });
    response.end(body);
  };
const visit = (url: string, limits: Partial<PrecacheLimits> = {}, permits: readonly Rule[] = []): Promise<VisitResult> =>
  staticVisit(
    {
      url,
      group: '8b',
      at: day.now,
      permits,
      signal: new AbortController().signal,
      limits: { ...defaultPrecacheLimits, ...limits },
      progress: () => undefined,
    },
    { fetch: day.fetch, robots: robotsBook(() => day.now), instead: 'There is no browser.' },
  );
/** But for the icon, which browsers look for where no page names one. */
const outcomes = ({ requests }: VisitResult): Record<string, string> =>
  Object.fromEntries(
    requests
      .filter(({ url }) => !url.endsWith('/favicon.ico'))
      .map(({ url, outcome }) => [url.replace('https://', ''), 'because' in outcome ? outcome.because : outcome.is]),
  );

describe('what a page needs', () => {
  test('imports of modules, icons of the manifest and parts of frames, with who asked for them and what they weigh', async () => {
    day.outside.page(
      'lesson.test/app',
      html('<link rel=manifest href=/m.json><script type=module src=/app.js></script><iframe src="https://other.test/map"></iframe>'),
    );
    day.outside.page('lesson.test/app.js', file('text/javascript', 'import "./deep/x.js"; import("./later.js")'));
    day.outside.page('lesson.test/deep/x.js', file('text/javascript', 'import "../y.js"'));
    for (const name of ['y.js', 'later.js']) day.outside.page(`lesson.test/${name}`, file('text/javascript', 'export {}'));
    day.outside.page('lesson.test/m.json', file('application/manifest+json', '{"icons":[{"src":"/icon.png"}]}'));
    day.outside.page('lesson.test/icon.png', file('image/png', 'png'));
    day.outside.page('other.test/map', html('<img src="tile.png">'));
    day.outside.page('other.test/tile.png', file('image/png', 'tile'));
    const result = await visit('https://lesson.test/app');
    expect(outcomes(result)).toEqual(
      Object.fromEntries(
        ['app', 'm.json', 'app.js', 'deep/x.js', 'y.js', 'later.js', 'icon.png']
          .map((path) => [`lesson.test/${path}`, 'fetched'])
          .concat([
            ['other.test/map', 'fetched'],
            ['other.test/tile.png', 'fetched'],
          ]),
      ),
    );
    const of = (path: string) => result.requests.find(({ url }) => url.endsWith(path));
    expect(of('/deep/x.js')).toMatchObject({
      kind: 'script',
      from: 'https://lesson.test/app.js',
      alternative: false,
      bytes: 16,
      status: 200,
    });
    expect(of('/later.js')).toMatchObject({ alternative: true });
    expect(result).toMatchObject({ by: 'crawler', title: 'Origin', picture: null, path: ['https://lesson.test/app'], cutShort: false });
    expect(result.notes.map(({ about }) => about)).toEqual(['live']);
  });

  test('the icon where browsers look for it, if the page names none', async () => {
    day.outside.page('lesson.test/a', html(''));
    day.outside.page('lesson.test/b', file('text/html', '<link rel="shortcut icon" href="data:,">'));
    expect((await visit('https://lesson.test/a')).requests.map(({ url }) => url)).toEqual([
      'https://lesson.test/a',
      'https://lesson.test/favicon.ico',
    ]);
    expect((await visit('https://lesson.test/b')).requests.map(({ url }) => url)).toEqual(['https://lesson.test/b']);
  });

  test('a part that is blocked, with the reason in words', async () => {
    day.outside.page('lesson.test/a', html('<script src="https://games.test/play.js"></script>'));
    const { requests } = await visit('https://lesson.test/a');
    expect(requests[1]).toMatchObject({
      host: 'games.test',
      status: 403,
      outcome: { is: 'blocked', stopped: { category: 'games', why: expect.stringContaining('Games') } },
    });
  });

  test('a page that is blocked is told at once, and not waited for', async () => {
    const began = performance.now();
    expect(outcomes(await visit('https://games.test/'))).toEqual({ 'games.test/': 'blocked' });
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('what sites ask of programs', () => {
  test('robots.txt holds for parts, not for the page that a teacher named; it is read once for each site', async () => {
    day.outside.page(
      'lesson.test/robots.txt',
      file(
        'text/plain',
        'User-agent: *\nDisallow: /private/\nDisallow: /page\n\nUser-agent: Schoolgate\nDisallow: /private/\nDisallow: /page\nAllow: /private/shared',
      ),
    );
    day.outside.page('lesson.test/page', html('<img src=/private/a.png><img src=/private/shared.png><img src=/b.png>'));
    expect(outcomes(await visit('https://lesson.test/page'))).toEqual({
      'lesson.test/page': 'fetched',
      'lesson.test/private/a.png': 'robots',
      'lesson.test/private/shared.png': 'fetched',
      'lesson.test/b.png': 'fetched',
    });
    expect(day.outside.received.filter(({ path }) => path === '/robots.txt')).toHaveLength(1);
    expect(day.outside.received.some(({ path }) => path === '/private/a.png')).toBe(false);
  });

  test('one that is made to take long is given half a second in all', async () => {
    const text = `User-agent: *\n${'Disallow: /*x*y*z\n'.repeat(25_000)}`;
    const book = robotsBook(() => day.now);
    const read = () => Promise.resolve({ status: 200, text });
    const began = performance.now();
    for (let asked = 0; asked < 300; asked += 1) await book.mayAsk(`https://a.test/${'x'.repeat(2_000)}${asked}`, read);
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(await book.mayAsk('https://a.test/another', read)).toBe(false);
  });

  test('a site whose robots.txt fails is asked for its page only', async () => {
    day.outside.page('lesson.test/robots.txt', file('text/plain', 'busy', 503));
    day.outside.page('lesson.test/page', html('<img src=/b.png>'));
    expect(outcomes(await visit('https://lesson.test/page'))).toEqual({ 'lesson.test/page': 'fetched', 'lesson.test/b.png': 'robots' });
  });

  test('Retry-After is waited for where there is time, and the site is left alone where there is not', async () => {
    let asked = 0;
    day.outside.page('lesson.test/page', html('<img src=/b.png>'));
    day.outside.page('lesson.test/b.png', (request, response) => {
      asked += 1;
      if (asked === 1) response.writeHead(429, { 'retry-after': '1' }).end();
      else file('image/png', 'png')(request, response);
    });
    const result = await visit('https://lesson.test/page');
    expect([asked, outcomes(result)['lesson.test/b.png'], result.milliseconds > 950]).toEqual([2, 'fetched', true]);
    day.outside.page('lesson.test/b.png', file('text/plain', 'no', 503, { 'retry-after': '3600', 'cache-control': 'no-store' }));
    day.outside.page('lesson.test/second', html('<img src=/b.png?2>'));
    expect(outcomes(await visit('https://lesson.test/second'))['lesson.test/b.png?2']).toBe('busy');
  });
});

describe('notes', () => {
  const notes = async (page: Page): Promise<string[]> => {
    day.outside.page('lesson.test/page', page);
    return (await visit('https://lesson.test/page')).notes.map(({ about }) => about);
  };
  test.each([
    ['a form with a password', html('<form><input type=password></form>'), ['login']],
    ['a cookie question', html('<div class="site cookie-banner">May we?</div>'), ['consent']],
    ['a player', html('<video></video>'), ['streaming']],
    ['nothing of the kind', html('<p>Biscuits</p><div class="cookie-recipe"></div>'), []],
  ])('%s', async (_name, page, expected) => expect(await notes(page)).toEqual(expected));

  test('a redirect to a sign-in page; one that asks about cookies; an origin that wants people', async () => {
    day.outside.page(
      'lesson.test/members',
      (_request, response) => void response.writeHead(302, { location: '/login?next=/members' }).end(),
    );
    day.outside.page('lesson.test/login', html('Who are you?'));
    const members = await visit('https://lesson.test/members');
    expect(members.path).toEqual(['https://lesson.test/members', 'https://lesson.test/login?next=/members']);
    expect(members.notes.map(({ about }) => about)).toEqual(['login']);
    day.outside.page('lesson.test/wall', (_request, response) => void response.writeHead(302, { location: '/cookie-consent' }).end());
    day.outside.page('lesson.test/cookie-consent', html('May we?'));
    expect((await visit('https://lesson.test/wall')).notes.map(({ about }) => about)).toEqual(['consent']);
    expect(await notes(file('text/html', 'no', 403))).toEqual(['refuses-programs']);
  });
});
