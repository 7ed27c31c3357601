// The day in a real managed Chromium: extension force-installed by policy, proxy by policy, our authority trusted.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packExtension, type PackedExtension } from '#main/chrome/pack-extension.ts';
import { committeeMember, mia, msOkafor, tom } from '../support/cast.ts';
import type { ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { eventually, recorded } from '../support/events.ts';
import { html } from '../support/origin-site.ts';
import { openSchoolBrowser } from '../support/school-browser.ts';
import { openSchoolDay, type SchoolDay } from '../support/school-day.ts';

const packed = mkdtempSync(join(tmpdir(), 'schoolgate-crx-'));
let extension: PackedExtension;
let day: SchoolDay;

beforeAll(async () => {
  extension = await packExtension(join(import.meta.dirname, '../../dist/extension'), packed);
  // The browser's own clock is the machine's, so the school's day is today.
  day = await openSchoolDay({ at: Date.now(), extension });
  day.outside.page('allowed.test/plants', html('<h1>Photosynthesis</h1><p id="only">Leaves</p>'));
});
afterAll(async () => {
  await day.close();
  rmSync(packed, { recursive: true, force: true });
});

/** A page of a browser whose extension is installed, enrolled and judging. */
const settled = async (browser: ManagedBrowser): Promise<Page> => {
  await browser.serviceWorker();
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${browser.extensionId}/pages/popup/popup.html`);
  await page.getByRole('heading', { name: 'This browser is filtered' }).waitFor({ timeout: 30_000 });
  return page;
};
const open = async (page: Page, url: string): Promise<string> => {
  await page.goto(url).catch(() => null);
  await page.locator('h1').first().waitFor();
  return page.locator('body').innerText();
};
const words = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'REFERENCE')
    .replace(/\b\d{1,2}:\d{2}\b/g, 'TIME')
    .replace('http://', 'https://')
    .replace(/Stopped by (this browser|the school’s network)/, 'Stopped by POINT');

describe('a year-8 pupil’s laptop', () => {
  let browser: ManagedBrowser;
  let page: Page;
  beforeAll(async () => {
    browser = await openSchoolBrowser(day, mia, { extension });
    page = await settled(browser);
  });
  afterAll(() => browser.stop());

  test('an allowed https page comes through the proxy with nothing added to it', async () => {
    await open(page, 'https://allowed.test/plants');
    expect(await page.content()).toBe(
      '<!DOCTYPE html><html lang="en"><head><title>Origin</title></head><body><h1>Photosynthesis</h1><p id="only">Leaves</p></body></html>',
    );
    const seen = await eventually('the page view, recorded by the proxy', async () =>
      (await recorded(day.school, ['ordinary'])).find((event) => event.target.path === '/plants'),
    );
    expect(seen).toMatchObject({ subject: 'mia', enforcedBy: { point: 'proxy' } });
  });

  test('a blocked site is stopped by the extension before a byte is asked for, over http and https', async () => {
    for (const scheme of ['https', 'http']) {
      const text = await open(page, `${scheme}://games.test/`);
      expect(page.url()).toMatch(/^chrome-extension:/);
      expect(text).toContain('games.test');
      expect(text).toContain('Ask for this page');
      expect(text).toContain('This is a mistake');
    }
    expect(day.outside.requestsTo('games.test')).toEqual([]);
    const blocked = await eventually('two events by the extension', async () => {
      const events = await recorded(day.school, ['blocked']);
      return events.length === 2 ? events : null;
    });
    for (const event of blocked)
      expect(event).toMatchObject({ enforcedBy: { point: 'extension' }, subject: 'mia', category: 'games', userAct: true });
  });

  test('a search on a self-harm list is flagged once, with its words, and safe search was forced', async () => {
    await open(page, 'https://search.test/?q=how+to+hurt+myself');
    expect(await page.title()).toBe('Origin');
    const [flagged] = await eventually('the flagged event', async () => {
      const events = await recorded(day.school, ['flagged']);
      return events.length > 0 ? events : null;
    });
    expect(flagged).toMatchObject({ searchTerm: 'how to hurt myself', flag: { category: 'self-harm', severity: 'high' } });
    const searches = day.outside.requestsTo('search.test').filter((one) => one.path.startsWith('/?'));
    expect(searches.map((one) => new URL(one.path, 'https://search.test').searchParams.getAll('safe'))).toEqual([['active']]);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await recorded(day.school, ['flagged'])).toHaveLength(1);
  });

  test('the device shows on the technician’s page with its heartbeat, through the proxy', async () => {
    const device = await eventually(
      'a heartbeat',
      async () => (await day.school.devices.list()).find((one) => one.person === 'mia' && one.lastHeartbeat?.throughProxy),
      10_000,
    );
    expect(device.lastHeartbeat?.problems).toEqual([]);
  });

  test('an approved lesson opens within five seconds and closes by itself when its time is over', async () => {
    await open(page, 'https://gambling.test/odds');
    expect(page.url()).toMatch(/^chrome-extension:/);

    // The teacher asks from the block page in her own browser profile’s stead: through her device, over the proxy.
    const teachersDevice = await day.deviceOf(msOkafor);
    const reference = /\/ask\/([0-9A-Z-]+)/.exec((await teachersDevice.open('https://gambling.test/odds')).text)?.[1] ?? '';
    const tomorrow = new Date(day.now() + 86_400_000).toISOString().slice(0, 10);
    const asked = await fetch(`${day.dashboard.url}/api/ask/${reference}`, {
      method: 'POST',
      headers: { origin: day.dashboard.url, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ wholeSite: true, lesson: { group: '8b', date: tomorrow, period: '3' }, reason: 'PSHE: how odds are set' }),
    }).then((response) => response.json() as Promise<{ id: string; state: string }>);
    expect(asked).toMatchObject({ state: 'waiting' });
    const committee = await day.signIn(committeeMember);
    await committee.post(`/api/requests/${asked.id}/decision`, {
      decision: 'approve',
      reason: 'Fits the plan',
      wholeSite: true,
      opens: 'now',
      audience: null,
      until: null,
    });
    await eventually('the pupil’s next try succeeds', async () => {
      await open(page, 'https://gambling.test/odds');
      return (await page.title()) === 'Origin';
    });

    const until = (await day.school.requests.byId(asked.id))?.decision?.until ?? 0;
    day.setTime(until);
    const worker = await browser.serviceWorker();
    await worker.evaluate((ahead) => {
      const real = Date.now.bind(Date);
      Date.now = () => real() + ahead;
    }, until - Date.now());
    await open(page, 'https://gambling.test/odds');
    expect(page.url()).toMatch(/^chrome-extension:/);
    expect((await (await day.deviceOf(mia)).open('https://gambling.test/odds')).status).toBe(403);
    day.setTime(Date.now());
  });
});

