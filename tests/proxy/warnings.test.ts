// A site that the policy warns of: its page, going on, and everything that may not go on for somebody.
import { createHmac, hash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wentOnKeyText, wentOnText } from '#policies/contracts/extension-api.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Effect } from '#policies/model/effect.ts';
import type { Match, Rule } from '#policies/model/rule.ts';
import { mia, tom } from '../support/cast.ts';
import { html } from '../support/origin-site.ts';
import { open, openHttp2, type Answer, type Ask, type Browser } from './support/browser.ts';
import { openProxiedSchool, testPolicy, type ProxiedSchool } from './support/proxied-school.ts';
import { sha256 } from './support/sha256.ts';

const minutes = 60_000;
const path = '/.well-known/schoolgate/go-on';
const rule = (id: string, effect: Effect, match: Match): Rule => ({
  id,
  layer: 'school',
  effect,
  match,
  audience: 'everyone',
  from: null,
  until: null,
  origin: { kind: 'policy', name: id },
  reason: `The reason for ${id}.`,
});
const host = (name: string): Match => ({ kind: 'host', host: name, path: null });
/** A sixth-former is warned of every site that no list knows; of pages in 8B whose words speak of it, too. */
const warning: PolicyDocument = {
  ...testPolicy,
  grid: {
    ...testPolicy.grid,
    ks3: { ...testPolicy.grid['ks3'], games: 'warn' },
    'sixth-form': { ...testPolicy.grid['sixth-form'], games: 'warn' },
  },
  unknownSites: { ...testPolicy.unknownSites, 'sixth-form': 'warn' },
  pages: { words: { '8b': { 'self-harm': { warn: 40 } } }, files: {}, holdMs: 5_000 },
  rules: [
    ...testPolicy.rules,
    rule('forum', 'warn', host('forum.test')),
    rule('arenas', 'warn', { kind: 'expression', expression: '^arena[a-z-]*[.]test/' }),
    rule('allowed', 'allow', host('allowed.test')),
  ],
};
let school: ProxiedSchool;
let miasBrowser: Browser;
let tomsBrowser: Browser;

const browserOf = (credentials: string): Browser => ({
  proxyPort: school.proxy.port,
  authority: school.authority.certificatePem,
  credentials,
});

beforeAll(async () => {
  school = await openProxiedSchool({ policy: warning });
  miasBrowser = browserOf(await school.deviceOf(mia));
  tomsBrowser = browserOf(await school.deviceOf(tom));
});
afterAll(() => school.close());

