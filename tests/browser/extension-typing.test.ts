// Typed words in real pages: what is told, what never is, and that nobody's typing is held up.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { type ExtensionDay, openExtensionDay, type } from '../support/chromium/extension-day.ts';
import type { ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { settledPage } from '../support/chromium/settled-page.ts';
import { eventually, recorded } from '../support/events.ts';
import { html } from '../support/origin-site.ts';

let school: ExtensionDay;
let browser: ManagedBrowser;
let page: Page;

const form = html(`<h1>Forum</h1>
<textarea aria-label="Your message" id="message"></textarea>
<input id="title" aria-label="Title"><div id="editor" contenteditable="true"></div>
<form><input type="password" id="word" aria-label="Word"><input id="beside" aria-label="Beside"></form>
<input id="shown" aria-label="Shown" type="password"><input id="card" autocomplete="cc-name"><input id="q" name="q">
<div id="host"></div><iframe id="frame"></iframe>
<script>
document.querySelector('#host').attachShadow({ mode: 'closed' }).innerHTML = '<input id="inner">';
document.addEventListener('input', (event) => event.stopImmediatePropagation(), true);
document.querySelector('#title').addEventListener('keydown', (event) => { if (event.key === 'Enter') event.target.value = ''; });
frame.contentDocument.designMode = 'on';
</script>`);

beforeAll(async () => {
  school = await openExtensionDay();
  for (const host of ['forum.test', 'other.test']) school.day.outside.page(`${host}/`, form);
  await school.publish((policy) => ({ ...policy, monitoring: { typing: { ks3: { sites: ['forum.test'] } } } }));
  browser = await school.browserOf(mia);
  page = await settledPage(browser);
});
afterAll(async () => {
  await browser?.stop();
  await school?.close();
});

const typed = async () => (await recorded(school.day.school, ['flagged'])).filter((event) => event.typed === true);
const told = (phrase: string) =>
  eventually(`“${phrase}” is told`, async () => (await typed()).find((event) => event.searchTerm?.includes(phrase)), 20_000);

test('the popup says where typed words are read', async () => {
  await page.getByText('They are looked for at forum.test.').waitFor();
});

test('words are told from text areas, inputs, editors, closed shadow trees and frames of editors', async () => {
  await type(page, 'https://forum.test/');
  await page.locator('#message').pressSequentially('nobody cares and I want to die');
  expect(await told('want to die')).toMatchObject({
    kind: 'flagged',
    userAct: true,
    subject: 'mia',
    target: { host: 'forum.test' },
    flag: { category: 'suicide' },
  });
  await page.locator('#editor').pressSequentially('this is my suicide note');
  await page.locator('#title').pressSequentially('going to kill myself');
  // The page empties the field at once.
  await page.keyboard.press('Enter');
  await page.locator('#host').click({ position: { x: 10, y: 10 } });
  await page.keyboard.type('ending my life');
  await page.frameLocator('#frame').locator('body').pressSequentially('today is my last day on earth');
  await page.locator('h1').click();
  for (const words of ['suicide note', 'kill myself', 'ending my life', 'last day on earth']) await told(words);
});

test('passwords, shown ones too, payments, searches, scripts and pages that are not asked for tell nothing', async () => {
  const before = (await typed()).length;
  for (const field of ['#word', '#beside', '#card', '#q']) await page.locator(field).pressSequentially('going to drown myself');
  await page.locator('#shown').pressSequentially('going to ');
  await page.locator('#shown').evaluate((field) => field.setAttribute('type', 'text'));
  await page.locator('#shown').pressSequentially('drown myself');
  await page.locator('h1').click();
  await page.locator('#message').evaluate((field: HTMLTextAreaElement) => {
    field.value = 'going to hang myself';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  await page.locator('h1').click();
  await type(page, 'https://other.test/');
  await page.locator('#message').pressSequentially('going to shoot myself');
  await page.locator('h1').click();
  // What is told last shows that nothing was told before.
  await type(page, 'https://forum.test/');
  await page.locator('#message').pressSequentially('going to poison myself');
  await page.locator('h1').click();
  await told('poison myself');
  expect(await typed()).toHaveLength(before + 1);
});

test('when the school no longer asks, an open page tells nothing more', async () => {
  await school.publish((policy) => ({ ...policy, monitoring: { typing: { ks3: { sites: ['elsewhere.test'] } } } }));
  const popup = await browser.newPage();
  await popup.goto(`chrome-extension://${browser.extensionId}/pages/popup/popup.html`);
  await popup.getByText('They are looked for at elsewhere.test.').waitFor();
  await page.locator('#message').fill('');
  const before = (await typed()).length;
  await page.locator('#message').pressSequentially('going to suffocate myself');
  await page.locator('h1').click();
  await school.publish((policy) => ({ ...policy, monitoring: { typing: { ks3: { sites: ['forum.test'] } } } }));
  await popup.getByText('They are looked for at forum.test.').waitFor();
  await popup.close();
  // Open frames are watched some moments after the popup has the policy.
  await eventually(
    'the page is read again',
    async () => {
      await page.locator('#message').fill('');
      await page.locator('#message').pressSequentially('going to electrocute myself');
      await page.locator('h1').click();
      return (await typed()).some((event) => event.searchTerm?.includes('electrocute myself'));
    },
    20_000,
  );
  expect(await typed()).toHaveLength(before + 1);
});
