import { AxeBuilder } from '@axe-core/playwright';
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

const policy = async () => {
  const current = await school.school.policies.current();
  if (current === null) throw new Error('There is no policy.');
  return current;
};
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

test('the committee changes the grid, a schedule, an entry that depends on it and a list, looks at it all, and puts it in force', async () => {
  const { page, complaints, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('committee'));
  await page.getByRole('link', { name: 'Policy', exact: true }).click();
  await page.getByRole('link', { name: 'Change the policy' }).click();

  await page.getByLabel('Group').selectOption('Key Stage 3 (phase)');
  await page.getByLabel('Games, Key Stage 3').selectOption('Blocked unless approved');
  await page.getByText('Changed. Was: Blocked').waitFor();
  await page.getByLabel('Group').selectOption('8B (class)');
  expect(await page.getByLabel('Games, 8B').locator('option').first().textContent()).toBe('As for Key Stage 3: blocked unless approved');
  await page.getByLabel('Sites on no list, 8B').selectOption('Allowed after a warning');

  await page.getByRole('link', { name: 'Schedules' }).click();
  await page.getByRole('button', { name: 'Add a schedule' }).click();
  const added = page.locator('details', { hasText: 'New schedule' });
  await added.getByLabel('Name').fill('Chess club');
  const chess = page.locator('details', { hasText: 'Chess club' });
  await chess.getByLabel('Wed').check();
  await chess.getByLabel('Time').selectOption('From and to');
  await chess.getByLabel('From', { exact: true }).fill('15:40');
  await chess.getByLabel('To', { exact: true }).fill('16:30');
  await chess.getByText('School days, Wed, 15:40 to 16:30').waitFor();

  await page.getByRole('link', { name: 'At certain times' }).click();
  await page.getByRole('button', { name: 'Add an entry' }).click();
  await page.getByLabel('While').selectOption('Chess club');
  await page.getByLabel('For', { exact: true }).selectOption('8B (class)');
  await page.getByLabel('Category').selectOption('Games');
  await page.getByLabel('Is', { exact: true }).selectOption('allowed');

  await page.getByRole('link', { name: 'Own lists' }).click();
  await page.getByRole('button', { name: 'Add a list' }).click();
  await page.getByLabel('Name').fill('Chess sites');
  await page.getByLabel('Addresses').fill('chess.test\nboard.test/play\n');

  await page.getByText('6 changes, not saved yet').waitFor();
  await page.getByRole('button', { name: 'Look at the changes' }).click();
  const sheet = page.getByRole('dialog', { name: 'What changes' });
  expect(await sheet.locator('.change-list li').allTextContents()).toEqual([
    'Schedule added: Chess club: School days, Wed, 15:40 to 16:30.',
    'Games, Key Stage 3: blocked unless approved (was blocked).',
    'Timed entry added: Games, 8B: allowed while “Chess club”.',
    '8B, sites on no list: allowed after a warning (was as for the group above).',
    'List added: Chess sites.',
    'List “Chess sites”: 2 added (chess.test, board.test/play).',
  ]);
  await sheet.getByRole('button', { name: 'Put in force' }).click();
  await sheet.getByRole('link', { name: 'Say why, in a few words: the audit trail keeps it.' }).waitFor();
  await sheet.getByLabel('Why').fill('The chess club asked; agreed on Monday.');
  await sheet.getByRole('button', { name: 'Put in force' }).click();
  await page.getByText('Version 2 is in force').waitFor();
  await page.getByText('Nothing changed yet').waitFor();

  const { version, policy: saved } = await policy();
  expect(version).toBe(2);
  expect(saved.grid['ks3']?.['games']).toBe('block-unless-approved');
  expect(saved.timed).toEqual([{ schedule: 'schedule-7', group: '8b', category: 'games', effect: 'allow' }]);
  expect(saved.lists).toEqual([{ id: 'list-1', name: 'Chess sites', entries: ['chess.test', 'board.test/play'] }]);
  const { entries } = await school.school.audit.list({ limit: 1 });
  expect(entries[0]).toMatchObject({ did: 'changed-policy', to: 'policy:2', detail: expect.stringMatching(/^The chess club asked/) });

  await page.getByRole('link', { name: 'Policy', exact: true }).first().click();
  await page.getByText('Chess club').first().waitFor();
  await page.getByRole('cell', { name: 'Unless approved' }).first().waitFor();
  expect(complaints).toEqual([]);
  await leave();
});

test('what would not hold together is said on the page, and nothing typed is lost', async () => {
  const { page, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('committee'));
  await page.goto(`${school.url}/policy/edit?part=calendar`);
  await page.getByRole('button', { name: 'Add a term' }).click();
  await page.getByLabel('Name').fill('Autumn');
  await page.getByLabel('First day').fill('2026-12-18');
  await page.getByLabel('Last day').fill('2026-09-02');
  await page.getByRole('button', { name: 'Look at the changes' }).click();
  const sheet = page.getByRole('dialog', { name: 'What changes' });
  await sheet.getByLabel('Why').fill('Term dates of the county.');
  await sheet.getByRole('button', { name: 'Put in force' }).click();
  await sheet.getByText('Term “Autumn” ends (2026-09-02) before it begins (2026-12-18).').waitFor();
  await sheet.getByRole('button', { name: 'Go on changing' }).click();
  expect(await page.getByLabel('First day').inputValue()).toBe('2026-12-18');
  await leave();
});

test('who may only look finds no way to change it', async () => {
  const { page, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('governor'));
  await page.goto(`${school.url}/policy`);
  await page.getByRole('heading', { name: 'The grid' }).waitFor();
  expect(await page.getByRole('link', { name: 'Change the policy' }).count()).toBe(0);
  await page.goto(`${school.url}/policy/edit`);
  await page.getByRole('link', { name: 'Go to your own start page' }).waitFor();
  await leave();
});

test.each([
  [1280, 'light'],
  [1280, 'dark'],
  [390, 'light'],
] as const)('every part of the editor is open to everybody, %i wide and %s', { timeout: 120_000 }, async (width, scheme) => {
  const { page, complaints, leave } = await browser.visit({ width, scheme });
  await signInByLink(page, await school.linkFor('committee'));
  for (const part of ['grid', 'times', 'schedules', 'calendar', 'lists']) {
    await page.goto(`${school.url}/policy/edit?part=${part}`);
    await page.getByText('Nothing changed yet').waitFor();
    if (part === 'schedules') await page.locator('details summary').first().click();
    if (part === 'grid') await page.getByLabel('Games, Key Stage 1').selectOption('Allowed');
    if (part === 'calendar') await page.getByRole('button', { name: 'Add a term' }).click();
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(standards).analyze();
    expect(violations.map(({ id, nodes }) => `${part}: ${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
  await page.goto(`${school.url}/policy/edit`);
  await page.getByLabel('Games, Key Stage 1').selectOption('Allowed');
  await page.getByRole('button', { name: 'Look at the changes' }).click();
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(standards).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(complaints).toEqual([]);
  await leave();
});
