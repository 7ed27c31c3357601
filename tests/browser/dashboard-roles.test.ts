import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#policies/model/actor.ts';
import { serveSchool, type ServedSchool } from '#tests/dashboard/web/support/served-school.ts';
import { openBrowser, signInByLink, type OpenBrowser, type Visitor } from '#tests/dashboard/web/support/visitor.ts';

let school: ServedSchool;
let browser: OpenBrowser;
const visitors = new Map<Role, Visitor>();

beforeAll(async () => {
  [school, browser] = await Promise.all([serveSchool(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await school.close();
});

/** Somebody of the role in front of the page the role starts with; signed in once, since the server lets nobody choose passphrases at any speed. */
async function signedIn(role: Role): Promise<Visitor> {
  const before = visitors.get(role);
  const visitor = before ?? (await browser.visit());
  if (before) await before.page.goto(school.url);
  else await signInByLink(visitor.page, await school.linkFor(role));
  visitors.set(role, visitor);
  return visitor;
}

/** Role → the page it lands on and its whole menu. */
const expected: readonly (readonly [role: Role, start: string, menu: readonly string[]])[] = [
  [
    'administrator',
    'Overview',
    ['Overview', 'Lesson plans', 'Requests', 'Guests', 'Devices', 'Jobs', 'Policy', 'People', 'Acceptable use', 'Audit trail'],
  ],
  [
    'safeguarding-lead',
    'Overview',
    [
      'Overview',
      'Events',
      'Incidents',
      'Reports',
      'Lesson plans',
      'Requests',
      'Ask for a site',
      'Guests',
      'Devices',
      'Jobs',
      'Policy',
      'Acceptable use',
      'Audit trail',
    ],
  ],
  ['committee', 'Overview', ['Overview', 'Events', 'Incidents', 'Lesson plans', 'Requests', 'Guests', 'Devices', 'Policy', 'Audit trail']],
  [
    'head',
    'Overview',
    ['Overview', 'Incidents', 'Lesson plans', 'Requests', 'Guests', 'Devices', 'Policy', 'People', 'Acceptable use', 'Audit trail'],
  ],
  ['governor', 'Overview', ['Overview', 'Policy']],
  ['technician', 'Devices', ['Guests', 'Devices', 'Jobs', 'Policy', 'People']],
  ['teacher', 'Ask for a site', ['Lesson plans', 'Ask for a site', 'Guests']],
  ['authority', 'Overview', ['Overview']],
];

test.each(expected)('the %s starts at “%s” and has exactly the menu of the role', async (role, start, menu) => {
  const { page, complaints } = await signedIn(role);
  await page.getByRole('heading', { level: 1, name: start, exact: true }).waitFor();
  expect(await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allTextContents()).toEqual(menu);
  expect(complaints).toEqual([]);
});

test('a page of another role says so in words and asks the server for nothing', async () => {
  const { page, complaints } = await signedIn('technician');
  // Whatever the start page still asks for is not meant.
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
  await page.goto(`${school.url}/events`);
  await page.getByRole('heading', { level: 1, name: 'Not part of your role' }).waitFor();
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual(['/api/me']);
  await page.getByRole('link', { name: 'Go to your own start page' }).click();
  await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor();
  expect(complaints).toEqual([]);
});

test('the governor sees the numbers and no way to anything behind them', async () => {
  const { page } = await signedIn('governor');
  await page.getByText('No incident is open.').waitFor();
  expect(await page.getByRole('main').getByRole('link').allTextContents()).toEqual(['7 days', '14 days', '28 days']);
});
