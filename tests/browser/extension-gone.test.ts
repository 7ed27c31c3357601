// Somebody gets rid of the extension: the school sees it within half a minute, and what is left of the browser's way out ends.
import type * as z from 'zod';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { devicesSchema } from '#policies/contracts/dashboard-api.ts';
import { mia, technician } from '../support/cast.ts';
import { type ExtensionDay, openExtensionDay, type } from '../support/chromium/extension-day.ts';
import type { ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { settledPage } from '../support/chromium/settled-page.ts';
import { eventually } from '../support/events.ts';

type DeviceView = z.infer<typeof devicesSchema>['devices'][number];

let school: ExtensionDay;
let browser: ManagedBrowser;
let page: Page;
let device: () => Promise<DeviceView | undefined>;

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
  // A server that has just begun to listen says nothing about who is silent.
  school.day.setTime(school.day.now() + 61_000);
  const asTechnician = await school.day.signIn(technician);
  device = async () =>
    (await asTechnician.get<z.infer<typeof devicesSchema>>('/api/devices')).devices.find(({ name }) => name === 'Laptop of mia');
});
afterAll(async () => {
  await browser?.stop();
  await school?.close();
});

/** Seconds until the school's page says so, while somebody goes on browsing. */
async function noticedAfter(state: DeviceView['state'], browse: () => Promise<void>): Promise<number> {
  const from = performance.now();
  while ((await device())?.state !== state) {
    if (performance.now() - from > 60_000) throw new Error(`Not noticed within a minute: ${JSON.stringify(await device())}`);
    await browse();
    await sleep(500);
  }
  return (performance.now() - from) / 1_000;
}
const loads = async (path: string): Promise<boolean> => {
  await page.goto(`https://allowed.test/${path}`, { timeout: 10_000 }).catch(() => null);
  return (await page.title().catch(() => '')) === 'Origin';
};

test('while it runs the device is well, however long nobody does anything', async () => {
  await eventually('the device to be well', async () => (await device())?.state === 'well', 50_000);
  for (let second = 0; second < 35; second++) {
    await sleep(1_000);
    expect((await device())?.state).toBe('well');
  }
}, 100_000);

test('taken away while somebody browses: told as unguarded within half a minute; the proxy still judges; then its pass ends', async () => {
  await type(page, 'https://allowed.test/before');
  browser.withdrawExtension();
  await eventually('the extension to be gone', () => browser.context.serviceWorkers().length === 0, 15_000);
  const seconds = await noticedAfter('unguarded', async () => void (await loads(`without-${Date.now()}`)));
  expect(seconds).toBeLessThan(30);
  expect(await loads('still')).toBe(true);
  await page.goto('https://games.test/without').catch(() => null);
  expect(school.day.outside.requestsTo('games.test')).toEqual([]);

  school.day.setTime(school.day.now() + 11 * 60_000);
  const asked = school.day.outside.received.length;
  expect(await loads('after-its-pass')).toBe(false);
  expect(school.day.outside.received).toHaveLength(asked);
}, 90_000);

test('a browser that is only closed is silent, not unguarded', async () => {
  await browser.kill9();
  expect(await noticedAfter('silent', async () => undefined)).toBeLessThan(75);
}, 90_000);
