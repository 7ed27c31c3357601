// A site that the school warns of, in a real browser without the extension, whose traffic crosses the proxy: the page stands in the
// site’s own origin, and its form opens the site over https and http without a question of the browser’s.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { schoolRule, type } from '../support/chromium/extension-day.ts';
import { launchManaged, type ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { html } from '../support/origin-site.ts';
import { openSchoolDay, type SchoolDay } from '../support/school-day.ts';

let day: SchoolDay;
let browser: ManagedBrowser;
let page: Page;

beforeAll(async () => {
  day = await openSchoolDay({
    at: Date.now(),
    policy: { ...starterPolicy, languages: ['en', 'cy'], rules: [schoolRule('warn', 'games.test'), schoolRule('warn', 'forum.test')] },
    addresses: [{ cidr: '127.0.0.0/8', name: 'Room 3', group: 'ks3' }],
  });
  day.outside.page('allowed.test/', html('<h1>Links</h1><iframe src="https://forum.test/framed" width="700" height="700"></iframe>'));
  day.outside.page(
    'games.test/moved',
    (_request, response) => void response.writeHead(302, { location: 'https://www.games.test/new' }).end(),
  );
  browser = await launchManaged({
    extension: null,
    policy: {
      ProxySettings: { ProxyMode: 'fixed_servers', ProxyServer: `127.0.0.1:${day.proxy.port}` },
      CACertificates: [Buffer.from(day.authority.certificateDer).toString('base64')],
    },
  });
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.stop();
  await day?.close();
});

test('in a frame it only leads to the site on a page of its own', async () => {
  await type(page, 'https://allowed.test/');
  const link = page.frameLocator('iframe').getByRole('link', { name: 'Open it on its own' });
  const [alone] = await Promise.all([browser.context.waitForEvent('page'), link.click()]);
  await alone.getByRole('heading', { name: 'Think before you go on' }).waitFor();
  expect(alone.url()).toBe('https://forum.test/framed');
  // Nothing to go back to: the tab can be closed.
  expect(await alone.getByRole('button').allInnerTexts()).toEqual(['Go on']);
  await alone.close();
  expect(day.outside.requestsTo('forum.test')).toEqual([]);
});

test.each([
  ['https://games.test/moved', 'https://www.games.test/new'],
  ['http://forum.test/talk', 'http://forum.test/talk'],
])('%s: “Go back” goes back, “Go on” opens it', async (address, opened) => {
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await type(page, 'https://allowed.test/');
  await type(page, address);
  expect(page.url()).toBe(address);
  await page.getByRole('heading', { name: 'Think before you go on' }).waitFor();
  await page.getByRole('button', { name: 'Go back' }).click();
  await page.getByRole('heading', { name: 'Links' }).waitFor();
  await type(page, address);
  problems.length = 0;
  // In the school's other language, on the same page.
  await page.getByText('Cymraeg').click();
  await page.getByRole('button', { name: 'Mynd ymlaen' }).click();
  await page.waitForURL(opened);
  expect(await page.locator('h1').innerText()).toBe(`This is ${new URL(opened).hostname}`);
  expect(problems).toEqual([]);
});