test('a sixth-former is allowed the site that a year-8 pupil is not', async () => {
  const browser = await openSchoolBrowser(day, tom, { extension });
  try {
    const page = await settled(browser);
    expect(await open(page, 'https://games.test/')).toContain('This is games.test');
  } finally {
    await browser.stop();
  }
});

test('kill -9 of the browser right after a block page: the event it showed is there, once', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'schoolgate-kill-'));
  const browser = await openSchoolBrowser(day, mia, { extension, profile });
  try {
    const page = await settled(browser);
    const text = await open(page, 'https://social.test/');
    const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0]?.replaceAll('-', '') ?? '';
    await browser.kill9();
    await browser.relaunch();
    await eventually('the event of the page that was shown', () => day.school.events.byId(reference), 20_000);
    expect((await recorded(day.school, ['blocked'])).filter((event) => event.id === reference)).toHaveLength(1);
  } finally {
    await browser.stop();
    rmSync(profile, { recursive: true, force: true });
  }
});

test('without the extension the proxy stops the same site in the same words, over http and https', async () => {
  const room = await openSchoolDay({ at: Date.now(), extension, addresses: [{ cidr: '127.0.0.0/8', person: 'mia', name: 'Room 12' }] });
  const withExtension = await openSchoolBrowser(room, mia, { extension });
  let fromExtension = '';
  try {
    const page = await settled(withExtension);
    fromExtension = words(await open(page, 'https://games.test/'));
    expect(page.url()).toMatch(/^chrome-extension:/);
    expect(room.outside.requestsTo('games.test')).toEqual([]);
  } finally {
    await withExtension.stop();
  }
  const bare = await openSchoolBrowser(room, mia, { extension: null });
  try {
    const page = await bare.newPage();
    for (const scheme of ['https', 'http']) {
      const text = await open(page, `${scheme}://games.test/`);
      expect(page.url()).toBe(`${scheme}://games.test/`);
      expect(words(text)).toBe(fromExtension);
    }
    expect(room.outside.requestsTo('games.test')).toEqual([]);
  } finally {
    await bare.stop();
    await room.close();
  }
});
