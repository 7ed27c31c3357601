import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveSchool, type ServedSchool } from '#tests/dashboard/web/support/served-school.ts';
import { openBrowser, signInByLink, type OpenBrowser } from '#tests/dashboard/web/support/visitor.ts';

let school: ServedSchool;
let browser: OpenBrowser;

beforeAll(async () => {
  [school, browser] = await Promise.all([serveSchool(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await school.close();
});

async function readByAxe(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${colorScheme}: ${id} at ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  }
}

test('an administrator writes rules for a group, sees who accepted, and records a parent’s signature', async () => {
  const { page, complaints, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('administrator'));
  await page.getByRole('link', { name: 'Acceptable use' }).click();
  await page.getByText('No text yet').waitFor();
  await page.getByRole('button', { name: 'Write a version' }).click();
  const sheet = page.getByRole('dialog', { name: 'Write a version' });
  await sheet.getByRole('button', { name: 'Put it in force' }).click();
  await sheet.getByRole('alert').getByText('Choose whom it is for.').waitFor();
  await sheet.getByLabel('For', { exact: true }).selectOption({ label: 'Everyone' });
  await sheet.getByLabel('Title', { exact: true }).fill('Our rules');
  await sheet.getByLabel('Text', { exact: true }).fill('Be kind to everybody.\n\nTell somebody when you are worried.');
  await sheet.getByLabel('Yes').check();
  await readByAxe(page);
  await sheet.getByRole('button', { name: 'Put it in force' }).click();
  await page.getByRole('row', { name: /Our rules.*Everyone.*Yes.*0 of \d+/ }).waitFor();
  await readByAxe(page);
  await page.getByRole('button', { name: /See who accepted Our rules/ }).click();
  const people = page.getByRole('dialog', { name: 'Our rules' });
  const sign = people.getByRole('button', { name: /the parent of/ });
  await sign.first().waitFor();
  const waiting = await sign.count();
  await sign.first().click();
  await expect.poll(() => sign.count(), { timeout: 20_000 }).toBe(waiting - 1);
  await readByAxe(page);
  expect(complaints).toEqual([]);
  await leave();
});

test('the safeguarding lead reads what people told and marks it as seen', async () => {
  const { page, complaints, leave } = await browser.visit();
  await school.school.reports.add({ id: 'report-1', at: Date.now(), subject: null, to: null, text: 'Somebody threatens me.', seen: null });
  await signInByLink(page, await school.linkFor('safeguarding-lead'));
  await page.getByRole('link', { name: 'Reports' }).click();
  const row = page.getByRole('row', { name: /Without a name.*Somebody threatens me/ });
  await row.waitFor();
  await readByAxe(page);
  await row.getByRole('button', { name: /Mark as seen/ }).click();
  await row.getByRole('button').waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await leave();
});
