// What a year-8 pupil's browser stops by itself, without the proxy.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatReference } from '#policies/engine/reference.ts';
import { mia, tom } from '../support/cast.ts';
import { type ExtensionDay, openExtensionDay, schoolRule, type } from '../support/chromium/extension-day.ts';
import { settledPage } from '../support/chromium/settled-page.ts';
import type { ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { eventually, recorded } from '../support/events.ts';
import { html } from '../support/origin-site.ts';

let school: ExtensionDay;
let browser: ManagedBrowser;
let page: Page;

beforeAll(async () => {
  school = await openExtensionDay();
  school.day.outside.page(
    'allowed.test/links',
    html(`<h1>Links</h1><a id="link" href="https://games.test/linked">A game</a><a id="tab" target="_blank" href="https://games.test/tab">A tab</a>
      <a id="redirected" href="/away">Away</a><form method="post" action="https://games.test/posted"><button id="post">Post</button></form>`),
  );
  school.day.outside.page(
    'allowed.test/away',
    (_request, response) => void response.writeHead(302, { location: 'https://games.test/redirected' }).end(),
  );
  school.day.outside.page('allowed.test/plants', html('<h1>Photosynthesis</h1><p id="only">Leaves</p>'));
  browser = await school.browserOf(mia);
  page = await settledPage(browser);
});
afterAll(async () => {
  await browser?.stop();
  await school?.close();
});

const isBlockPage = (url: string): boolean => url.startsWith(`chrome-extension://${browser.extensionId}/pages/blocked/`);
const blockedEvents = async (path: string) =>
  (await recorded(school.day.school, ['blocked'])).filter((event) => event.target.path === path);

test('a typed address of a blocked site: not one request leaves, and the page says what, why, and its reference', async () => {
  await type(page, 'https://games.test/play');
  expect(isBlockPage(page.url())).toBe(true);
  const text = await page.locator('body').innerText();
  for (const words of ['games.test', 'Games', 'Key Stage 3', 'Ask for this page', 'This is a mistake', 'Greenfield School', 'this browser'])
    expect(text).toContain(words);
  expect(school.day.outside.requestsTo('games.test')).toEqual([]);
  const [event] = await eventually('the event at the school', async () =>
    (await blockedEvents('/play')).length > 0 ? blockedEvents('/play') : null,
  );
  expect(event).toMatchObject({
    enforcedBy: { point: 'extension' },
    subject: 'mia',
    category: 'games',
    userAct: true,
    destination: 'document',
    bytes: 0,
  });
  expect(text).toContain(formatReference(event?.id ?? ''));
  expect(page.url()).toContain(`ref=${event?.id}`);
});

test.each([
  ['a link', '#link', '/linked'],
  ['a form', '#post', '/posted'],
  ['a redirect of an allowed site', '#redirected', '/redirected'],
])('%s to a blocked site leads to the block page and not to the site', async (_how, click, path) => {
  await type(page, 'https://allowed.test/links');
  await page.click(click);
  await eventually('the block page', () => isBlockPage(page.url()));
  await page.getByRole('heading', { name: 'This page is blocked' }).waitFor();
  expect(school.day.outside.requestsTo('games.test')).toEqual([]);
  await eventually('one event', async () => (await blockedEvents(path)).length === 1);
});

test('a blocked site in a new tab, and an address changed by script, are stopped too', async () => {
  await type(page, 'https://allowed.test/links');
  const [tab] = await Promise.all([browser.context.waitForEvent('page'), page.click('#tab')]);
  await eventually('the block page in the new tab', () => isBlockPage(tab.url()));
  await tab.close();
  await page.evaluate(() => void setTimeout(() => (location.href = 'https://games.test/scripted')));
  await eventually('the block page', () => isBlockPage(page.url()));
  expect(school.day.outside.requestsTo('games.test')).toEqual([]);
});

test('an allowed page comes as its site sent it, with nothing added', async () => {
  await type(page, 'https://allowed.test/plants');
  expect(await page.content()).toBe(
    '<!DOCTYPE html><html lang="en"><head><title>Origin</title></head><body><h1>Photosynthesis</h1><p id="only">Leaves</p></body></html>',
  );
  const added = await page.evaluate(() => [
    document.styleSheets.length,
    document.adoptedStyleSheets.length,
    performance.getEntriesByType('resource').filter((entry) => entry.name.startsWith('chrome-extension')).length,
  ]);
  expect(added).toEqual([0, 0, 0]);
});

test('whatever an allowed page asks a blocked host for is cancelled, and told once', async () => {
  await type(page, 'https://allowed.test/plants');
  const outcomes = await page.evaluate(async () => {
    const failed = (element: HTMLElement) =>
      new Promise<string>((resolve) => {
        element.addEventListener('load', () => resolve('loaded'));
        element.addEventListener('error', () => resolve('failed'));
        document.body.append(element);
      });
    const socket = new Promise<string>((resolve) => {
      const opened = new WebSocket('wss://games.test/socket');
      opened.addEventListener('open', () => resolve('loaded'));
      opened.addEventListener('error', () => resolve('failed'));
    });
    const fetched = (url: string) =>
      fetch(url, { mode: 'no-cors' }).then(
        () => 'loaded',
        () => 'failed',
      );
    return Promise.all([
      fetched('https://games.test/fetch'),
      fetched('https://games.test/fetch-again'),
      fetched('https://allowed.test/away'),
      socket,
      failed(Object.assign(document.createElement('img'), { src: 'https://games.test/image' })),
      failed(Object.assign(document.createElement('script'), { src: 'https://games.test/script' })),
    ]);
  });
  expect(new Set(outcomes)).toEqual(new Set(['failed']));
  expect(await page.evaluate(() => navigator.sendBeacon('https://games.test/beacon', 'x'))).toBe(true);
  expect(school.day.outside.requestsTo('games.test')).toEqual([]);
  const inBackground = async () =>
    (await recorded(school.day.school, ['blocked'])).filter((event) => event.userAct === false && event.target.host === 'games.test');
  await eventually('an event', async () => (await inBackground()).length > 0);
  expect(await inBackground()).toHaveLength(1);
});

test('a blocked frame says so in the frame, in the same words, and the page around it stays', async () => {
  await type(page, 'https://allowed.test/plants');
  await page.evaluate(() =>
    document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://social.test/widget', width: 700, height: 600 })),
  );
  const words = page.frameLocator('iframe').getByRole('heading', { name: 'This page is blocked' });
  await words.waitFor();
  expect(page.url()).toBe('https://allowed.test/plants');
  expect(school.day.outside.requestsTo('social.test')).toEqual([]);
});

test('a page cannot load, frame, open or find the extension’s own files', async () => {
  await type(page, 'https://games.test/probed');
  const known = page.url();
  await type(page, 'https://allowed.test/plants');
  const seen = await page.evaluate(async (blockPage) => {
    const origin = new URL(blockPage).origin;
    const files = [blockPage, `${origin}/manifest.json`, `${origin}/icons/gate-16.png`, `${origin}/service-worker-loader.js`];
    const fetched = await Promise.all(
      files.map((file) =>
        fetch(file).then(
          () => 'found',
          () => 'nothing',
        ),
      ),
    );
    const image = await new Promise<string>((resolve) => {
      const probe = new Image();
      probe.addEventListener('load', () => resolve('found'));
      probe.addEventListener('error', () => resolve('nothing'));
      probe.src = `${origin}/icons/gate-16.png`;
    });
    const frame = document.createElement('iframe');
    frame.src = blockPage;
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve));
    const messaged = 'runtime' in (Reflect.get(globalThis, 'chrome') ?? {}) ? 'found' : 'nothing';
    return [...fetched, image, messaged];
  }, known);
  expect(new Set(seen)).toEqual(new Set(['nothing']));
  const framed = page.frames().find((frame) => frame !== page.mainFrame());
  expect(framed?.url()).toMatch(/^chrome-error:/);
});

