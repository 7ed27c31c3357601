// What people do in the extension's own pages, by keyboard: the popup, asking for a site, telling the school something. Read by axe,
// light and dark, and at 200 % (a page of half the width).
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { type ExtensionDay, openExtensionDay } from '../support/chromium/extension-day.ts';
import type { ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { settledPage } from '../support/chromium/settled-page.ts';
import { eventually } from '../support/events.ts';

let school: ExtensionDay;
let browser: ManagedBrowser;
let page: Page;

beforeAll(async () => {
  school = await openExtensionDay();
  const reports = { withoutName: true, people: ['Mr Shah, safeguarding lead'] };
  const texts = [
    { language: 'en' as const, title: 'Our rules', text: 'Be kind to everybody.\n\nTell somebody when you are worried.' },
    { language: 'cy' as const, title: 'Ein rheolau', text: 'Byddwch yn garedig wrth bawb yn yr ysgol.' },
  ];
  await school.day.school.agreements.add({ id: 'agreement-1', audience: 'ks3', at: 1, by: 'admin', texts, parents: true });
  await school.publish((policy) => ({ ...policy, monitoring: { typing: {}, reports } }));
  browser = await school.browserOf(mia);
  page = await settledPage(browser);
});
afterAll(async () => {
  await browser?.stop();
  await school?.close();
});

/** In front of the rules, which open by themselves. */
async function open(name: string): Promise<void> {
  await page.bringToFront();
  await page.goto(`chrome-extension://${browser.extensionId}/pages/${name}/${name}.html`);
}

async function readByAxe(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${colorScheme}: ${id} at ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  }
}

/** At 320 CSS pixels, which is 640 at 200 %, nothing is cut off sideways (WCAG 2.2, 1.4.10). */
async function fitsAtTwice(): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** Presses Tab until what has the focus has this name. */
async function tabTo(name: string): Promise<void> {
  await eventually(
    `“${name}” is reached by keyboard`,
    async () => {
      await page.keyboard.press('Tab');
      return page.evaluate((wanted) => {
        const at = document.activeElement;
        const labels =
          at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement ? at.labels : null;
        return (labels?.[0] ?? at)?.textContent?.trim() === wanted;
      }, name);
    },
    20_000,
  );
}

test('a pupil asks for a site with the keyboard alone, hears what is wrong, and finds the request in the popup', async () => {
  await open('ask');
  await page.getByRole('heading', { name: 'Ask for a site' }).waitFor();
  await tabTo('Send the request');
  await page.keyboard.press('Enter');
  await page.getByText('Write the address of a web page').waitFor();
  expect(await page.getByLabel('Address of the page').getAttribute('aria-invalid')).toBe('true');
  await readByAxe();
  await page.keyboard.type('games.test/chess');
  await tabTo('What do you need it for?');
  await page.keyboard.type('for the chess club');
  await tabTo('Send the request');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Your request has reached the people at school').waitFor();
  await readByAxe();
  await fitsAtTwice();
  await open('popup');
  await page.getByText('Signed in as Mia Patel').waitFor();
  await page.getByText('games.test/chess').waitFor();
  await page.getByText('Waiting for an answer').waitFor();
  await readByAxe();
});

test('somebody tells the school something without their name, and to somebody with it', async () => {
  await open('report');
  await page.getByText('It is sent with your name, Mia Patel.').waitFor();
  await readByAxe();
  await tabTo('What happened?');
  await page.keyboard.type('somebody in a game threatens me');
  await tabTo('Send it without my name');
  await page.keyboard.press('Space');
  expect(await page.getByText('It is sent with your name, Mia Patel.').isVisible()).toBe(false);
  await tabTo('Send');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Your message has reached the school').waitFor();
  // The way to another form has the focus.
  await page.keyboard.press('Enter');
  await page.getByLabel('What happened?').fill('and my friend');
  await page.getByLabel('Who should read it?').selectOption('Mr Shah, safeguarding lead');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('status').getByText('Your message has reached the school').waitFor();
  await fitsAtTwice();
  expect((await school.day.school.reports.list(10)).map(({ subject, to, text }) => [subject, to, text]).toReversed()).toEqual([
    [null, null, 'somebody in a game threatens me'],
    ['mia', 'Mr Shah, safeguarding lead', 'and my friend'],
  ]);
});

test('rules for acceptable use open by themselves at the first sign-in, are accepted with the keyboard, and stay to be read', async () => {
  await eventually(
    'the rules are open',
    () => browser.context.pages().some((one) => one !== page && one.url().endsWith('/agreement.html')),
    45_000,
  );
  await open('agreement');
  await page.getByRole('heading', { name: 'Our rules' }).waitFor();
  await page.getByText('A parent or carer signs it too.').waitFor();
  await readByAxe();
  await fitsAtTwice();
  await tabTo('I have read this and accept it');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('You accepted this on').waitFor();
  await readByAxe();
  expect(await school.day.school.agreements.acceptance('agreement-1', 'mia')).toMatchObject({ acceptedAt: expect.any(Number) });
  await open('popup');
  await page.getByRole('link', { name: 'Read the rules again' }).waitFor();
});
