// A unit of lessons in a real browser: links read in from a spreadsheet, tried out, asked for as one thing, answered, and copied.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lessonKey } from '#store/plan-store.ts';
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

test('a teacher plans a unit; the committee answers site by site; the teacher sees both, and what is ready', async () => {
  const teacher = await browser.visit();
  const { page } = teacher;
  await signInByLink(page, await school.linkFor('teacher'));
  await page.getByRole('link', { name: 'Lesson plans' }).click();
  await page.getByText('You have no plan yet').waitFor();
  await page.getByRole('link', { name: 'New plan' }).click();

  await page.getByLabel('What the lessons are about').fill('Chance');
  await page.getByLabel('Class').selectOption('8B');
  await page.getByLabel('Period').selectOption('Period 3 (11:10–12:05)');
  await page.getByLabel('First day').fill('2026-11-30');
  await page.getByLabel('Every week until').fill('2026-12-14');
  await page.getByRole('button', { name: 'Add to the plan' }).click();
  expect(await page.getByRole('list', { name: 'Lessons of the plan' }).getByRole('listitem').count()).toBe(3);
  await page.getByRole('button', { name: /^Remove 8B, Mon 7 Dec/ }).click();

  await page.getByText('Paste or read in a list of links').click();
  await page.getByLabel('File with links').setInputFiles({
    name: 'links.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Link,Task\nhttps://www.coolmathgames.com/dice,Throw a thousand times\n,nothing\n'),
  });
  await page.getByText('1 link read').waitFor();
  await page.getByText('Line 3: The column of addresses is empty.').waitFor();
  await page.getByRole('button', { name: 'Add a site' }).click();
  await page.getByLabel('Address').last().fill('no address');
  await page.getByRole('button', { name: 'Save and see what pupils would find' }).click();
  await page.getByRole('alert').getByText('“no address” is not the address of a web page.').waitFor();
  await page.getByLabel('Address').last().fill('www.bet365.com/odds');
  await page.getByLabel('What pupils do there').last().fill('Read the odds of three matches');
  await page.getByRole('button', { name: 'Save and see what pupils would find' }).click();

  const dice = page.getByRole('article', { name: 'www.coolmathgames.com/dice' });
  await dice.getByText('Not asked for yet').waitFor();
  await dice.getByText('Blocked because “Games” is blocked for Key Stage 3').first().waitFor();
  await dice.getByText('What the permission would change').click();
  await dice.getByText(/It holds in 2 lessons and at no other time/).waitFor();
  await page.getByRole('button', { name: 'Ask for 2 sites' }).click();
  await dice.getByText('Waits for an answer').waitFor();

  const member = await browser.visit();
  await signInByLink(member.page, await school.linkFor('committee'));
  await member.page.getByRole('link', { name: 'Lesson plans waiting' }).click();
  await member.page.getByRole('link', { name: 'Chance' }).click();
  const answer = (site: string) => member.page.getByRole('group', { name: site });
  await answer('www.coolmathgames.com/dice').getByLabel('Approve').check();
  await answer('www.bet365.com/odds').getByLabel('Refuse').check();
  await member.page.getByRole('button', { name: 'Send the answers' }).click();
  await member.page.getByText('Give a reason for each refusal').waitFor();
  await answer('www.bet365.com/odds').getByLabel('Reason').fill('Use last year’s printed odds.');
  await member.page.getByRole('button', { name: 'Send the answers' }).click();
  await member.page.getByText('Proxies and browsers have the new rules within seconds.').waitFor();

  await page.reload();
  await dice.getByText('Opens in the lessons').waitFor();
  const odds = page.getByRole('article', { name: 'www.bet365.com/odds' });
  await odds.getByText('What was said (2)').click();
  await odds.getByText('Use last year’s printed odds.').waitFor();

  // As the proxy would report it.
  const [kept] = await school.school.plans.list({ limit: 1 });
  const lesson = kept?.plan.lessons[0];
  if (!kept || !lesson) throw new Error('no plan');
  expect((await school.school.jobs.list({ about: kept.plan.id, limit: 50 })).some(({ part }) => part === lessonKey(lesson))).toBe(true);
  const link = kept.plan.links[0]?.id ?? '';
  const missing = [{ url: 'https://live.test/feed', why: 'The site forbids that a copy is kept.' }];
  await school.school.plans.saveReady(kept.plan.id, {
    lesson,
    state: 'amber',
    at: school.now(),
    left: null,
    effect: { answers: 2_940, bytes: 71_000_000, originRequests: 3, originBytes: 9_000, sparedMs: 312_000 },
    links: [
      {
        link,
        state: 'amber',
        objects: 12,
        stored: 11,
        bytes: 2_500_000,
        missing,
        changed: 'The page has other words than when it was approved: 90 then, 20 now.',
      },
    ],
  });
  await page.reload();
  const row = page.getByRole('row', { name: /8B, Mon 30 Nov/ });
  await row.getByText('Ready, with gaps').waitFor();
  await row.getByText('11 objects kept, 2.5 MB, just now').waitFor();
  await dice.getByText('What will not work without the site (1)').click();
  await dice.getByText('The site forbids that a copy is kept.').waitFor();
  await dice.getByRole('button', { name: 'Close it' }).click();
  await page.getByText('Closed: pupils do not get it.').waitFor();
  await dice.getByText('Refused').waitFor();

  await page.getByRole('button', { name: 'Copy to next year' }).click();
  await page.getByRole('button', { name: 'Ask for 2 sites' }).waitFor();
  await page.getByRole('row', { name: /8B, Mon 29 Nov/ }).waitFor();
  await page.getByRole('button', { name: 'Delete the plan' }).click();
  await page.getByRole('heading', { name: 'Your plans' }).waitFor();
  expect([...teacher.complaints, ...member.complaints]).toEqual([]);
});

