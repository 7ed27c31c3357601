import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveSchool, type ServedSchool } from '#tests/dashboard/web/support/served-school.ts';
import { openBrowser, passphrase, signInByLink, type OpenBrowser } from '#tests/dashboard/web/support/visitor.ts';

let school: ServedSchool;
let browser: OpenBrowser;

beforeAll(async () => {
  [school, browser] = await Promise.all([serveSchool(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await school.close();
});

test('the safeguarding lead comes by a one-time link, chooses a passphrase, leaves, and is back with it on the page that was asked for', async () => {
  const { page, complaints, leave } = await browser.visit();
  const link = await school.linkFor('safeguarding-lead');
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue' }).click();

  await page.getByLabel('New passphrase').fill('too short');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByRole('alert').getByRole('link', { name: 'Use at least 12 characters' }).click();
  await expect.poll(() => page.getByLabel('New passphrase').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await page.getByLabel('New passphrase').inputValue()).toBe('too short');
  await page.getByLabel('New passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  expect(new URL(page.url()).search).toBe('');

  await page.goto(`${school.url}/requests?show=approved`);
  await page.getByLabel('School e-mail address').fill(school.account('safeguarding-lead').email);
  await page.getByLabel('Passphrase').fill('not the passphrase');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('School e-mail address').inputValue()).toBe(school.account('safeguarding-lead').email);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Requests' }).waitFor();
  expect(new URL(page.url()).search).toBe('?show=approved');
  expect(complaints).toEqual([]);
  await leave();
});

test('a one-time link that was used says so and signs nobody in', async () => {
  const { page, complaints, leave } = await browser.visit();
  const link = await school.linkFor('governor');
  await signInByLink(page, link);
  await page.context().clearCookies();
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('navigation', { name: 'Main' }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await leave();
});

test('when the session ends while a teacher writes, signing in again keeps what was written', async () => {
  const { page, complaints, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('teacher'));
  await page.getByRole('textbox', { name: 'Address' }).fill('https://games.test/chess');
  await page.getByLabel('Period').selectOption('Period 4 (12:05–13:00)');
  await page.getByLabel('Why').fill('We compare openings.');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Send the request' }).click();

  const again = page.getByRole('dialog', { name: 'Please sign in again' });
  await again.getByLabel('School e-mail address').fill(school.account('teacher').email);
  await again.getByLabel('Passphrase').fill(passphrase);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await again.waitFor({ state: 'detached' });
  expect(await page.getByLabel('Why').inputValue()).toBe('We compare openings.');
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByText('Your request was sent').waitFor();
  expect(await school.school.requests.list({ limit: 10 })).toHaveLength(1);
  expect(complaints).toEqual([]);
  await leave();
});

test('a way back that leads to another site is not taken', async () => {
  const { page, leave } = await browser.visit();
  await page.goto(`${school.url}/sign-in?back=//elsewhere.test/`);
  await page.getByLabel('School e-mail address').fill(school.account('teacher').email);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ask for a site' }).waitFor();
  expect(new URL(page.url()).origin).toBe(school.url);
  await leave();
});
