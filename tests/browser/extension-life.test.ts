// The extension through bad days: not set up, killed, restarted without the school's server, wrong keys.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { type ExtensionDay, openExtensionDay, type } from '../support/chromium/extension-day.ts';
import { settledPage } from '../support/chromium/settled-page.ts';
import type { ManagedBrowser, ManagedOptions } from '../support/chromium/launch-managed.ts';
import { eventually, recorded } from '../support/events.ts';

let school: ExtensionDay;
beforeAll(async () => void (school = await openExtensionDay()));
afterAll(() => school?.close());

const withBrowser = async (options: Partial<ManagedOptions>, story: (browser: ManagedBrowser) => Promise<void>): Promise<void> => {
  const browser = await school.browserOf(mia, options);
  try {
    await story(browser);
  } finally {
    await browser.stop();
  }
};
const isNotice = (url: string): boolean => url.includes('/pages/notice/notice.html?why=not-set-up');

test('a browser without settings opens nothing but says why, and goes on by itself when they come', () =>
  withBrowser({ managedSettings: {} }, async (browser) => {
    await browser.serviceWorker();
    const page = await browser.newPage();
    await eventually('the page to be held', async () => {
      await page.goto('https://allowed.test/held').catch(() => null);
      return isNotice(page.url());
    });
    await page.getByRole('heading', { name: 'This browser is not set up yet' }).waitFor();
    const asked = school.day.outside.requestsTo('allowed.test').length;
    await page.goto('https://games.test/').catch(() => null);
    await page.getByText('tell the school’s technician').waitFor();
    expect(school.day.outside.requestsTo('allowed.test')).toHaveLength(asked);
    expect(school.day.outside.requestsTo('games.test')).toEqual([]);

    const settings = { serverUrl: school.day.dashboard.url, user: mia.login };
    browser.manage({ managedSettings: { ...settings, enrolmentKey: 'not-the-key-of-any-school' } });
    await page.getByText('the enrolment key in this browser’s policy is not the one').waitFor({ timeout: 15_000 });
    browser.manage({ managedSettings: { ...settings, enrolmentKey: school.day.enrolmentKey } });
    await page.getByRole('heading', { name: 'This page is blocked' }).waitFor({ timeout: 15_000 });
    await type(page, 'https://allowed.test/held');
    expect(page.url()).toBe('https://allowed.test/held');
  }));

test('the extension’s process killed: the next request wakes it and is blocked', () =>
  withBrowser({}, async (browser) => {
    await settledPage(browser);
    for (let time = 0; time < 3; time++) {
      const page = await browser.newPage();
      await type(page, 'https://allowed.test/');
      expect(browser.killExtension()).toBe(true);
      // Chrome lets the one request pass that it had just handed to the process that died (the proxy stops that one).
      await sleep(500);
      await page.goto(`https://games.test/after-kill-${time}`).catch(() => null);
      await eventually('the block page', () => page.url().includes('/pages/blocked/'));
      await page.getByRole('heading', { name: 'This page is blocked' }).waitFor();
    }
    expect(school.day.outside.requestsTo('games.test')).toEqual([]);
  }));

test('restarted while the school’s server is away, with a blocked address to begin with: blocked, and the record waits', async () => {
  const away = await openExtensionDay();
  const profile = mkdtempSync(join(tmpdir(), 'schoolgate-profile-'));
  const browser = await away.browserOf(mia, { profile });
  try {
    await settledPage(browser);
    await away.day.dashboard.close();
    await browser.relaunch('https://games.test/from-the-start');
    const [page] = browser.context.pages();
    if (page === undefined) throw new Error('The browser has no page.');
    await eventually('the block page', () => page.url().includes('/pages/blocked/'));
    await page.getByRole('heading', { name: 'This page is blocked' }).waitFor();
    expect(away.day.outside.requestsTo('games.test')).toEqual([]);
    expect(await page.locator('body').innerText()).toContain('Greenfield School');
    await page.goto(`chrome-extension://${browser.extensionId}/pages/popup/popup.html`);
    await page.getByText('not reached; the last rules stay in force').waitFor();
    expect(await page.locator('body').innerText()).toMatch(/Not sent yet\s+1 record/);
  } finally {
    await browser.stop();
    await away.close();
    rmSync(profile, { recursive: true, force: true });
  }
});

test('the browser killed right after a block page while the school is away: the event arrives once, after the restart', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'schoolgate-profile-'));
  try {
    await withBrowser({ profile }, async (browser) => {
      const page = await settledPage(browser);
      const worker = await browser.serviceWorker();
      await worker.evaluate(() => void (globalThis.fetch = () => Promise.reject(new TypeError('no network'))));
      await type(page, 'https://games.test/last-words');
      const reference = new URL(page.url()).searchParams.get('ref') ?? '';
      await browser.kill9();
      expect(await school.day.school.events.byId(reference)).toBeNull();
      await browser.relaunch();
      await eventually('the event that the page named', () => school.day.school.events.byId(reference), 15_000);
      const again = await browser.newPage();
      await type(again, 'https://games.test/after');
      await eventually('the next event', async () =>
        (await recorded(school.day.school, ['blocked'])).some((event) => event.target.path === '/after'),
      );
      expect((await recorded(school.day.school, ['blocked'])).filter((event) => event.target.path === '/last-words')).toHaveLength(1);
    });
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});

test('the browser tells the school every half minute how it is, and that Chrome lets it stop pages', async () => {
  const devices = await school.day.school.devices.list();
  const beat = devices.find((device) => device.name === 'Laptop of mia')?.lastHeartbeat;
  expect(beat).toMatchObject({ version: school.extension.version, throughProxy: false, problems: [] });
});
