// A pupil whose browser asks for Welsh: what the extension says, and the choice of language without a script.
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { renderBlockPage } from '#policies/words/block-page.ts';
import { renderProblemPage } from '#policies/words/problem-page.ts';
import { renderWarnPage } from '#policies/words/warn-page.ts';
import { verdictOf } from '../policies/words/verdict-of.ts';
import { mia } from '../support/cast.ts';
import { type ExtensionDay, openExtensionDay, schoolRule, type } from '../support/chromium/extension-day.ts';
import type { ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { settledPage } from '../support/chromium/settled-page.ts';
import { html } from '../support/origin-site.ts';

let school: ExtensionDay;
let browser: ManagedBrowser;
let page: Page;

beforeAll(async () => {
  school = await openExtensionDay();
  await school.publish((policy) => ({ ...policy, languages: ['en', 'cy'] }));
  school.day.outside.page('allowed.test/around', html('<h1>Around</h1><iframe src="https://games.test/frame"></iframe>'));
  school.day.outside.page('games.test/play', html('<h1>Chess</h1>'));
  const root = school.day.originAuthority.root.replace(/-----[^-]+-----|\s/g, '');
  browser = await school.browserOf(mia, { policy: { CACertificates: [root], ForcedLanguages: ['cy', 'en-GB'] } });
  page = await settledPage(browser, { heading: 'Mae’r porwr hwn yn cael ei hidlo' });
});
afterAll(async () => {
  await browser?.stop();
  await school?.close();
});

test('the block page is in Welsh first, and English is one press away and back', async () => {
  await type(page, 'https://games.test/play');
  const [welsh, english] = [page.getByText('Mae’n perthyn i’r categori “Gemau”'), page.getByText('It belongs to the category “Games”')];
  expect(await page.title()).toBe('Wedi’i blocio: games.test – Greenfield School');
  expect(await page.locator('html').getAttribute('lang')).toBe('cy');
  expect([await welsh.isVisible(), await english.isVisible()]).toEqual([true, false]);
  await page.getByText('English', { exact: true }).click();
  expect([await welsh.isVisible(), await english.isVisible()]).toEqual([false, true]);
  await page.keyboard.press('ArrowLeft');
  expect([await welsh.isVisible(), await english.isVisible()]).toEqual([true, false]);
  expect(await page.getByRole('radio', { name: 'Cymraeg' }).isChecked()).toBe(true);
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
});

test('a blocked frame says it in Welsh too', async () => {
  await type(page, 'https://allowed.test/around');
  await page.frameLocator('iframe').getByRole('heading', { name: 'Mae’r dudalen hon wedi’i blocio' }).waitFor();
});

test('an address that is no website’s is explained in Welsh', async () => {
  await type(page, 'data:text/html,<h1>Game</h1>');
  await page.getByRole('heading', { name: 'Nid yw’r cyfeiriad hwn yn perthyn i wefan' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('cy');
});

test('the popup is in Welsh', async () => {
  const popup = await browser.newPage();
  await popup.goto(`chrome-extension://${browser.extensionId}/pages/popup/popup.html`);
  await popup.getByRole('heading', { name: 'Mae’r porwr hwn yn cael ei hidlo' }).waitFor();
  await popup.close();
});

test('a page that the school opens meanwhile says so in both languages', async () => {
  await type(page, 'https://games.test/play');
  await school.publish((policy) => ({ ...policy, rules: [schoolRule('allow', 'games.test')] }));
  await page.getByText('Mae’r ysgol wedi agor y dudalen hon.').waitFor();
  expect(await page.getByRole('link', { name: 'Agor y dudalen nawr' }).isVisible()).toBe(true);
  await page.getByText('English', { exact: true }).click();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('This page was blocked');
  await page.getByRole('link', { name: 'Open it now' }).click();
  await page.getByRole('heading', { name: 'Chess' }).waitFor();
});

const languages = ['cy', 'en'] as const;
const input = {
  target: { scheme: 'https', host: 'help.test', port: 443, path: `/${'long'.repeat(40)}` },
  reference: '7K3M9QX2VB4D',
  subjectKind: 'pupil',
  schoolName: 'Ysgol y Bryn',
  at: 0,
  timeZone: 'Europe/London',
  enforcedBy: 'proxy',
  askUrl: 'https://filter.test/ask/1',
  reportUrl: 'https://filter.test/report/1',
  phaseName: 'Cyfnod Allweddol 3',
  languages,
} as const;

test.each([
  ['the block page', renderBlockPage({ ...input, verdict: verdictOf('category', 'block', { verdict: { category: 'self-harm' } }) })],
  [
    'the page that warns',
    renderWarnPage({
      ...input,
      verdict: verdictOf('category', 'warn', { verdict: { category: 'self-harm' } }),
      goOn: { by: 'form', action: '/go-on', token: 'token' },
    }),
  ],
  ['a problem page', renderProblemPage({ trouble: 'connection-timeout', reference: null, schoolName: 'Ysgol y Bryn', languages })],
])('%s in two languages is accessible in either, light and dark, and fits a small phone', async (_, markup) => {
  await page.goto('about:blank');
  await page.setViewportSize({ width: 320, height: 640 });
  await page.setContent(markup);
  for (const language of ['English', 'Cymraeg']) {
    await page.getByText(language, { exact: true }).click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode(true)
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${language}, ${colorScheme}: ${id} at ${nodes.map((node) => node.html).join(' ')}`),
      ).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
  }
});