test('safe search is forced; a search on a self-harm list is kept with its words before it is answered', async () => {
  await type(page, 'https://search.test/?q=how+to+hurt+myself');
  expect(page.url()).toContain('safe=active');
  expect(
    school.day.outside
      .requestsTo('search.test')
      .every((request) => request.path.includes('safe=active') || request.path === '/favicon.ico'),
  ).toBe(true);
  const [flagged, ...more] = await eventually('the flagged event', async () => {
    const events = await recorded(school.day.school, ['flagged']);
    return events.length > 0 ? events : null;
  });
  expect(flagged).toMatchObject({
    searchTerm: 'how to hurt myself',
    flag: { category: 'self-harm', severity: 'high' },
    enforcedBy: { point: 'extension' },
    userAct: true,
  });
  expect(more).toEqual([]);
});

test('illegal content is stopped for good: nothing to ask for, and Chrome itself keeps the host shut', async () => {
  await type(page, 'https://illegal.test/');
  await eventually('the block page', () => isBlockPage(page.url()));
  await page.getByRole('heading', { name: 'This page is blocked' }).waitFor();
  const text = await page.locator('body').innerText();
  expect(text).toContain('illegal');
  expect(text).not.toContain('Ask for this page');
  const worker = await browser.serviceWorker();
  const rules = await worker.evaluate(() => Reflect.get(globalThis, 'chrome').declarativeNetRequest.getDynamicRules());
  expect(rules).toContainEqual(
    expect.objectContaining({ action: { type: 'block' }, condition: expect.objectContaining({ requestDomains: ['illegal.test'] }) }),
  );
  expect(school.day.outside.requestsTo('illegal.test')).toEqual([]);
});

