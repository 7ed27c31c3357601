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

test('the administrator invites a teacher, hands over the link, and the teacher can ask for sites for the classes that were ticked', async () => {
  const { page, complaints, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('administrator'));
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const panel = page.getByRole('dialog', { name: 'Invite somebody' });
  await panel.getByLabel('Name').fill('Jo Ortega');
  await panel.getByLabel('School e-mail address').fill('j.ortega');
  await panel.getByLabel('Role').selectOption('teacher');
  await panel.getByLabel('8C').check();
  await panel.getByRole('button', { name: 'Make the invitation' }).click();
  await panel.getByRole('alert').getByText('Write a whole e-mail address').waitFor();
  expect(await panel.getByLabel('Name').inputValue()).toBe('Jo Ortega');
  await panel.getByLabel('School e-mail address').fill('j.ortega@greenfield.test');
  await panel.getByRole('button', { name: 'Make the invitation' }).click();
  const link = await panel.getByLabel('One-time link').inputValue();
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /Jo Ortega.*Invited/ }).waitFor();

  const invited = await browser.visit();
  await signInByLink(invited.page, link);
  await invited.page.getByRole('heading', { level: 1, name: 'Ask for a site' }).waitFor();
  await invited.page.getByLabel('Class').waitFor();
  expect(await invited.page.getByLabel('Class').locator('option').allTextContents()).toEqual(['Choose…', '8C']);
  expect([...complaints, ...invited.complaints]).toEqual([]);
  await Promise.all([leave(), invited.leave()]);
});

test('the technician imports a roster file; lines that make no sense are listed and the others saved', async () => {
  const { page, complaints, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('technician'));
  await page.getByRole('link', { name: 'People' }).click();
  expect(await page.getByRole('heading', { name: 'Accounts' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Import the roster' }).click();
  await page.getByRole('alert').getByText('Choose a file or paste the lines first.').waitFor();
  const csv = 'login,name,kind,group\nzoe@greenfield.test,Zoe Chan,pupil,8b\nno sense\nmax@greenfield.test,Max Hart,pupil,9z\n';
  await page.getByLabel('CSV file').setInputFiles({ name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect.poll(() => page.getByLabel('Or paste the lines').inputValue()).toBe(csv);
  await page.getByRole('button', { name: 'Import the roster' }).click();
  await page.getByText('1 person saved').waitFor();
  const table = page.getByRole('table', { name: 'Lines that were left out' });
  expect(await table.getByRole('rowheader').allTextContents()).toEqual(['3', '4']);
  expect(await school.school.people.byLogin('zoe@greenfield.test')).toMatchObject({ name: 'Zoe Chan', groups: ['8b'] });
  expect(complaints).toEqual([]);
  await leave();
});
