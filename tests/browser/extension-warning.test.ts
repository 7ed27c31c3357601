// A site that the school warns of, in a real browser: one page to think on, with or without the school's proxy in the way.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia, tom } from '../support/cast.ts';
import { type ExtensionDay, openExtensionDay, schoolRule, type } from '../support/chromium/extension-day.ts';
import type { ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { settledPage } from '../support/chromium/settled-page.ts';
import { eventually, recorded } from '../support/events.ts';
import { html } from '../support/origin-site.ts';

let school: ExtensionDay;
let browser: ManagedBrowser;
let page: Page;

beforeAll(async () => {
  school = await openExtensionDay();
  await school.publish((policy) => ({ ...policy, rules: [...policy.rules, schoolRule('warn', 'games.test')] }));
  const links = html(
    '<h1>Links</h1><a id="link" href="https://games.test/linked">A game</a><img src="https://games.test/part.png" alt="">',
  );
  school.day.outside.page('allowed.test/links', links);
  browser = await school.browserOf(mia);
  page = await settledPage(browser);
});
afterAll(async () => {
  await browser?.stop();
  await school?.close();
});

const warnPage = /^chrome-extension:\/\/[a-p]{32}\/pages\/warned\/warned\.html\?ref=[0-9A-Z]{12}$/;
const atGames = async (person: string) =>
  (await recorded(school.day.school, ['warned'])).filter(
    ({ target, subject }) => /^(?:www\.)?games\.test$/.test(target.host) && subject === person,
  );

test('the extension shows the page before anything leaves; “Go back” goes back, “Go on” opens the site and its parts', async () => {
  await type(page, 'https://allowed.test/links');
  await page.click('#link');
  await page.getByRole('heading', { name: 'Think before you go on' }).waitFor();
  expect(page.url()).toMatch(warnPage);
  expect(await page.locator('body').innerText()).toContain('Greenfield School has a rule of its own for this page.');
  await page.getByRole('button', { name: 'Go back' }).click();
  await page.getByRole('heading', { name: 'Links' }).waitFor();
  expect(school.day.outside.requestsTo('games.test')).toEqual([]);

  await type(page, 'https://games.test/typed');
  expect(page.url()).toMatch(warnPage);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL('https://games.test/typed');
  // What is kept outlives the worker.
  expect(browser.killExtension()).toBe(true);
  await eventually('the worker to be gone', () => !browser.killExtension());
  await type(page, 'https://games.test/second');
  expect(page.url()).toBe('https://games.test/second');
  await type(page, 'https://allowed.test/links');
  await eventually('the picture', () => school.day.outside.requestsTo('games.test').some(({ path }) => path === '/part.png'));

  const events = await eventually('the events', async () => {
    const all = await atGames(mia.id);
    return all.some(({ target }) => target.path === '/second') ? all : null;
  });
  const told = events.map(({ target, wentOn, enforcedBy }) => [target.path, wentOn ?? false, enforcedBy.point]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['/linked', false, 'extension'],
      ['/typed', false, 'extension'],
      ['/typed', true, 'extension'],
      ['/second', true, 'extension'],
    ]),
  );
});

test('with the proxy in the way there is one warning, the extension’s, and the proxy records that somebody went on', async () => {
  const { proxy, dashboard, authority } = school.day;
  await browser.stop();
  browser = await school.browserOf(tom, {
    hostRules: [],
    policy: {
      ProxySettings: { ProxyMode: 'fixed_servers', ProxyServer: `127.0.0.1:${proxy.port}`, ProxyBypassList: new URL(dashboard.url).host },
      CACertificates: [Buffer.from(authority.certificateDer).toString('base64')],
    },
  });
  const tab = await settledPage(browser);
  await type(tab, 'https://games.test/both');
  expect(tab.url()).toMatch(warnPage);
  await tab.getByRole('button', { name: 'Go on' }).click();
  await tab.waitForURL('https://games.test/both');
  await tab.getByRole('heading', { name: 'This is games.test' }).waitFor();
  await type(tab, 'https://www.games.test/both');
  expect(await tab.locator('h1').innerText()).toBe('This is www.games.test');
  const events = await eventually('what the proxy saw', async () => {
    const all = (await atGames(tom.id)).filter(({ target }) => target.path === '/both');
    return all.length >= 3 ? all : null;
  });
  const told = events.map(
    ({ target, wentOn, enforcedBy }) => `${target.host}, by the ${enforcedBy.point}, ${wentOn ? 'went on' : 'shown'}`,
  );
  expect(told.toSorted((a, b) => a.localeCompare(b))).toEqual([
    'games.test, by the extension, shown',
    'games.test, by the proxy, went on',
    'www.games.test, by the proxy, went on',
  ]);
});
