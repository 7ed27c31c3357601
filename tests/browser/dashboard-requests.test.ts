import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { blockedEvent, blockedForStaff } from '#tests/dashboard/web/support/sample-day.ts';
import { serveSchool, type ServedSchool } from '#tests/dashboard/web/support/served-school.ts';
import { openBrowser, signInByLink, type OpenBrowser } from '#tests/dashboard/web/support/visitor.ts';

let school: ServedSchool;
let browser: OpenBrowser;

beforeAll(async () => {
  [school, browser] = await Promise.all([serveSchool(), openBrowser()]);
  await school.school.events.append([
    blockedEvent('PVP1S0000001', school.now() - 60_000),
    blockedForStaff('STAFF0000001', school.now() - 60_000),
    blockedEvent('1NEGA1000001', school.now() - 60_000, {
      category: 'illegal',
      target: { scheme: 'https', host: 'illegal.test', port: 443, path: '/' },
    }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await school.close();
});

async function chooseLesson(page: Page): Promise<void> {
  await page.getByLabel('Class').selectOption('8B');
  await page.getByLabel('Date').fill('2026-11-27');
  await page.getByLabel('Period').selectOption('Period 3 (11:10–12:05)');
}

test('a teacher asks for a site and sees first what it would open; the committee approves within bounds; the teacher reads the decision', async () => {
  const teacher = await browser.visit();
  await signInByLink(teacher.page, await school.linkFor('teacher'));
  const { page } = teacher;
  await page.getByRole('textbox', { name: 'Address' }).fill('games.test/chess');
  await chooseLesson(page);
  await page.getByText('It opens addresses at games.test that begin with /chess').waitFor();
  await page.getByText('It holds for 8B and for nobody else.').waitFor();
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByRole('alert').getByText('Say in a few words what the class will do there.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Address' }).inputValue()).toBe('games.test/chess');
  await page.getByLabel('Why').fill('We look at how openings are named.');
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByText('Your request was sent').waitFor();
  await page
    .getByRole('row', { name: /games\.test/ })
    .getByText('Waiting')
    .waitFor();

  const member = await browser.visit();
  await signInByLink(member.page, await school.linkFor('committee'));
  await member.page.getByRole('link', { name: 'Requests waiting' }).click();
  await member.page.getByRole('link', { name: 'games.test' }).click();
  await member.page.getByText('Blocked because “Games” is blocked for Key Stage 3').first().waitFor();
  await member.page.getByLabel('Approve, within bounds').check();
  await member.page.getByLabel('Now').check();
  await member.page.getByRole('button', { name: 'Approve the request' }).click();
  await member.page.getByRole('alert').getByText('Give a reason; the asker reads it.').waitFor();
  await member.page.getByLabel('Reason').fill('A good use of it.');
  await member.page.getByRole('button', { name: 'Approve the request' }).click();
  await member.page.getByText('Proxies and browsers have the new rule within seconds.').waitFor();

  await page
    .getByRole('row', { name: /games\.test/ })
    .getByRole('link')
    .click();
  await page.getByText('A good use of it.').waitFor();
  await page.getByText('Fri 27 Nov, 12:05').waitFor();
  const policy = await school.school.policies.current();
  expect(policy?.policy.rules).toMatchObject([
    { layer: 'decision', effect: 'allow', audience: '8b', from: null, match: { host: 'games.test', path: '/chess' } },
    { layer: 'decision', effect: 'allow', audience: '8b', from: null, match: { host: 'games.test', path: null }, embedded: ['games.test'] },
  ]);
  expect([...teacher.complaints, ...member.complaints]).toEqual([]);
  await Promise.all([teacher.leave(), member.leave()]);
});

test('without the network nothing that was written is lost, and a double press sends it once', async () => {
  const before = (await school.school.requests.list({ limit: 50 })).length;
  const { page, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('teacher'));
  await page.getByRole('textbox', { name: 'Address' }).fill('https://social.test/museum');
  await chooseLesson(page);
  await page.getByLabel('Why').fill('The museum posts there.');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByRole('alert').getByText('The dashboard cannot be reached').waitFor();
  expect(await page.getByLabel('Why').inputValue()).toBe('The museum posts there.');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Send the request' }).dblclick();
  await page.getByText('Your request was sent').waitFor();
  expect(await school.school.requests.list({ limit: 50 })).toHaveLength(before + 1);
  await leave();
});

test('a list that cannot be read says so and can be asked for again', async () => {
  const { page, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('committee'));
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Requests', exact: true }).click();
  await page.getByRole('heading', { name: 'The dashboard cannot be reached' }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('table', { name: 'Waiting requests' }).waitFor();
  await leave();
});

test('a site on a mandatory list is refused at once and says so', async () => {
  const { page, complaints, leave } = await browser.visit();
  await signInByLink(page, await school.linkFor('teacher'));
  await page.getByRole('textbox', { name: 'Address' }).fill('https://illegal.test/');
  await chooseLesson(page);
  await page.getByText('This cannot be opened').waitFor();
  await page.getByLabel('Why').fill('For a lesson.');
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByText('illegal.test cannot be opened').waitFor();
  await page
    .getByRole('row', { name: /illegal\.test/ })
    .getByText('Cannot be opened')
    .waitFor();
  expect(complaints).toEqual([]);
  await leave();
});

test('from a block page a teacher names the lesson, sees what it would open, and asks; asking again finds the request', async () => {
  const { page, complaints, leave } = await browser.visit();
  await page.goto(`${school.url}/ask/STAF-F000-0001`);
  await page.getByText('https://gambling.test/odds').waitFor();
  await chooseLesson(page);
  await page.getByText('It opens addresses at gambling.test that begin with /odds').waitFor();
  await page.getByLabel('The whole site').check();
  await page.getByText('It opens every page of gambling.test').waitFor();
  await page.getByLabel('Why').fill('Probability with real odds.');
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByText('Your request was sent').waitFor();
  expect((await school.school.requests.list({ reference: 'STAFF0000001', limit: 1 }))[0]).toMatchObject({
    state: 'waiting',
    path: null,
    lesson: { group: '8b', date: '2026-11-27' },
  });
  await page.reload();
  await page.getByText('This was asked already').waitFor();
  expect(complaints).toEqual([]);
  await leave();
});

test('from a block page a pupil says why, and names neither class nor time; whoever approves sets both', async () => {
  const pupil = await browser.visit({ width: 390 });
  await pupil.page.goto(`${school.url}/ask/PVP1-S000-0001`);
  await pupil.page.getByRole('button', { name: 'Ask for this page' }).click();
  await pupil.page.getByRole('alert').getByText('Say in a few words why you need it.').waitFor();
  expect(await pupil.page.getByLabel('Class').count()).toBe(0);
  await pupil.page.getByLabel('Why do you need it?').fill('For chess club.');
  await pupil.page.getByRole('button', { name: 'Ask for this page' }).click();
  await pupil.page.getByText('Your request was sent').waitFor();

  const placed = (): ReturnType<typeof school.school.requests.list> => school.school.requests.list({ reference: 'PVP1S0000001', limit: 1 });
  const lead = await browser.visit();
  await signInByLink(lead.page, await school.linkFor('safeguarding-lead'));
  await lead.page.goto(`${school.url}/requests/${(await placed())[0]?.id}`);
  await lead.page.getByLabel('Approve, within bounds').check();
  await lead.page.getByLabel('Open it for').selectOption('8B');
  await lead.page.getByLabel('Last day').fill('2026-12-04');
  await lead.page.getByLabel('Reason').fill('Until the tournament.');
  await lead.page.getByRole('button', { name: 'Approve the request' }).click();
  await lead.page.getByText('Proxies and browsers have the new rule within seconds.').waitFor();
  const [request] = await placed();
  expect(request?.decision).toMatchObject({ audience: '8b', until: Date.parse('2026-12-05T00:00:00Z') });

  await lead.page.getByRole('link', { name: 'Policy' }).click();
  await lead.page.getByRole('row', { name: /games\.test \/chess\/openings.*8B.*lapses Sat 5 Dec, 00:00/ }).waitFor();
  await lead.page.getByRole('row', { name: /games\.test only within pages of games\.test.*8B.*lapses Sat 5 Dec/ }).waitFor();
  expect([...pupil.complaints, ...lead.complaints]).toEqual([]);
  await Promise.all([pupil.leave(), lead.leave()]);
});

test('from a block page of a mandatory list there is nobody to ask, but a mistake can be reported', async () => {
  const { page, complaints, leave } = await browser.visit();
  await page.goto(`${school.url}/ask/1NEG-A100-0001`);
  await page.getByText('This page cannot be opened').waitFor();
  expect(await page.getByRole('button').count()).toBe(0);
  await page.goto(`${school.url}/report/1NEG-A100-0001`);
  await page.getByLabel('What is wrong?').fill('This is a museum.');
  await page.getByRole('button', { name: 'Send the report' }).click();
  await page.getByText('Your report was recorded').waitFor();
  expect(complaints).toEqual([]);
  await leave();
});
