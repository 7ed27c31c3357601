// The sites of a plan are made ready for a lesson: what the report says, what pupils get when the site is down or has changed, and how a page is looked
// at before anybody asks for it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LessonPlan, LessonReady, PlanLink } from '#policies/contracts/lesson-plan.ts';
import { lessonKey } from '#store/plan-store.ts';
import { html } from '../../support/origin-site.ts';
import { answered } from '../cache/cached-origin.ts';
import { lesson, openLessonSchool, type LessonSchool } from './lesson-school.ts';

let day: LessonSchool;
beforeEach(async () => {
  day = await openLessonSchool();
});
afterEach(() => day.close());

const link = (id: string, url: string, change: Partial<PlanLink> = {}): PlanLink => ({
  id,
  url,
  host: new URL(url).hostname,
  wholeSite: false,
  what: 'Read it',
  state: 'approved',
  answers: [],
  embeds: [],
  reviewed: null,
  choice: null,
  ...change,
});
let version = 0;
async function plan(links: readonly PlanLink[]): Promise<void> {
  const kept: LessonPlan = {
    id: 'plan-1',
    owner: 'okafor',
    title: 'Rivers',
    lessons: [lesson],
    links: [...links],
    madeAt: day.now,
    changedAt: day.now,
    copyOf: null,
    atOnce: false,
  };
  version = (await day.school.plans.save(kept, version)) ?? 0;
}
beforeEach(() => {
  version = 0;
});
let jobs = 0;
const prepare = async (limits = {}): Promise<LessonReady> => {
  await day.school.jobs.add({ id: `job-${++jobs}`, kind: 'prepare', about: 'plan-1', part: lessonKey(lesson) }, day.now);
  const runner = day.start(limits);
  const ready = await outcome();
  await runner.close();
  return ready;
};
async function outcome(): Promise<LessonReady> {
  for (;;) {
    const [job] = (await day.school.jobs.list({ about: 'plan-1', limit: 50 })).filter(({ kind }) => kind === 'prepare');
    const ready = await day.school.plans.ready('plan-1', lesson);
    if (job?.endedAt !== null && job !== undefined && ready) return ready;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const status = async (url: string): Promise<number> => (await answered(await day.asPupil(url))).status;
const wordsOf = async (url: string): Promise<string> => (await answered(await day.asPupil(url))).text;
const kept = { 'cache-control': 'max-age=600' };

describe('a lesson of a plan', () => {
  test('is green when every page and all that it needs is there, and opens with the sites switched off', async () => {
    day.outside.page('lesson.test/a', html('<img src="/a.png"><p>Rivers flow.', kept));
    day.outside.page('lesson.test/b', html('<p>Deltas grow.', kept));
    day.outside.page('lesson.test/a.png', html('png', kept));
    await plan([
      link('a', 'https://lesson.test/a'),
      link('b', 'https://lesson.test/b', { state: 'open-already' }),
      link('c', 'https://games.test/', { state: 'refused' }),
    ]);
    const ready = await prepare();
    expect(ready).toMatchObject({
      state: 'green',
      left: null,
      links: [
        { link: 'a', state: 'green' },
        { link: 'b', state: 'green' },
      ],
    });
    await day.outside.switchOff();
    day.now = day.lessonBegins + 60_000;
    for (const path of ['a', 'b', 'a.png']) expect([path, await status(`https://lesson.test/${path}`)]).toEqual([path, 200]);
  });

  test('is as its worst site is, and each says why', async () => {
    day.outside.page('lesson.test/a', html('<p>Rivers.', kept));
    day.outside.page('lesson.test/gone', (_request, response) => response.writeHead(404).end());
    day.outside.page('lesson.test/round', (_request, response) => response.writeHead(302, { location: '/round?x' }).end());
    day.outside.page('lesson.test/round?x', (_request, response) => response.writeHead(302, { location: '/round' }).end());
    await plan([
      link('a', 'https://lesson.test/a'),
      link('gone', 'https://lesson.test/gone'),
      link('round', 'https://lesson.test/round'),
      link('stopped', 'https://games.test/'),
    ]);
    const { state, links } = await prepare();
    expect([state, links.map((one) => one.state)]).toEqual(['red', ['green', 'red', 'red', 'red']]);
    expect(links.map(({ missing }) => missing[0]?.why)).toEqual([
      undefined,
      'The site answered with error 404.',
      'The site sends visitors on to another address too often, or to one that cannot be opened.',
      'Blocked because “Games” is blocked for Key Stage 3 (list “Games”, line 2).',
    ]);
  });

  test('that was cut short is taken up again; what is stopped by its teacher stays stopped', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    day.outside.page('lesson.test/slow', (_request, response) => void held.then(() => response.end('x')));
    await plan([link('slow', 'https://lesson.test/slow')]);
    await day.school.jobs.add({ id: 'job-cut', kind: 'prepare', about: 'plan-1', part: lessonKey(lesson) }, day.now);
    const first = day.start();
    await expect.poll(() => day.outside.received.length).toBeGreaterThan(0);
    await first.close();
    day.now += 61_000;
    const second = day.start();
    await expect.poll(async () => (await day.school.jobs.list({ about: 'plan-1', limit: 1 }))[0]?.attempts).toBe(2);
    await day.school.jobs.cancel('job-cut', day.now, 'Stopped.');
    await expect.poll(async () => (await day.school.plans.ready('plan-1', lesson))?.state, { timeout: 10_000 }).toBe('cancelled');
    release();
    await second.close();
  });
});

describe('a page that has changed since it was approved', () => {
  beforeEach(async () => {
    day.outside.page('lesson.test/a', html('<p>Rivers flow to the sea.', { 'cache-control': 'max-age=1' }));
    await plan([link('a', 'https://lesson.test/a', { state: 'draft' })]);
    await day.school.jobs.add({ id: 'look', kind: 'look', about: 'plan-1', part: 'a' }, day.now);
    const runner = day.start();
    await expect.poll(() => day.school.plans.look('plan-1', 'a'), { timeout: 10_000 }).not.toBeNull();
    await runner.close();
    const reviewed = (await day.school.plans.look('plan-1', 'a'))?.page ?? null;
    await plan([link('a', 'https://lesson.test/a', { reviewed })]);
    expect((await prepare()).links[0]).toMatchObject({ state: 'green', changed: null });
    day.outside.page('lesson.test/a', html('<p>Buy cheap boats now, today only.', { 'cache-control': 'max-age=1' }));
    day.now += 3_600_000;
  });
  const again = async (change: Partial<PlanLink> = {}): Promise<LessonReady> => {
    const [now] = (await day.school.plans.byId('plan-1'))?.plan.links ?? [];
    if (now) await plan([{ ...now, ...change }]);
    return prepare();
  };

  test('is told, and pupils get the copy that was approved until the teacher has chosen', async () => {
    const { state, links } = await again();
    expect(state).toBe('amber');
    expect(links[0]?.changed).toBe('The page has other words than when it was approved: 5 then, 6 now.');
    day.now = day.lessonBegins + 1000;
    expect(await wordsOf('https://lesson.test/a')).toContain('Rivers flow');
  });

  test('is given as it is when the teacher says so', async () => {
    expect((await again({ choice: 'live' })).links[0]).toMatchObject({ state: 'amber' });
    day.now = day.lessonBegins + 1000;
    expect(await wordsOf('https://lesson.test/a')).toContain('cheap boats');
  });

  test('is not ready when the teacher wants neither', async () => {
    expect((await again({ choice: 'none' })).links[0]).toMatchObject({ state: 'red' });
    const waiting = await day.school.jobs.list({ about: 'plan-1', states: ['waiting'], limit: 9 });
    // What is told of a lesson waits for whoever sends letters.
    const closings = waiting.filter(({ kind }) => kind !== 'tell').map(({ kind, part }) => [kind, part]);
    expect(closings).toEqual([['close', 'a']]);
  });
});

test('a page is looked at as a pupil of the class would find it if it were open, and nothing is opened by looking', async () => {
  await day.publish(false);
  day.outside.page('lesson.test/a', html('<img src="https://games.test/g.png"><img src="/own.png"><p>Rivers <b>flow</b>.', kept));
  day.outside.page('lesson.test/own.png', html('png', kept));
  await plan([link('a', 'https://lesson.test/a', { state: 'draft' })]);
  await day.school.jobs.add({ id: 'look-1', kind: 'look', about: 'plan-1', part: 'a' }, day.now);
  day.start();
  await expect.poll(() => day.school.plans.look('plan-1', 'a'), { timeout: 10_000 }).not.toBeNull();
  const look = await day.school.plans.look('plan-1', 'a');
  expect(look).toMatchObject({ by: 'mark-up', problem: null, page: { count: 2, title: 'Origin' } });
  expect(look?.hosts.find(({ host }) => host === 'games.test')).toEqual({ host: 'games.test', objects: 1, blocked: 1, category: 'games' });
  expect(look?.hosts.find(({ host }) => host === 'lesson.test')).toMatchObject({ blocked: 0 });
  expect(await status('https://lesson.test/a')).toBe(403);
});

test('a page that cannot be opened is looked at in words', async () => {
  day.outside.page('lesson.test/a', (_request, response) => response.writeHead(503).end());
  await plan([link('a', 'https://lesson.test/a', { state: 'draft' })]);
  await day.school.jobs.add({ id: 'look-2', kind: 'look', about: 'plan-1', part: 'a' }, day.now);
  day.start();
  await expect
    .poll(async () => (await day.school.plans.look('plan-1', 'a'))?.problem, { timeout: 10_000 })
    .toBe('The site answered with error 503.');
});
