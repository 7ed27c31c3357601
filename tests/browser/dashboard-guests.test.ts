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

test('a teacher makes a voucher for a visitor, reads out its code, and ends it', async () => {
  const { page, complaints, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('teacher'));
  await page.getByRole('link', { name: 'Guests' }).click();
  await page.getByText('No guest yet').waitFor();
  await page.getByRole('button', { name: 'Make a voucher' }).click();
  const panel = page.getByRole('dialog', { name: 'Make a voucher' });
  await panel.getByRole('button', { name: 'Make the voucher' }).click();
  await panel.getByRole('alert').getByText('Write the guest’s name.').waitFor();
  await panel.getByLabel('Name of the guest').fill('Mr Plumber');
  await panel.getByLabel('Here for').fill('Work on the boiler');
  await panel.getByRole('button', { name: 'Make the voucher' }).click();
  expect(await panel.getByLabel('Visitor code').inputValue()).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);
  await page.keyboard.press('Escape');
  const row = page.getByRole('row', { name: /Mr Plumber.*Not used yet/ });
  await row.getByRole('button', { name: 'End the voucher of Mr Plumber' }).click();
  await page.getByRole('row', { name: /Mr Plumber.*Ended/ }).waitFor();
  expect(complaints).toEqual([]);
  await leave();
});