const tokenIn = (page: Answer): string => /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
const part = (dest: string, initiator?: string): Ask => ({
  headers: {
    'sec-fetch-dest': dest,
    'sec-fetch-mode': 'no-cors',
    accept: '*/*',
    ...(initiator === undefined ? {} : { origin: initiator }),
  },
});
function goOn(browser: Browser, url: string, token: string, headers: Record<string, string> = {}): Promise<Answer> {
  const { origin } = new URL(url);
  return open(browser, origin + path, {
    method: 'POST',
    body: new URLSearchParams({ token }).toString(),
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
}
const reached = (): string[] => school.outside.received.map(({ host, path: at }) => `${host}${at}`);

test('a page that is warned of is shown first, and opens after “Go on”, to this person on this device only', async () => {
  const url = 'https://www.games.test/play?level=3&who="a"';
  const page = await open(miasBrowser, url);
  expect(page.status).toBe(403);
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.headers['proxy-status']).toContain('details="warning"');
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(page.text).toContain('Think before you go on');
  expect(page.text).toContain('It belongs to the category “Games”, which is allowed after a warning for Key Stage 3.');
  expect(page.text).toContain('If you go on, that is recorded too.');
  expect(reached()).toEqual([]);

  const gone = await goOn(miasBrowser, url, tokenIn(page));
  expect([gone.status, gone.headers['location']]).toEqual([303, 'https://www.games.test/play?level=3&who=%22a%22']);
  expect(await open(miasBrowser, url)).toMatchObject({ status: 200 });
  // The whole site, over whatever the browser speaks, and its parts.
  expect(await openHttp2(miasBrowser, 'https://games.test/more')).toMatchObject({ status: 200 });
  expect(await open(miasBrowser, 'https://cdn.games.test/a.png', part('image'))).toMatchObject({ status: 200 });
  // Another person, the same person on another device, another warning.
  expect(await open(tomsBrowser, url)).toMatchObject({ status: 403 });
  expect(await open(browserOf(await school.deviceOf(mia)), url)).toMatchObject({ status: 403 });
  expect(await open(miasBrowser, 'http://forum.test/')).toMatchObject({ status: 403 });

  const events = (await school.events()).filter(({ subject, target }) => subject === mia.id && target.host === 'www.games.test');
  expect(events.map(({ kind, effect, status, wentOn, target }) => [kind, effect, status, wentOn ?? false, target.path])).toEqual([
    ['warned', 'warn', 403, false, '/play?level=3&who=%22a%22'],
    ['warned', 'warn', 200, true, '/play?level=3&who=%22a%22'],
    // The other device: shown, not gone on.
    ['warned', 'warn', 403, false, '/play?level=3&who=%22a%22'],
  ]);
});

test('parts of a site that nobody has gone on to are left out in one line, and a frame leads to a page of its own', async () => {
  const before = reached().length;
  for (const dest of ['image', 'script', 'style', 'empty', 'font', 'video'])
    expect(await open(tomsBrowser, 'https://games.test/part', part(dest, 'https://allowed.test'))).toMatchObject({
      status: 403,
      text: expect.stringMatching(/^Not loaded: Greenfield School’s web filter warns of this site first\. Reference .{14}\.\n$/),
    });
  const frame = await open(tomsBrowser, 'https://games.test/frame', part('iframe'));
  expect(frame.status).toBe(403);
  expect(frame.text).toContain('<a class="action" href="https://games.test/frame" target="_blank"');
  expect(tokenIn(frame)).toBe('');
  expect(reached()).toHaveLength(before);
  expect((await school.events()).filter(({ destination, target }) => target.path === '/part' && destination === 'image')).toHaveLength(1);
});

test('what is sent by a form is not sent on before somebody has gone on', async () => {
  const held = await open(tomsBrowser, 'http://forum.test/post', { method: 'POST', body: 'a=b' });
  expect(held.status).toBe(403);
  expect(held.text).toContain('The reason for forum.');
  expect(reached()).not.toContain('forum.test/post');
});

test('over plain http it is the same', async () => {
  const url = 'http://forum.test/talk';
  const gone = await goOn(tomsBrowser, url, tokenIn(await open(tomsBrowser, url)));
  expect([gone.status, gone.headers['location']]).toEqual([303, url]);
  expect(await open(tomsBrowser, url)).toMatchObject({ status: 200 });
});

test('a page that somebody has gone on to takes parts of other sites that the same rule warns of, and no others', async () => {
  const url = 'https://arena.test/';
  const scene = part('script', 'https://arena.test');
  expect(await open(miasBrowser, 'https://arena-parts.test/x.js', scene)).toMatchObject({ status: 403 });
  await goOn(miasBrowser, url, tokenIn(await open(miasBrowser, url)));
  expect(await open(miasBrowser, 'https://arena-parts.test/x.js', scene)).toMatchObject({ status: 200 });
  expect(await open(miasBrowser, 'https://forum.test/x.js', scene)).toMatchObject({ status: 403 });
  expect(await open(miasBrowser, 'https://arena-parts.test/')).toMatchObject({ status: 403 });
});

test('of sites that no list knows, a page that is allowed brings its parts along, and nothing else does', async () => {
  const picture = 'https://pictures.test/a.png';
  expect(await open(tomsBrowser, picture)).toMatchObject({ status: 403 });
  expect(await open(tomsBrowser, picture, part('image', 'https://allowed.test'))).toMatchObject({ status: 200 });
  expect(await open(tomsBrowser, picture, part('image', 'https://strange.test'))).toMatchObject({ status: 403 });
  expect(await open(tomsBrowser, picture, part('image'))).toMatchObject({ status: 403 });
  expect(await open(tomsBrowser, 'https://pictures.test/', part('iframe', 'https://allowed.test'))).toMatchObject({ status: 403 });
});

test('a page whose words the policy warns of is shown after “Go on”', async () => {
  school.outside.page('words.test/', html('<p>how to hurt myself</p>'));
  const url = 'https://words.test/';
  const page = await open(miasBrowser, url);
  expect(page.status).toBe(403);
  expect(page.text).toContain('Such pages are allowed after a warning for 8B.');
  expect(page.text).toContain('Childline');
  expect(page.text).not.toContain('how to hurt myself');
  expect(await goOn(miasBrowser, url, tokenIn(page))).toMatchObject({ status: 303 });
  expect((await open(miasBrowser, url)).text).toContain('how to hurt myself');
  const events = (await school.events()).filter(({ target }) => target.host === 'words.test');
  expect(events.map(({ kind, status, wentOn, flag }) => [kind, status, wentOn ?? false, flag?.category])).toEqual([
    ['warned', 403, false, 'self-harm'],
    ['warned', 200, true, 'self-harm'],
  ]);
});

test('nobody goes on for somebody else, to somewhere else, too late or by a script', async () => {
  const url = 'https://forum.test/page';
  const page = await open(miasBrowser, url);
  const token = tokenIn(page);
  const [text = '', signature = ''] = token.split('.');
  const forged = Buffer.from(Buffer.from(text, 'base64url').toString().replace('"until":', '"until":9')).toString('base64url');
  const refused = { status: 403, text: expect.stringContaining('This warning cannot be answered any more') };
  expect(await goOn(miasBrowser, url, `${forged}.${signature}`)).toMatchObject(refused);
  expect(await goOn(miasBrowser, url, `${text}.`)).toMatchObject(refused);
  expect(await goOn(miasBrowser, url, '')).toMatchObject(refused);
  expect(await goOn(miasBrowser, url, 'x'.repeat(200_000))).toMatchObject(refused);
  // Another person; another site, and the same site's other origin.
  expect(await goOn(tomsBrowser, url, token)).toMatchObject(refused);
  expect(await goOn(miasBrowser, 'https://allowed.test/', token)).toMatchObject(refused);
  expect(await goOn(miasBrowser, 'http://forum.test/page', token)).toMatchObject(refused);
  // A page elsewhere, nobody’s page, a script of the site itself.
  expect(await goOn(miasBrowser, url, token, { origin: 'https://evil.test' })).toMatchObject(refused);
  expect(await goOn(miasBrowser, url, token, { origin: 'null' })).toMatchObject(refused);
  expect(await goOn(miasBrowser, url, token, { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' })).toMatchObject({ status: 403 });
  expect((await goOn(miasBrowser, url, token, { origin: 'null', 'accept-language': 'cy' })).text).toContain(
    'Nid oes modd ateb y rhybudd hwn',
  );
  expect(await open(miasBrowser, url)).toMatchObject({ status: 403 });
  school.pass(31 * minutes);
  expect(await goOn(miasBrowser, url, token)).toMatchObject(refused);
  expect(await open(miasBrowser, url)).toMatchObject({ status: 403 });
  expect(reached().filter((to) => to.endsWith(path))).toEqual([]);
});

test('going on holds for half an hour, and no longer than the site is not blocked', async () => {
  const url = 'https://games.test/again';
  await goOn(miasBrowser, url, tokenIn(await open(miasBrowser, url)));
  school.pass(29 * minutes);
  expect(await open(miasBrowser, url)).toMatchObject({ status: 200 });
  school.pass(2 * minutes);
  const page = await open(miasBrowser, url);
  expect(page.status).toBe(403);
  await goOn(miasBrowser, url, tokenIn(page));
  expect(await open(miasBrowser, url)).toMatchObject({ status: 200 });
  await school.publish({ ...warning, grid: { ...warning.grid, ks3: { ...warning.grid['ks3'], games: 'block' } } });
  await expect.poll(async () => (await open(miasBrowser, url)).text, { timeout: 20_000 }).toContain('This page is blocked');
  await school.publish(warning);
  await expect.poll(async () => (await open(miasBrowser, url)).text, { timeout: 20_000 }).not.toContain('This page is blocked');
});

test('what the extension of this device and person says it has shown is not shown again; nobody else’s word counts', async () => {
  const url = 'https://told.games.test/';
  const scope = 'grid:ks3:games games.test';
  const credentials = await school.deviceOf(mia);
  const browser = browserOf(credentials);
  const [device = ''] = Buffer.from(credentials.slice('Basic '.length), 'base64').toString().split(':', 1);
  const key = hash('sha256', wentOnKeyText(sha256(`secret-${device.split('-')[1]}-${mia.id}`)), 'buffer');
  const tell = (by: Browser, change: Record<string, string> = {}): Promise<Answer> => {
    const until = school.now() + 20 * minutes;
    const proof = createHmac('sha256', key)
      .update(wentOnText(mia.id, scope, until))
      .digest('base64url');
    const fields = { scope, until: String(until), proof, ...change };
    return open(by, 'http://schoolgate.internal/went-on', { method: 'POST', body: new URLSearchParams(fields).toString() });
  };
  expect(await tell(miasBrowser)).toMatchObject({ status: 403 });
  expect(await tell(browser, { scope: 'unknown-sites:ks3 other.test' })).toMatchObject({ status: 403 });
  expect(await tell(browser, { until: String(school.now() + 600 * minutes) })).toMatchObject({ status: 403 });
  expect(await tell(browser, { proof: '' })).toMatchObject({ status: 403 });
  expect(await open(browser, 'http://schoolgate.internal/went-on')).toMatchObject({ status: 403 });
  // A proof of presence can be had by any page, for any words.
  const presence = await open(
    browser,
    `http://schoolgate.internal/presence?nonce=${encodeURIComponent(wentOnText(mia.id, scope, school.now() + 20 * minutes))}`,
  );
  expect(await tell(browser, { proof: String(JSON.parse(presence.text).proof) })).toMatchObject({ status: 403 });
  expect(await open(browser, url)).toMatchObject({ status: 403 });
  expect(await tell(browser)).toMatchObject({ status: 200 });
  expect(await open(browser, url)).toMatchObject({ status: 200 });
  school.pass(21 * minutes);
  expect(await open(browser, url)).toMatchObject({ status: 403 });
});
