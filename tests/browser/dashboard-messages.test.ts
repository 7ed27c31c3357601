// Whoever relies on letters sees when they reach nobody, and whoever runs the system which and why.
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

test('letters that reach nobody are told of on the overview, seen with their reason, and sent again', async () => {
  const { letters } = school.school;
  await letters.add({ id: 'one', at: school.now(), to: 'gone@greenfield.test', subject: 'Urgent', text: 'Secret.', urgent: true });
  await letters.tried('one', { is: 'failed', said: '550 No such user here' });
  const lead = await browser.visit();
  await signInByLink(lead.page, await school.linkFor('safeguarding-lead'));
  await lead.page.getByText('Nobody is told by e-mail').waitFor();
  await lead.page.getByText('No mail server is set').waitFor();
  await lead.page.getByText('One message of the last 30 days could not be sent.').waitFor();
  await lead.page.getByRole('link', { name: 'See which, and why' }).click();
  const seen = lead.page.getByRole('row', { name: /Urgent.*gone@greenfield\.test/ });
  await seen.getByText('550 No such user here').waitFor();
  expect(await lead.page.content()).not.toContain('Secret.');
  expect(lead.complaints).toEqual([]);

  const technician = await browser.visit();
  await signInByLink(technician.page, await school.linkFor('technician'));
  await technician.page.getByRole('link', { name: 'Jobs' }).click();
  await technician.page.getByRole('link', { name: 'Messages' }).click();
  const row = technician.page.getByRole('row', { name: /Urgent.*gone@greenfield\.test/ });
  await row.getByRole('button', { name: /^Send again/ }).click();
  await row.getByText('Waits').waitFor();
  expect((await letters.byId('one'))?.state).toBe('waiting');
  expect(technician.complaints).toEqual([]);
});
