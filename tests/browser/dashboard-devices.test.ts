// The technician sees which device has lost its extension, before all others, and what it can still open.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveSchool, type ServedSchool } from '#tests/dashboard/web/support/served-school.ts';
import { openBrowser, signInByLink, type OpenBrowser } from '#tests/dashboard/web/support/visitor.ts';
import { sampleDevice } from '#tests/store/samples.ts';

let school: ServedSchool;
let browser: OpenBrowser;

beforeAll(async () => {
  [school, browser] = await Promise.all([serveSchool(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await school.close();
});

test('a device whose extension is gone stands first, with what it still opens; the next word of it is seen without asking', async () => {
  const { devices } = school.school;
  school.later(61_000);
  const at = school.now();
  const beat = { version: '0.1.1', bundle: 1, throughProxy: true, queued: 0, problems: [] };
  const save = (name: string, heardAt: number, passedAt: number | null, problems: string[] = []) =>
    devices.save(sampleDevice(name, { name, enrolledAt: heardAt, heardAt, passedAt, lastHeartbeat: { ...beat, problems, at: heardAt } }));
  await save('LAPTOP-1', at, at);
  await save('LAPTOP-2', at - 7_200_000, at - 7_200_000);
  await save('LAPTOP-3', at - 95_000, at - 2_000);
  await save('LAPTOP-4', at, null, ['storage-failing']);

  const { page, complaints } = await browser.visit();
  await signInByLink(page, await school.linkFor('technician'));
  await page.getByRole('link', { name: 'Devices' }).click();
  const rows = page.getByRole('row');
  await rows.nth(1).getByText('It opens what the proxy lets through, until about').waitFor();
  expect(await rows.evaluateAll((all) => all.slice(1).map((row) => /LAPTOP-\d/.exec(row.textContent ?? '')?.[0]))).toEqual([
    'LAPTOP-3',
    'LAPTOP-4',
    'LAPTOP-2',
    'LAPTOP-1',
  ]);
  await page
    .getByRole('row', { name: /LAPTOP-2/ })
    .getByText('At school it opens nothing')
    .waitFor();
  await page
    .getByRole('row', { name: /LAPTOP-4/ })
    .getByText('Its storage fails; events may wait')
    .waitFor();
  // Nothing stands beside the page at the width of a laptop.
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

  await devices.seen('heard', new Map([['LAPTOP-3', school.now()]]));
  await page.getByRole('row', { name: /LAPTOP-3.*Well/ }).waitFor({ timeout: 10_000 });
  expect(complaints).toEqual([]);

  const head = await browser.visit();
  await signInByLink(head.page, await school.linkFor('head'));
  await head.page.getByText('not heard from').waitFor();
});