test('a page is opened for the class now, within what the school lets teachers open; otherwise it says why not', async () => {
  const teacher = await browser.visit({ width: 390 });
  const { page } = teacher;
  await signInByLink(page, await school.linkFor('teacher'));
  await page.goto(`${school.url}/plans`);
  await page.getByRole('button', { name: 'Open a page now' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox', { name: 'Address' }).fill('www.coolmathgames.com/dice');
  await sheet.getByLabel('Class', { exact: true }).selectOption('8B');
  await sheet.getByLabel('What the class does there').fill('Throw dice');
  await sheet.getByRole('button', { name: 'Open it now' }).click();
  await sheet.getByText('You cannot open it by yourself. At this school the committee answers every request.').waitFor();
  expect(teacher.complaints).toEqual([]);
});

test('a page that the extension’s button brings is put into a plan, or begins one', async () => {
  const teacher = await browser.visit();
  const { page } = teacher;
  await signInByLink(page, await school.linkFor('teacher'));
  const add = `${school.url}/plans/add?url=${encodeURIComponent('https://museum.test/rivers?a=1&b=2')}`;
  await page.goto(add);
  await page.getByRole('link', { name: /Start (one|a new plan) with/ }).click();
  await page.getByLabel('What the lessons are about').fill('Rivers');
  expect(await page.getByLabel('Address').inputValue()).toBe('https://museum.test/rivers?a=1&b=2');
  await page.getByRole('button', { name: 'Save and see what pupils would find' }).click();
  await page.getByText('Choose the lessons first').waitFor();
  await page.goto(`${school.url}/plans/add?url=${encodeURIComponent('https://atlas.test/')}`);
  await page.getByLabel('Plan', { exact: true }).selectOption('Rivers');
  await page.getByLabel('What pupils do there').fill('Find the source');
  await page.getByRole('button', { name: 'Add it to the plan' }).click();
  await page.getByRole('article', { name: 'atlas.test/' }).getByText('Find the source').waitFor();
  expect(teacher.complaints).toEqual([]);
});

test('those who run the system see its jobs and stop one', async () => {
  const technician = await browser.visit();
  const { page } = technician;
  await school.school.jobs.add({ id: 'job-1', kind: 'look', about: 'plan-none', part: 'x' }, school.now());
  await signInByLink(page, await school.linkFor('technician'));
  await page.getByRole('link', { name: 'Jobs' }).click();
  const row = page.getByRole('row', { name: /a plan that is gone/ });
  await row.getByText('Waits').waitFor();
  await row.getByRole('button', { name: /^Stop/ }).click();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'All' }).click();
  await row.getByText('Stopped', { exact: true }).waitFor();
  expect(technician.complaints).toEqual([]);
});
