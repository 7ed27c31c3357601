// The known ways of killing a filter extension or going past it, against the policy that the product ships. Every name leads to
// the outside world without the proxy too, so that whatever does not come is stopped and not lost.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromePolicy } from '#main/chrome/chrome-policy.ts';
import { packExtension, type PackedExtension } from '#main/chrome/pack-extension.ts';
import { closedAddresses } from '#main/chrome/policy-set.ts';
import { mia } from '../support/cast.ts';
import type { ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { dropPolicy, takePolicy, writePolicy } from '../support/chromium/managed-policy.ts';
import { startChromium } from '../support/chromium/start-chromium.ts';
import { eventually, recorded } from '../support/events.ts';
import { html } from '../support/origin-site.ts';
import { openSchoolBrowser, type SchoolBrowserOptions } from '../support/school-browser.ts';
import { openSchoolDay, type SchoolDay } from '../support/school-day.ts';

const folder = mkdtempSync(join(tmpdir(), 'schoolgate-kill-list-'));
let extension: PackedExtension;
let day: SchoolDay;
let straight: string[];

beforeAll(async () => {
  extension = await packExtension(join(import.meta.dirname, '../../dist/extension'), folder);
  day = await openSchoolDay({ at: Date.now(), extension });
  straight = [`MAP *.test:80 127.0.0.1:${day.outside.httpPort}`, `MAP *.test:443 127.0.0.1:${day.outside.httpsPort}`];
});
afterAll(async () => {
  await day?.close();
  rmSync(folder, { recursive: true, force: true });
});

const opened = (options: Partial<SchoolBrowserOptions> = {}): Promise<ManagedBrowser> =>
  openSchoolBrowser(day, mia, { extension, hostRules: straight, ...options });
const visits = async (path: string) => (await recorded(day.school)).filter((event) => event.target.path === path);
const tryOpen = async (page: Page, url: string): Promise<void> => void (await page.goto(url, { timeout: 10_000 }).catch(() => null));

const failureOf = (page: Page, url: string): Promise<string | null> =>
  page.goto(url, { timeout: 10_000 }).then(
    () => null,
    (failure: Error) => failure.message,
  );

/** A page of a browser whose extension is installed, enrolled and judging. */
async function settledPage(browser: ManagedBrowser): Promise<Page> {
  await browser.serviceWorker();
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${browser.extensionId}/pages/popup/popup.html`);
  await page.getByRole('heading', { name: 'This browser is filtered' }).waitFor({ timeout: 30_000 });
  return page;
}

async function isBlocked(page: Page, path: string): Promise<void> {
  await tryOpen(page, `https://games.test${path}`);
  await page.getByRole('heading', { name: 'This page is blocked' }).waitFor();
  expect(day.outside.requestsTo('games.test')).toEqual([]);
}

describe('in a browser that runs', () => {
  let browser: ManagedBrowser;
  let page: Page;
  beforeAll(async () => {
    browser = await opened();
    page = await settledPage(browser);
  });
  afterAll(() => browser?.stop());

  test('the browser’s own pages that stop, inspect or restart things are closed, and what protects goes on', async () => {
    for (const address of closedAddresses.filter((one) => one.startsWith('chrome:'))) {
      const tab = await browser.newPage();
      const failure = await failureOf(tab, address);
      // Chrome keeps its pages for debugging shut by itself, until somebody opens the page where they can be switched on.
      if (!tab.url().startsWith('chrome://debug-webuis-disabled'))
        expect(failure, address).toMatch(/ERR_BLOCKED_BY_ADMINISTRATOR|ERR_ABORTED/);
      await tab.close();
    }
    await isBlocked(page, '/after-chrome-pages');
  });

  test.each([['chrome://kill'], ['chrome://crash'], ['chrome://hang']])(
    '%s typed into a page of the extension does not reach the process that the page shares with the worker',
    async (address) => {
      const own = await browser.newPage();
      await own.goto(`chrome-extension://${browser.extensionId}/pages/popup/popup.html`);
      expect(await failureOf(own, address)).toMatch(/ERR_BLOCKED_BY_ADMINISTRATOR|ERR_ABORTED/);
      const from = performance.now();
      await isBlocked(page, `/after-${address.slice(9)}`);
      expect(performance.now() - from).toBeLessThan(5_000);
      await own.close();
    },
  );

  test('files, pages inside an address and scripts as an address do not open', async () => {
    expect(await failureOf(page, 'file:///etc/passwd')).toContain('ERR_BLOCKED_BY_ADMINISTRATOR');
    expect(await failureOf(page, 'data:text/html,<h1>Inside</h1>')).not.toBeNull();
    expect(await page.locator('body').innerText()).not.toContain('Inside');
    await tryOpen(page, 'https://allowed.test/bookmarklet');
    const title = await page.title();
    await tryOpen(page, 'javascript:void(document.title = "run")');
    expect(await page.title()).toBe(title);
  });

  test('a page that asks for three thousand blocked hosts, frames and windows starves nobody', async () => {
    day.outside.page(
      'allowed.test/flood',
      html(`<h1>Flood</h1><script>
        for (let i = 0; i < 3000; i++) fetch('https://h' + i + '.games.test/flood').catch(() => {});
        for (let i = 0; i < 200; i++) { const f = document.createElement('iframe'); f.src = 'https://f' + i + '.games.test/'; document.body.append(f); }
        for (let i = 0; i < 50; i++) open('https://w' + i + '.games.test/');
      </script>`),
    );
    await page.goto('https://allowed.test/flood', { waitUntil: 'commit' }).catch(() => null);
    const other = await browser.newPage();
    const from = performance.now();
    await isBlocked(other, '/during-the-flood');
    expect(performance.now() - from).toBeLessThan(10_000);
    expect(day.outside.received.filter(({ host }) => host.endsWith('games.test'))).toEqual([]);
    await tryOpen(other, 'https://allowed.test/after-the-flood');
    expect(await other.title()).toBe('Origin');
    await Promise.all([page.close(), other.close()]);
    page = await browser.newPage();
  });
});

describe('started with other arguments', () => {
  test.each([['--no-proxy-server'], ['--proxy-server=direct://'], ['--proxy-bypass-list=*'], ['--proxy-pac-url=data:,x']])(
    '%s: traffic crosses the proxy all the same',
    async (flag) => {
      const browser = await opened({ flags: [flag] });
      try {
        const page = await settledPage(browser);
        const path = `/crossing-${flag.replace(/\W+/g, '-')}`;
        await tryOpen(page, `https://allowed.test${path}`);
        await eventually('the visit', async () => (await visits(path)).length > 0);
        expect(await visits(path)).toMatchObject([{ enforcedBy: { point: 'proxy' }, subject: 'mia' }]);
        await isBlocked(page, path);
      } finally {
        await browser.stop();
      }
    },
  );

  test.each([['--incognito'], ['--guest']])('%s: no window without the extension, where no proxy stands behind it either', async (flag) => {
    const profile = mkdtempSync(join(folder, 'profile-'));
    const before = await opened({ proxy: false, profile });
    try {
      await settledPage(before);
    } finally {
      await before.stop();
    }
    const browser = await opened({ proxy: false, profile, flags: [flag], startUrl: `https://games.test/${flag}` });
    try {
      await isBlocked(await settledPage(browser), `/${flag}-later`);
    } finally {
      await browser.stop();
    }
  });

  test.each([['--disable-extensions'], ['--disable-extensions-except=/nowhere']])(
    '%s: the extension is gone, and so is the way out',
    async (flag) => {
      const browser = await opened({ flags: [flag] });
      try {
        const asked = day.outside.received.length;
        const page = await browser.newPage();
        for (const url of ['https://games.test/', 'https://allowed.test/', 'http://allowed.test/']) await tryOpen(page, url);
        expect(browser.context.serviceWorkers()).toEqual([]);
        expect(day.outside.received).toHaveLength(asked);
      } finally {
        await browser.stop();
      }
    },
  );

  test('--load-extension: an extension that somebody brings along is not taken', async () => {
    const own = join(folder, 'own');
    mkdirSync(own, { recursive: true });
    writeFileSync(
      join(own, 'manifest.json'),
      JSON.stringify({ manifest_version: 3, name: 'Own', version: '1', background: { service_worker: 'own.js' }, permissions: ['proxy'] }),
    );
    writeFileSync(join(own, 'own.js'), '');
    const browser = await opened({ unpacked: own });
    try {
      const page = await settledPage(browser);
      await isBlocked(page, '/with-another');
      expect(browser.context.serviceWorkers().filter((worker) => !worker.url().includes(extension.id))).toEqual([]);
    } finally {
      await browser.stop();
    }
  });
});

test('the policy exactly as it is given to schools: no tool can look in, the device enrols, what is blocked is stopped and told', async () => {
  await takePolicy();
  const profile = mkdtempSync(join(folder, 'profile-'));
  const policy = chromePolicy({
    dashboardUrl: day.dashboard.url,
    proxyAddress: `127.0.0.1:${day.proxy.port}`,
    extensionId: extension.id,
    enrolmentKey: day.enrolmentKey,
    authorities: day.authority.published,
  });
  // Chrome on Linux does not say who is signed in; a school adds the name there (README).
  const managed = policy['3rdparty'] as { extensions: Record<string, Record<string, unknown>> };
  Object.assign(managed.extensions[extension.id] ?? {}, { user: mia.login, deviceName: 'As shipped' });
  writePolicy(policy);
  const start = (startUrl: string) => startChromium({ profile, hostRules: straight, startUrl, blind: true });
  let browser = await start('https://games.test/first-start');
  try {
    await eventually(
      'the device to be enrolled and to have its policy',
      async () =>
        (await day.school.devices.list()).some(({ name, lastHeartbeat }) => name === 'As shipped' && (lastHeartbeat?.bundle ?? 0) > 0),
      30_000,
    );
    expect(browser.log()).toContain('DevTools remote debugging is disallowed');
    await browser.stop();
    browser = await start('https://games.test/as-shipped');
    const event = await eventually('the block', async () => (await visits('/as-shipped'))[0], 30_000);
    expect(event).toMatchObject({ kind: 'blocked', enforcedBy: { point: 'extension' } });
    await browser.stop();
    browser = await start('https://allowed.test/as-shipped-too');
    expect(await eventually('the visit', async () => (await visits('/as-shipped-too'))[0], 30_000)).toMatchObject({
      enforcedBy: { point: 'proxy' },
    });
    expect(day.outside.requestsTo('games.test')).toEqual([]);
  } finally {
    await browser.stop();
    dropPolicy();
  }
}, 120_000);