test('a confidential helpline opens and nobody’s name is kept with it', async () => {
  await type(page, 'https://helpline.test/');
  expect(page.url()).toBe('https://helpline.test/');
  await type(page, 'https://allowed.test/after-helpline');
  const events = await eventually('the visit after it', async () => {
    const all = await recorded(school.day.school);
    return all.some((event) => event.target.path === '/after-helpline') ? all : null;
  });
  expect(events.filter((event) => event.target.host === 'helpline.test' && event.subject === 'mia')).toEqual([]);
});

test('"ask for this page" leads to the school’s server, which knows the reference already', async () => {
  await type(page, 'https://social.test/feed');
  const reference = new URL(page.url()).searchParams.get('ref') ?? '';
  await page.click('text=Ask for this page');
  await page.waitForURL(`${school.day.dashboard.url}/ask/${reference}`);
  const asked = await fetch(`${school.day.dashboard.url}/api/ask/${reference}`);
  expect([asked.status, await asked.json()]).toMatchObject([200, { host: 'social.test', asker: 'pupil' }]);
});

test('an address that holds a page itself is not opened, and a made-up reference tells nothing', async () => {
  await page.goto('data:text/html,<h1>a game</h1>').catch(() => null);
  await page.getByRole('heading', { name: 'This address belongs to no website' }).waitFor();
  await page.goto(`chrome-extension://${browser.extensionId}/pages/blocked/blocked.html?ref=000000000000`);
  await page.getByText('no longer knows which one it was').waitFor();
});

test('a decision opens the page without a restart: the block page says so; a later one closes the open tab', async () => {
  await type(page, 'https://social.test/project');
  await school.publish((policy) => ({ ...policy, rules: [...policy.rules, schoolRule('allow', 'social.test')] }));
  await page.click('text=Open it now');
  await page.waitForURL('https://social.test/project');
  await school.publish((policy) => ({ ...policy, rules: policy.rules.filter((rule) => rule.id !== 'allow:social.test') }));
  await eventually('the open tab to be closed', () => isBlockPage(page.url()));
  const events = await eventually('both stops', async () =>
    (await blockedEvents('/project')).length === 2 ? blockedEvents('/project') : null,
  );
  expect(events.map((event) => event.userAct)).toEqual([true, false]);
});

test('the popup tells what is checked and kept, and a sixth-former is allowed what the pupil is not', async () => {
  await page.goto(`chrome-extension://${browser.extensionId}/pages/popup/popup.html`);
  await page.getByRole('heading', { name: 'This browser is filtered' }).waitFor();
  const text = await page.locator('body').innerText();
  for (const words of ['Greenfield School', 'Key Stage 3', 'What is kept', 'What is not kept', 'connected']) expect(text).toContain(words);
  expect(text).not.toContain('Open the dashboard');
  await browser.stop();
  browser = await school.browserOf(tom);
  page = await settledPage(browser);
  await type(page, 'https://games.test/sixth-form');
  expect(await page.locator('h1').innerText()).toBe('This is games.test');
});
