// Imported lists in a real browser: the table comes from the school's server, is kept, and judges on without the server.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { type ExtensionDay, openExtensionDay, type } from '../support/chromium/extension-day.ts';
import type { ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { settledPage } from '../support/chromium/settled-page.ts';
import { eventually, recorded } from '../support/events.ts';
import { listsOnDisk, type ListsOnDisk } from '../support/school-lists-on-disk.ts';

let school: ExtensionDay;
let lists: ListsOnDisk;
let browser: ManagedBrowser;
const many = Array.from({ length: 2_000 }, (_, number) => `listed-${number}.test`);

beforeAll(async () => {
  school = await openExtensionDay();
  lists = listsOnDisk(school.day);
  await lists.importLists('ut1', { 'games/domains': [...many, 'far.test'].join('\n') });
  await lists.importMandatory('iwf', ['allowed.test/one-page', 'near.test']);
  browser = await school.browserOf(mia);
});
afterAll(async () => {
  await browser?.stop();
  await school?.close();
});

const isBlockPage = (url: string): boolean => url.startsWith(`chrome-extension://${browser.extensionId}/pages/blocked/`);

test('a browser that has just been set up judges by the imported table, and names list and line', async () => {
  const page = await settledPage(browser);
  await type(page, 'https://www.far.test/');
  expect(isBlockPage(page.url())).toBe(true);
  expect(await page.locator('body').innerText()).toContain('games/domains, line 2001');
  expect(school.day.outside.requestsTo('www.far.test')).toEqual([]);
  await type(page, 'https://allowed.test/');
  expect(page.url()).toBe('https://allowed.test/');
});

test('a page of a mandatory list is closed, and neither the page nor the record says which it is', async () => {
  const page = await browser.newPage();
  await type(page, 'https://allowed.test/one-page?x=1');
  expect(isBlockPage(page.url())).toBe(true);
  await type(page, 'https://near.test/');
  expect(isBlockPage(page.url())).toBe(true);
  const events = await eventually('the events', async () => {
    const illegal = (await recorded(school.day.school, ['blocked'])).filter(({ category }) => category === 'illegal');
    return illegal.length >= 2 && illegal;
  });
  expect(JSON.stringify(events)).not.toMatch(/near\.test|one-page/);
});

test('a day’s change reaches the browser within five seconds', async () => {
  const page = await browser.newPage();
  await type(page, 'https://new-site.test/');
  expect(page.url()).toBe('https://new-site.test/');
  const materials = await lists.importLists('ut1', { 'games/domains': [...many, 'far.test', 'new-site.test'].join('\n') });
  expect(materials.map(({ kind }) => kind)).toEqual(['table', 'delta', 'phrases', 'mandatory']);
  await eventually('the block page', () => isBlockPage(page.url()));
});

test('started again while the school’s server is silent, the browser judges by the table that it kept', async () => {
  await school.day.dashboard.close();
  await browser.relaunch();
  const page = await settledPage(browser);
  for (const host of ['far.test', 'new-site.test', 'near.test']) {
    await page.goto(`https://${host}/`).catch(() => null);
    await eventually(`the block page for ${host}`, () => isBlockPage(page.url()));
  }
  await type(page, 'https://allowed.test/');
  expect(page.url()).toBe('https://allowed.test/');
});
