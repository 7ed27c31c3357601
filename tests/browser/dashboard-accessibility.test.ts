// Every page, filled by the demo school and empty, light and dark, is read by axe (WCAG 2.2 A and AA); none scrolls sideways on a small phone.
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Role } from '#policies/model/actor.ts';
import { serveSchool, type ServedSchool } from '#tests/dashboard/web/support/served-school.ts';
import { openBrowser, signInByLink, type OpenBrowser, type Visitor } from '#tests/dashboard/web/support/visitor.ts';

let demo: ServedSchool;
let fresh: ServedSchool;
let browser: OpenBrowser;

beforeAll(async () => {
  [demo, fresh, browser] = await Promise.all([serveSchool('demo'), serveSchool(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([demo.close(), fresh.close()]);
});

const pagesOf: Partial<Record<Role, readonly string[]>> = {
  'safeguarding-lead': [
    '/',
    '/events',
    '/incidents?show=all',
    '/reports',
    '/acceptable-use',
    '/plans',
    '/plans/plan-demo-1',
    '/plans/plan-demo-2',
    '/jobs',
    '/jobs?show=messages',
    '/requests?show=all',
    '/ask-for-site',
    '/guests',
    '/devices',
    '/audit',
    '/policy',
  ],
  teacher: ['/plans', '/plans/new'],
  administrator: ['/people'],
  technician: ['/people', '/events'],
};

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
}

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Everything in light colours; in dark ones what colours can change. */
async function readByAxe(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // No frames here, so the results need no extra page to be put together in.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    const { violations } = await (
      colorScheme === 'light' ? axe.withTags(everyRule) : axe.withRules(['color-contrast', 'link-in-text-block'])
    ).analyze();
    expect(
      violations.map(({ id, nodes }) => `${where}, ${colorScheme}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
    ).toEqual([]);
  }
}

async function readPages({ page }: Visitor, school: ServedSchool, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(school.url + path);
    await settled(page);
    await readByAxe(page, path);
  }
}

async function detailPages(school: ServedSchool): Promise<string[]> {
  const [requests, incidents, flagged] = await Promise.all([
    school.school.requests.list({ limit: 200 }),
    school.school.incidents.list(50),
    school.school.events.find({ kinds: ['flagged'], limit: 1 }),
  ]);
  const oneOfEach = new Map(requests.map((request) => [`${request.state}${request.lesson === null}`, request.id]));
  return [
    ...[...oneOfEach.values()].map((id) => `/requests/${id}`),
    ...incidents.slice(0, 2).map(({ id }) => `/incidents/${id}`),
    ...flagged.events.map(({ id }) => `/events?open=${id}`),
  ];
}

/** Some pages at a time for somebody to visit, two people beside each other: pages wait for servers more than they work. */
async function visitAll(visit: (role: Role, paths: readonly string[]) => Promise<void>): Promise<void> {
  const details = await detailPages(demo);
  const errands = Object.entries(pagesOf).flatMap(([role, paths]) => {
    const all = role === 'safeguarding-lead' ? [...paths, ...details] : paths;
    return Array.from({ length: Math.ceil(all.length / 5) }, (_, at) => [role as Role, all.slice(at * 5, at * 5 + 5)] as const);
  });
  const lane = async (): Promise<void> => {
    for (let errand = errands.shift(); errand !== undefined; errand = errands.shift()) await visit(...errand);
  };
  await Promise.all([lane(), lane()]);
}

test('axe finds nothing on any page of the demo school', { timeout: 240_000 }, () =>
  visitAll(async (role, paths) => {
    const visitor = await browser.visit();
    await signInByLink(visitor.page, await demo.linkFor(role));
    await readPages(visitor, demo, paths);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  }),
);

test('axe finds nothing on the pages without a sign-in and on forms with errors', { timeout: 120_000 }, async () => {
  const visitor = await browser.visit();
  const { page } = visitor;
  const { events } = await demo.school.events.find({ kinds: ['blocked'], limit: 200 });
  const pupils = new Set((await demo.school.people.list()).filter(({ kind }) => kind === 'pupil').map(({ id }) => id));
  const reference = events.find((event) => pupils.has(event.subject) && event.category === 'games')?.id ?? '';
  await readPages(visitor, demo, ['/sign-in/some-token', `/report/${reference}`, '/ask/0000-0000-0000']);
  for (const [path, button] of [
    [`/ask/${reference}`, 'Ask for this page'],
    ['/sign-in', 'Sign in'],
  ] as const) {
    await page.goto(demo.url + path);
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('alert').waitFor();
    await readByAxe(page, `${path} with an error`);
  }
  expect(visitor.complaints).toEqual([]);
  await visitor.leave();
});

test('axe finds nothing on the pages of a school where nothing has happened', { timeout: 120_000 }, async () => {
  const visitor = await browser.visit();
  await signInByLink(visitor.page, await fresh.linkFor('safeguarding-lead'));
  await readPages(visitor, fresh, ['/', '/events', '/incidents', '/requests', '/devices']);
  expect(visitor.complaints).toEqual([]);
  await visitor.leave();
});

test('no page scrolls sideways on a phone of 360 pixels, and its menu opens and closes by keyboard', { timeout: 120_000 }, async () => {
  for (const [role, paths] of Object.entries(pagesOf)) {
    const { page, complaints, leave } = await browser.visit({ width: 360 });
    await signInByLink(page, await demo.linkFor(role as Role));
    const menu = page.getByRole('button', { name: 'Menu' });
    await menu.focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false);
    for (const path of role === 'safeguarding-lead' ? [...paths, ...(await detailPages(demo))] : paths) {
      await page.goto(demo.url + path);
      await settled(page);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 360]);
    }
    expect(complaints).toEqual([]);
    await leave();
  }
});
