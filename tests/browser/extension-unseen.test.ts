// Pages that become no request: the site's own service worker serves them, they come back from memory, or script changes the
// address. Only what the tab shows gives them away.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { type ExtensionDay, openExtensionDay, schoolRule, type } from '../support/chromium/extension-day.ts';
import { settledPage } from '../support/chromium/settled-page.ts';
import type { ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { eventually, recorded } from '../support/events.ts';
import { html } from '../support/origin-site.ts';

let school: ExtensionDay;
let browser: ManagedBrowser;
let page: Page;
let status: Page;

const offlineWorker = `
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
self.addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') event.respondWith(new Response('<!doctype html><title>Offline game</title><h1>Offline game</h1>', { headers: { 'content-type': 'text/html' } }));
});`;

beforeAll(async () => {
  school = await openExtensionDay();
  const { outside } = school.day;
  outside.page(
    'lesson.test/worker.js',
    (_request, response) => void response.writeHead(200, { 'content-type': 'text/javascript' }).end(offlineWorker),
  );
  outside.page('lesson.test/', html('<h1>Lesson</h1>'));
  outside.page('cdn.test/app', html('<h1>App</h1>'));
  outside.page('allowed.test/around', html('<h1>Around</h1><iframe src="https://lesson.test/framed"></iframe>'));
  browser = await school.browserOf(mia);
  status = await settledPage(browser);
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.stop();
  await school?.close();
});
beforeEach(() => school.publish((policy) => ({ ...policy, rules: [] })));

const block = (host: string, path: string | null = null) =>
  school.publish((policy) => ({ ...policy, rules: [schoolRule('block', host, path)] }));
const isBlockPage = (shown: Page) => shown.url().startsWith(`chrome-extension://${browser.extensionId}/pages/blocked/`);
const blockPageComes = (shown = page) => eventually('the block page', () => isBlockPage(shown));
const blockedOf = async (host: string) => (await recorded(school.day.school, ['blocked'])).filter((event) => event.target.host === host);

/** Waits until the browser has the newest policy: its status page says so. */
async function settled(): Promise<void> {
  const newest = await school.day.school.policies.latestBundleNumber();
  await status.getByText(`version ${newest}`).waitFor();
}

test('a page that the site keeps for offline use is taken away, and the site’s offline copy with it', async () => {
  await settled();
  await type(page, 'https://lesson.test/');
  await page.evaluate(() =>
    navigator.serviceWorker
      .register('/worker.js')
      .then(() => navigator.serviceWorker.ready)
      .then(() => true),
  );
  await type(page, 'https://lesson.test/play');
  expect(await page.title()).toBe('Offline game');
  const asked = school.day.outside.requestsTo('lesson.test').length;
  await type(page, 'https://allowed.test/');
  await block('lesson.test');
  await settled();
  await page.goto('https://lesson.test/play').catch(() => null);
  await blockPageComes();
  await page.getByRole('heading', { name: 'This page is blocked' }).waitFor();
  await eventually('one event of it', async () =>
    (await blockedOf('lesson.test')).some((event) => event.target.path === '/play' && event.userAct),
  );
  expect(school.day.outside.requestsTo('lesson.test')).toHaveLength(asked);

  await school.publish((policy) => ({ ...policy, rules: [] }));
  await settled();
  await type(page, 'https://lesson.test/');
  expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length))).toBe(0);
});

test('going back to a page that was blocked meanwhile does not bring it back from memory', async () => {
  await settled();
  await type(page, 'https://cdn.test/app');
  await type(page, 'https://allowed.test/');
  await block('cdn.test');
  await settled();
  await page.evaluate(() => void setTimeout(() => history.back()));
  await blockPageComes();
  await eventually('an event of it', async () => (await blockedOf('cdn.test')).length > 0);
});

test('an address that script changes to a blocked part of a site closes the page', async () => {
  await block('cdn.test', '/games');
  await settled();
  await type(page, 'https://cdn.test/app');
  expect(page.url()).toBe('https://cdn.test/app');
  await page.evaluate(() => void setTimeout(() => history.pushState(null, '', '/games/1')));
  await blockPageComes();
});

test('a page that a blocked site made as a blob is that site’s', async () => {
  await settled();
  await type(page, 'https://cdn.test/app');
  const made = await page.evaluate(() => URL.createObjectURL(new Blob(['<h1>made here</h1>'], { type: 'text/html' })));
  const [tab] = await Promise.all([browser.context.waitForEvent('page'), page.evaluate((url) => void open(url), made)]);
  await tab.getByRole('heading', { name: 'made here' }).waitFor();
  await block('cdn.test');
  await blockPageComes(tab);
  await tab.close();
});

test('a frame of a blocked site that is open already takes the page around it away', async () => {
  await settled();
  await type(page, 'https://allowed.test/around');
  await page.frameLocator('iframe').locator('h1').waitFor();
  await block('lesson.test');
  await settled();
  await type(page, 'https://allowed.test/around');
  await page.frameLocator('iframe').getByRole('heading', { name: 'This page is blocked' }).waitFor();
});
