import { afterAll, beforeAll, expect, test } from 'vitest';
import { blockedEvent, flaggedEvent } from '#tests/dashboard/web/support/sample-day.ts';
import { serveSchool, type ServedSchool } from '#tests/dashboard/web/support/served-school.ts';
import { openBrowser, signInByLink, type OpenBrowser } from '#tests/dashboard/web/support/visitor.ts';
import { mia } from '#tests/support/cast.ts';

let school: ServedSchool;
let browser: OpenBrowser;

beforeAll(async () => {
  [school, browser] = await Promise.all([serveSchool(), openBrowser()]);
  await school.school.events.append([
    blockedEvent('B10CKED00001', school.now() - 120_000),
    flaggedEvent('F1AGGED00001', school.now() - 60_000),
  ]);
});
afterAll(async () => {
  await browser.close();
  await school.close();
});

test('a flagged search becomes an incident, gets a note, and is closed with an outcome; no name is shown to the committee', async () => {
  const { page, complaints, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('committee'));
  await page.getByRole('link', { name: 'Events' }).click();
  await page.getByLabel('What happened').selectOption('Flagged');
  await page.getByText('1 event shown').waitFor();
  await page.getByRole('link', { name: 'www.google.com' }).click();

  const panel = page.getByRole('dialog', { name: 'Event' });
  await panel.getByText('High: within the hour').waitFor();
  expect(await panel.getByText('how to hurt myself').count()).toBe(2);
  expect(await panel.getByRole('button', { name: 'Show the name' }).count()).toBe(0);
  await panel.getByRole('button', { name: 'Open as incident' }).click();
  await panel.getByLabel('Title').fill('A search that needs a talk');
  await panel.getByLabel('First note').fill('Seen at the daily look.');
  await panel.getByRole('button', { name: 'Open the incident' }).click();

  await page.getByRole('heading', { level: 1, name: 'A search that needs a talk' }).waitFor();
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill('The form tutor talks with the pupil today.');
  await page.getByRole('button', { name: 'Add the note' }).click();
  await page.getByText('Your note was added to the trail.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Note', exact: true }).inputValue()).toBe('');

  await page.getByRole('button', { name: 'Close with this outcome' }).click();
  await page.getByRole('alert').getByRole('link', { name: 'Choose an outcome.' }).waitFor();
  await page.getByLabel('Talked with the pupil').check();
  await page.getByLabel('How it ended').fill('She was researching for PSHE.');
  await page.getByRole('button', { name: 'Close with this outcome' }).click();
  await page.getByText('The outcome was recorded').waitFor();
  await page.getByRole('button', { name: 'Close with this outcome' }).waitFor({ state: 'detached' });

  expect(await page.locator('.trail > li').allTextContents()).toEqual([
    expect.stringContaining('Carys Lewis opened the incident'),
    expect.stringContaining('F1AG-GED0-0001'),
    expect.stringContaining('Seen at the daily look.'),
    expect.stringContaining('The form tutor talks with the pupil today.'),
    expect.stringContaining('She was researching for PSHE.'),
  ]);
  expect(await page.getByRole('main').textContent()).not.toContain(mia.name);
  const [incident] = await school.school.incidents.list(10);
  expect(incident).toMatchObject({ state: 'closed', outcome: 'talked-with-pupil', events: ['F1AGGED00001'] });
  expect(complaints).toEqual([]);
  await leave();
});

test('the safeguarding lead sees a name only with a reason, and the audit trail keeps both', async () => {
  const { page, complaints, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('safeguarding-lead'));
  await page.goto(`${school.url}/events`);
  await page.getByLabel('Reference number').fill('b10c-ked0-0001');
  await page.getByRole('button', { name: 'Find' }).click();

  const panel = page.getByRole('dialog', { name: 'Event' });
  await panel.getByRole('button', { name: 'Show the name' }).click();
  await panel.getByLabel('Why do you need the name?').fill('short');
  await panel.getByRole('button', { name: 'Show the name' }).click();
  await panel.getByRole('alert').waitFor();
  expect(await panel.getByText(mia.name).count()).toBe(0);
  await panel.getByLabel('Why do you need the name?').fill('Her form tutor asked for help.');
  await panel.getByRole('button', { name: 'Show the name' }).click();
  await panel.getByText(mia.name).waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  expect(await page.getByText(mia.name).count()).toBe(0);

  await page.getByRole('link', { name: 'Audit trail' }).click();
  const row = page.getByRole('row', { name: /Unmasked/ });
  await row.waitFor();
  expect(await row.textContent()).toContain('Her form tutor asked for help.');
  expect(complaints).toEqual([]);
  await leave();
});

test('the overview counts what was blocked and flagged, in charts whose tables hold the same numbers', async () => {
  const { page, complaints, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('governor'));
  await page.getByRole('img', { name: /^Blocked access by category: 1 in 14 days/ }).waitFor();
  await page.getByText('Show these numbers as a table').first().click();
  const table = page.getByRole('table', { name: 'Blocked access by category, by day and category' });
  expect(
    await table
      .getByRole('row', { name: /^Thu 26 Nov/ })
      .getByRole('cell')
      .allTextContents(),
  ).toEqual(['1', '1']);
  await page.getByText('Show these numbers as a table').nth(1).click();
  const flags = page.getByRole('table', { name: 'Flagged access by category, by day and category' });
  expect(await flags.getByRole('columnheader').allTextContents()).toEqual(['Day', 'Self-harm', 'All']);
  const heat = page.getByRole('table', { name: 'Blocked access by group and category' });
  expect(
    await heat
      .getByRole('row', { name: /^Games/ })
      .getByRole('cell')
      .allTextContents(),
  ).toEqual(['1', '1']);
  await page.getByRole('link', { name: '7 days' }).click();
  await page.getByRole('img', { name: /^Blocked access by category: 1 in 7 days/ }).waitFor();
  expect(complaints).toEqual([]);
  await leave();
});
