// The extension beside the school's proxy: it brings the proxy's credentials, proves that traffic crosses it, and leaves to it
// what it records.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { type ExtensionDay, openExtensionDay, type } from '../support/chromium/extension-day.ts';
import type { ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { settledPage } from '../support/chromium/settled-page.ts';
import { eventually, recorded } from '../support/events.ts';

let school: ExtensionDay;
let browser: ManagedBrowser;
let page: Page;

beforeAll(async () => {
  school = await openExtensionDay();
  const { proxy, dashboard, authority } = school.day;
  browser = await school.browserOf(mia, {
    hostRules: [],
    policy: {
      ProxySettings: { ProxyMode: 'fixed_servers', ProxyServer: `127.0.0.1:${proxy.port}`, ProxyBypassList: new URL(dashboard.url).host },
      CACertificates: [Buffer.from(authority.certificateDer).toString('base64')],
    },
  });
  page = await settledPage(browser);
});
afterAll(async () => {
  await browser?.stop();
  await school?.close();
});

test('the proxy lets the device through on the extension’s word, and the visit is recorded once, by the proxy', async () => {
  await type(page, 'https://allowed.test/through');
  expect(await page.title()).toBe('Origin');
  const visits = async () => (await recorded(school.day.school)).filter((event) => event.target.path === '/through');
  await eventually('the visit', async () => (await visits()).length > 0);
  await type(page, 'http://allowed.test/plainly');
  await eventually('the plain one', async () => (await recorded(school.day.school)).some((event) => event.target.path === '/plainly'));
  expect(await visits()).toMatchObject([{ subject: 'mia', enforcedBy: { point: 'proxy' } }]);
});

test('when the token that Chrome keeps has ended, the next page comes all the same', async () => {
  school.day.setTime(school.day.now() + 11 * 60_000);
  for (const path of ['/renewed', '/renewed-again']) {
    await type(page, `http://allowed.test${path}`);
    expect(await page.title()).toBe('Origin');
    await eventually('the visit', async () => (await recorded(school.day.school)).some((event) => event.target.path === path));
  }
});

test('a search to look at is flagged once', async () => {
  await type(page, 'https://search.test/?q=how+to+hurt+myself');
  await eventually('the flagged event', async () => (await recorded(school.day.school, ['flagged'])).length > 0);
  await type(page, 'https://allowed.test/afterwards');
  await eventually('a later visit', async () => (await recorded(school.day.school)).some((event) => event.target.path === '/afterwards'));
  expect(await recorded(school.day.school, ['flagged'])).toMatchObject([
    { enforcedBy: { point: 'proxy' }, searchTerm: 'how to hurt myself' },
  ]);
});

test('what is blocked is stopped in the browser and recorded once, by the extension', async () => {
  await type(page, 'https://games.test/behind-proxy');
  await page.getByRole('heading', { name: 'This page is blocked' }).waitFor();
  await eventually('the event', async () => (await recorded(school.day.school, ['blocked'])).length > 0);
  expect(await recorded(school.day.school, ['blocked'])).toMatchObject([
    { enforcedBy: { point: 'extension' }, target: { path: '/behind-proxy' } },
  ]);
});

test('the school hears that the device’s traffic crosses its proxy, and so does whoever opens the popup', async () => {
  const beat = await eventually(
    'a heartbeat',
    async () => (await school.day.school.devices.list()).find((device) => device.name === 'Laptop of mia')?.lastHeartbeat,
  );
  expect(beat).toMatchObject({ throughProxy: true, problems: [] });
  await page.goto(`chrome-extension://${browser.extensionId}/pages/popup/popup.html`);
  await page.getByText('because you are on the school’s network').waitFor();
});
