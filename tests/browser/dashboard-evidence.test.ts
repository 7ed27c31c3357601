import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyPack } from '#main/evidence/verify-pack.ts';
import { serveSchool, type ServedSchool } from '#tests/dashboard/web/support/served-school.ts';
import { openBrowser, signInByLink, type OpenBrowser } from '#tests/dashboard/web/support/visitor.ts';
import { sampleIncident } from '#tests/store/samples.ts';

let school: ServedSchool;
let browser: OpenBrowser;

beforeAll(async () => {
  [school, browser] = await Promise.all([serveSchool(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await school.close();
});

test('the safeguarding lead exports an incident with a reason, and the file is a pack that verifies', async () => {
  const { page, complaints, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('safeguarding-lead'));
  const incident = sampleIncident('incident-1', { events: [] });
  await school.school.incidents.open(incident);
  await page.getByRole('navigation').getByRole('link', { name: 'Incidents' }).click();
  await page.getByRole('link', { name: incident.title }).click();
  await page.getByRole('button', { name: 'Export evidence' }).click();
  await page.getByRole('alert').getByText('Say why in at least 10 characters.').waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id }) => `${colorScheme}: ${id}`)).toEqual([]);
  }
  await page.getByLabel('Who asked for it, and why?').fill('Asked for by the police');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export evidence' }).click()]);
  await page.getByText('The evidence pack was made.').waitFor();
  expect(verifyPack(await readFile(await download.path()), null)).toMatchObject({
    ok: true,
    value: { manifest: { incident: incident.id } },
  });
  expect(complaints).toEqual([]);
  await leave();
});
