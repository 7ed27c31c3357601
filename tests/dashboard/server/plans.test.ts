// A teacher's plan from the first draft to the lesson: tried out, asked for as one thing, answered site by site, open in its lessons and at no other time.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlanLink } from '#policies/contracts/lesson-plan.ts';
import { planViewSchema } from '#policies/contracts/plan-api.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Bundle } from '#policies/contracts/bundle.ts';
import { startDashboard } from '#dashboard/server/dashboard-server.ts';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { parseTarget } from '#policies/engine/target.ts';
import type { z } from 'zod';
import type { Answer, Caller } from './support/caller.ts';
import { openHouse, type House } from './support/open-house.ts';
import { lesson, lessonFrom, lessonUntil } from './support/samples.ts';
import { testLists, testPolicy } from './support/test-policy.ts';

type View = z.output<typeof planViewSchema>;
const minute = 60_000;
const nextWeek = { ...lesson, date: '2026-12-03' };
const nextWeekFrom = Date.parse('2026-12-03T11:10:00Z');

let house: House;
let teacher: Caller;
let committee: Caller;
let lead: Caller;
beforeEach(async () => {
  house = await openHouse();
  [teacher, committee, lead] = [await house.signIn('teacher'), await house.signIn('committee'), await house.signIn('safeguarding-lead')];
});
afterEach(() => house.close());

const viewOf = (answer: Answer): View => {
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return planViewSchema.parse(answer.json);
};
const site = (url: string, change: Record<string, unknown> = {}) => ({ url, wholeSite: false, what: 'Read the page', ...change });
const typed = (change: Record<string, unknown> = {}) => ({
  title: 'Chance',
  lessons: [lesson, nextWeek],
  links: [site('https://gambling.test/odds'), site('https://games.test/chess')],
  ...change,
});
const made = async (change: Record<string, unknown> = {}): Promise<View> => viewOf(await teacher.post('/api/plans', typed(change)));
const act = (who: Caller, { plan }: View, what: string, body: unknown = {}): Promise<Answer> =>
  who.post(`/api/plans/${plan.id}/${what}`, body);
const statesOf = ({ plan }: View): PlanLink['state'][] => plan.links.map(({ state }) => state);
const answerOf = (view: View, at: number, decision: 'approve' | 'refuse', reason = 'Fits the unit') => ({
  version: view.version,
  answers: [{ link: view.plan.links[at]?.id, lookedAt: view.looks[view.plan.links[at]?.id ?? '']?.at ?? null, decision, reason }],
});
async function effect(url: string, at: number, group = '8b', from: { initiator: string } | null = null): Promise<string> {
  const bundle = JSON.parse((await house.school.policies.latestBundle())?.text ?? '') as Bundle;
  const target = parseTarget(url);
  if (target === null) throw new Error('no address');
  return createJudge(bundle).judge({
    subject: { id: 'somebody', groups: [group] },
    target,
    destination: from ? 'image' : 'document',
    initiator: from?.initiator ?? null,
    at,
  }).effect;
}
async function republish(change: Partial<PolicyDocument>): Promise<void> {
  const current = await house.school.policies.current();
  await publishPolicy(house.school, testLists, { ...testPolicy, ...change }, current?.version ?? 0, 'system', house.now());
}
const teachersMay = (change: Partial<NonNullable<NonNullable<PolicyDocument['lessons']>['teachers']>> = {}) =>
  republish({
    grid: { ...testPolicy.grid, ks3: { ...testPolicy.grid['ks3'], games: 'block-unless-approved', gambling: 'block-unless-approved' } },
    lessons: { teachers: { days: 14, wholeSites: false, unknownSites: true, never: ['gambling'], ...change } },
  });

describe('a draft', () => {
  test('says at once how a pupil of the class would find each site, and who answers', async () => {
    const { trials, plan } = await made();
    expect(plan.links.map(({ host }) => host)).toEqual(['gambling.test', 'games.test']);
    expect(trials.map(({ dryRun }) => [dryRun.before.effect, dryRun.after.effect])).toEqual([
      ['block', 'allow'],
      ['block', 'allow'],
    ]);
    expect(trials.map(({ answerer }) => answerer)).toEqual(['committee', 'committee']);
    expect(await effect('https://gambling.test/odds', lessonFrom)).toBe('block');
  });

  test('can be changed and thrown away, and two who change it at once are not both believed', async () => {
    const view = await made();
    const changed = viewOf(await teacher.post(`/api/plans/${view.plan.id}`, { ...typed({ title: 'Odds' }), version: view.version }));
    expect([changed.plan.title, changed.version]).toEqual(['Odds', view.version + 1]);
    expect((await teacher.post(`/api/plans/${view.plan.id}`, { ...typed(), version: view.version })).status).toBe(409);
    expect((await teacher.call('DELETE', `/api/plans/${view.plan.id}`)).status).toBe(204);
    expect((await teacher.get(`/api/plans/${view.plan.id}`)).status).toBe(404);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a class of somebody else', { lessons: [{ ...lesson, group: '8c' }] }, 'lessons.0: Choose a class that you teach.'],
    [
      'a period that is not',
      { lessons: [{ ...lesson, period: '99' }] },
      'lessons.0: There is no period “99” on 2026-11-26 in the timetable.',
    ],
    ['a lesson that is over', { lessons: [{ ...lesson, date: '2026-11-25' }] }, 'lessons.0: The lesson on 2026-11-25 is over.'],
    ['a lesson in years', { lessons: [{ ...lesson, date: '2029-11-26' }] }, 'lessons.0: Plan lessons within the next 400 days.'],
    ['no address', { links: [site('rivers and lakes')] }, 'links.0.url: “rivers and lakes” is not the address of a web page.'],
    ['a site twice', { links: [site('games.test/a'), site('https://games.test/a')] }, 'links.1.url: https://games.test/a is there twice.'],
  ])('%s is told with its place', async (_what, change, detail) => {
    const answer = await teacher.post('/api/plans', typed(change));
    expect([answer.status, answer.json?.['detail']]).toEqual([422, detail]);
  });

  test('of ten thousand links is refused in words', async () => {
    const links = Array.from({ length: 10_000 }, (_, n) => site(`https://site-${n}.test/`));
    for (const many of [links, links.slice(0, 201)]) {
      const answer = await teacher.post('/api/plans', typed({ links: many }));
      expect([answer.status, answer.text.includes('A plan has at most 200 sites.')]).toEqual([400, true]);
    }
  });

  test('is nobody else’s to see: not another teacher’s, not another school’s', async () => {
    const { plan } = await made();
    const elsewhere = await house.signIn('committee', 'hillside');
    expect((await elsewhere.get(`/api/plans/${plan.id}`)).status).toBe(404);
    expect((await (await house.signIn('governor')).get(`/api/plans/${plan.id}`)).status).toBe(403);
    expect((await committee.get(`/api/plans/${plan.id}`)).status).toBe(200);
    expect((await act(committee, { plan } as View, 'ask')).status).toBe(403);
  });
});

describe('one request for the whole plan', () => {
  test('waits, is answered site by site, and opens in its lessons and at no other time', async () => {
    const view = viewOf(await act(teacher, await made(), 'ask'));
    expect(statesOf(view)).toEqual(['waiting', 'waiting']);
    const waiting = await committee.get('/api/plans?waiting=1');
    expect(waiting.json).toMatchObject({ plans: [{ id: view.plan.id, title: 'Chance', waiting: 2, own: false }] });

    const one = viewOf(await act(committee, view, 'answer', answerOf(view, 0, 'approve')));
    const both = viewOf(await act(lead, one, 'answer', answerOf(one, 1, 'refuse', 'Not for this unit')));
    expect(statesOf(both)).toEqual(['approved', 'refused']);
    const at = (moment: number, group?: string) => effect('https://gambling.test/odds', moment, group);
    expect(await Promise.all([lessonFrom - 1, lessonFrom, lessonUntil - 1, lessonUntil].map((moment) => at(moment)))).toEqual([
      'block',
      'allow',
      'allow',
      'block',
    ]);
    expect([await at(nextWeekFrom - minute), await at(nextWeekFrom)]).toEqual(['block', 'allow']);
    expect(await at(lessonFrom, '8c')).toBe('block');
    expect(await effect('https://gambling.test/other', lessonFrom)).toBe('block');
    expect(await effect('https://games.test/chess', lessonFrom)).toBe('block');
    expect((await act(committee, view, 'answer', answerOf(view, 0, 'refuse'))).status).toBe(409);
  });

  test('leaves work for the proxy: at once, on the evening before each lesson, and shortly before it', async () => {
    const view = viewOf(await act(teacher, await made(), 'ask'));
    await act(committee, view, 'answer', answerOf(view, 0, 'approve'));
    const jobs = (await house.school.jobs.list({ about: view.plan.id, limit: 100 })).filter(({ kind }) => kind === 'prepare');
    expect(jobs.map(({ part, dueAt }) => `${part} ${new Date(dueAt).toISOString()}`).toSorted()).toEqual([
      '8b 2026-11-26 3 2026-11-26T10:00:00.000Z',
      '8b 2026-11-26 3 2026-11-26T10:40:00.000Z',
      '8b 2026-12-03 3 2026-12-02T18:00:00.000Z',
      '8b 2026-12-03 3 2026-12-03T10:40:00.000Z',
    ]);
  });

  test('what the law forbids is refused at once, and nobody is asked', async () => {
    const view = viewOf(await act(teacher, await made({ links: [site('https://illegal.test/x'), site('https://games.test/')] }), 'ask'));
    expect(statesOf(view)).toEqual(['refused-mandatory', 'waiting']);
    expect((await act(lead, view, 'answer', answerOf(view, 0, 'approve'))).status).toBe(409);
    const approved = viewOf(await act(lead, view, 'answer', answerOf(view, 1, 'approve')));
    expect(statesOf(approved)).toEqual(['refused-mandatory', 'approved']);
    expect(await effect('https://illegal.test/x', lessonFrom)).toBe('block');
  });

  test('what is open already needs nobody’s answer', async () => {
    expect(statesOf(viewOf(await act(teacher, await made({ links: [site('https://school.test/')] }), 'ask')))).toEqual(['open-already']);
  });

  test('what is for the safeguarding lead is not the committee’s to answer', async () => {
    await republish({ lessons: { lead: ['gambling'] } });
    const view = viewOf(await act(teacher, await made(), 'ask'));
    expect(view.trials[0]).toMatchObject({ answerer: 'safeguarding-lead' });
    expect((await act(committee, view, 'answer', answerOf(view, 0, 'approve'))).status).toBe(403);
    expect(statesOf(viewOf(await act(lead, view, 'answer', answerOf(view, 0, 'approve'))))[0]).toBe('approved');
  });

  test('sites can be added afterwards; the rest is changed after taking it back, which closes it', async () => {
    const view = viewOf(await act(teacher, await made(), 'ask'));
    const open = viewOf(await act(committee, view, 'answer', answerOf(view, 0, 'approve')));
    const path = `/api/plans/${view.plan.id}`;
    const same = { title: 'Chance', version: open.version, lessons: open.plan.lessons };
    expect((await teacher.post(path, { ...same, lessons: [lesson], links: open.plan.links })).status).toBe(422);
    expect((await teacher.post(path, { ...same, links: [] })).status).toBe(422);
    const more = viewOf(await teacher.post(path, { ...same, links: [...open.plan.links, site('https://games.test/go')] }));
    expect(statesOf(more)).toEqual(['approved', 'waiting', 'draft']);
    const back = viewOf(await act(teacher, more, 'take-back'));
    expect(statesOf(back)).toEqual(['draft', 'draft', 'draft']);
    expect(await effect('https://gambling.test/odds', lessonFrom)).toBe('block');
    expect(
      (await house.school.jobs.list({ about: view.plan.id, states: ['waiting'], limit: 100 })).filter(({ kind }) => kind === 'prepare'),
    ).toEqual([]);
    expect((await teacher.call('DELETE', path)).status).toBe(409);
    expect(back.plan.links[0]?.answers.map(({ did }) => did)).toEqual(['asked', 'approved', 'withdrawn']);
  });

  test('an appeal is looked at once, by somebody else', async () => {
    const asked = viewOf(await act(teacher, await made(), 'ask'));
    const refused = viewOf(await act(committee, asked, 'answer', answerOf(asked, 0, 'refuse', 'Too much')));
    const link = refused.plan.links[0]?.id;
    const appealed = viewOf(await act(teacher, refused, 'appeal', { link, words: 'It is the only page with the tables.' }));
    expect(statesOf(appealed)[0]).toBe('appealed');
    expect((await act(committee, appealed, 'answer', answerOf(appealed, 0, 'approve'))).status).toBe(403);
    const again = viewOf(await act(lead, appealed, 'answer', answerOf(appealed, 0, 'refuse', 'Still too much')));
    expect((await act(teacher, again, 'appeal', { link, words: 'And once more, please.' })).status).toBe(409);
  });

  test('goes to the head when nobody has answered in time', async () => {
    const view = viewOf(await act(teacher, await made({ lessons: [nextWeek] }), 'ask'));
    const [job] = (await house.school.jobs.list({ about: view.plan.id, limit: 10 })).filter(({ kind }) => kind === 'remind');
    expect(new Date(job?.dueAt ?? 0).toISOString()).toBe('2026-12-02T11:10:00.000Z');
    house.pass(7 * 24 * 60 * minute - 22 * 60 * minute);
    await expect
      .poll(async () => (await house.school.plans.byId(view.plan.id))?.plan.links[0]?.answers.at(-1)?.did, { timeout: 20_000 })
      .toBe('escalated');
    // The trail follows the plan.
    await expect
      .poll(async () => (await house.school.audit.list({ limit: 5 })).entries[0], { timeout: 5_000 })
      .toMatchObject({ did: 'escalated-plan', by: 'system', to: `plan:${view.plan.id}` });
  });
});

describe('within the bounds that the school has set', () => {
  test('a teacher opens a page for a class of their own without an answer', async () => {
    await teachersMay();
    const view = viewOf(await act(teacher, await made(), 'ask'));
    expect(statesOf(view)).toEqual(['waiting', 'approved']);
    expect(await effect('https://games.test/chess', lessonFrom)).toBe('allow');
    expect(await effect('https://games.test/chess', lessonFrom - minute)).toBe('block');
  });

  test.each<[string, Record<string, unknown>, string]>([
    [
      'a whole site',
      { links: [site('https://games.test/', { wholeSite: true })] },
      'You may open single pages by yourself; this is a whole site.',
    ],
    ['a lesson far away', { lessons: [{ ...lesson, date: '2026-12-17' }] }, 'You may open sites by yourself only for the next 14 days.'],
    ['a category that is never', { links: [site('https://gambling.test/')] }, 'Sites of “Gambling” are for the committee to answer.'],
  ])('but not %s', async (_what, change, because) => {
    await teachersMay();
    const view = await made(change);
    expect(view.trials[0]).toMatchObject({ answerer: 'committee', because });
    expect(statesOf(viewOf(await act(teacher, view, 'ask')))[0]).toBe('waiting');
  });

  test('and never what the policy leaves to the committee: only categories that are blocked unless approved', async () => {
    await republish({ lessons: { teachers: { days: 14, wholeSites: true, unknownSites: true, never: [] } } });
    const view = await made();
    expect(view.trials.map(({ answerer }) => answerer)).toEqual(['committee', 'committee']);
  });

  test('the class opens now: until the period that is on ends, with its own trail', async () => {
    const wish = { url: 'games.test/chess', group: '8b', wholeSite: false, what: 'Chess for the fast ones' };
    expect((await teacher.post('/api/plans/open-now', wish)).status).toBe(422);
    await teachersMay();
    house.pass(75 * minute);
    teacher = await house.signIn('teacher');
    const view = viewOf(await teacher.post('/api/plans/open-now', wish));
    expect(statesOf(view)).toEqual(['approved']);
    expect([await effect('https://games.test/chess', house.now()), await effect('https://games.test/chess', lessonUntil)]).toEqual([
      'allow',
      'block',
    ]);
    expect((await teacher.post('/api/plans/open-now', { ...wish, url: 'gambling.test' })).json?.['detail']).toBe(
      'You cannot open it by yourself. Sites of “Gambling” are for the committee to answer.',
    );
    expect((await teacher.post('/api/plans/open-now', { ...wish, url: 'illegal.test' })).status).toBe(422);
    expect((await teacher.post('/api/plans/open-now', { ...wish, group: '8c' })).status).toBe(422);
    const { entries } = await house.school.audit.list({ limit: 10 });
    expect(entries.map(({ did }) => did)).toContain('opened-now');
  });
});

describe('what pages show within themselves', () => {
  const look = (hosts: string[]) => ({
    at: 0,
    by: 'browser' as const,
    finalUrl: 'https://games.test/chess',
    page: { at: 0, words: 'a'.repeat(64), count: 12, title: 'Chess', hosts },
    hosts: hosts.map((host) => ({ host, objects: 1, blocked: 1, category: null })),
    notes: [],
    problem: null,
    pictured: false,
  });

  test('is opened for those pages and for nobody who goes there', async () => {
    const view = await made({ links: [site('https://games.test/chess')] });
    await house.school.plans.saveLook(
      view.plan.id,
      view.plan.links[0]?.id ?? '',
      look(['gambling.test', 'illegal.test', 'school.test']),
      null,
    );
    const asked = viewOf(await act(teacher, view, 'ask'));
    const open = viewOf(await act(committee, asked, 'answer', answerOf(asked, 0, 'approve')));
    expect(open.plan.links[0]?.embeds).toEqual(['gambling.test']);
    expect(open.plan.links[0]?.reviewed?.title).toBe('Chess');
    const from = { initiator: 'https://games.test' };
    expect(await effect('https://gambling.test/board.png', lessonFrom, '8b', from)).toBe('allow');
    expect(await effect('https://gambling.test/board.png', lessonFrom)).toBe('block');
    expect(await effect('https://gambling.test/board.png', lessonFrom, '8b', { initiator: 'https://other.test' })).toBe('block');
    expect(await effect('https://illegal.test/x', lessonFrom, '8b', from)).toBe('block');
    expect(await effect('https://gambling.test/board.png', lessonFrom - minute, '8b', from)).toBe('block');
  });

  test('makes the site as hard to open as the hardest part of it', async () => {
    await teachersMay();
    const view = await made({ links: [site('https://games.test/chess')] });
    await house.school.plans.saveLook(view.plan.id, view.plan.links[0]?.id ?? '', look(['gambling.test']), null);
    expect(statesOf(viewOf(await act(teacher, view, 'ask')))).toEqual(['waiting']);
  });
});

test('a changed page: the teacher chooses none, and it is closed', async () => {
  const asked = viewOf(await act(teacher, await made(), 'ask'));
  const open = viewOf(await act(committee, asked, 'answer', answerOf(asked, 0, 'approve')));
  const link = open.plan.links[0]?.id;
  expect(viewOf(await act(teacher, open, 'choice', { link, choice: 'live' })).plan.links[0]).toMatchObject({
    choice: 'live',
    state: 'approved',
  });
  viewOf(await act(teacher, open, 'choice', { link, choice: 'none' }));
  expect(await effect('https://gambling.test/odds', lessonFrom)).toBe('block');
});

test('a changed page that the school wants neither copy nor change of is closed, and can be chosen for again', async () => {
  const asked = viewOf(await act(teacher, await made(), 'ask'));
  const open = viewOf(await act(committee, asked, 'answer', answerOf(asked, 0, 'approve')));
  const link = open.plan.links[0]?.id ?? '';
  expect(await effect('https://gambling.test/odds', lessonFrom)).toBe('allow');
  await house.school.jobs.add({ id: 'close-1', kind: 'close', about: open.plan.id, part: link }, house.now());
  await expect.poll(() => effect('https://gambling.test/odds', lessonFrom), { timeout: 20_000 }).toBe('block');
  const closed = viewOf(await teacher.get(`/api/plans/${open.plan.id}`));
  expect(closed.plan.links[0]).toMatchObject({ state: 'refused', answers: [{}, {}, { by: 'system', did: 'refused' }] });
  expect(statesOf(viewOf(await act(teacher, closed, 'choice', { link, choice: 'live' })))[0]).toBe('approved');
  expect(await effect('https://gambling.test/odds', lessonFrom)).toBe('allow');
});

test('a plan is copied to next year with its weekdays, and nothing of the copy was asked for', async () => {
  const asked = viewOf(await act(teacher, await made(), 'ask'));
  const copy = viewOf(await act(teacher, asked, 'copy', { days: 364 }));
  expect(copy.plan.lessons.map(({ date }) => date)).toEqual(['2027-11-25', '2027-12-02']);
  expect([statesOf(copy), copy.plan.copyOf]).toEqual([['draft', 'draft'], asked.plan.id]);
});

test('a lesson is prepared again and stopped by its teacher, and by nobody else', async () => {
  const asked = viewOf(await act(teacher, await made(), 'ask'));
  const open = viewOf(await act(committee, asked, 'answer', answerOf(asked, 0, 'approve')));
  const waiting = async () =>
    (await house.school.jobs.list({ about: open.plan.id, states: ['waiting'], limit: 100 })).filter(
      ({ dueAt }) => dueAt <= house.now() && dueAt > 0,
    ).length;
  const looks = (await house.school.jobs.list({ about: open.plan.id, limit: 100 })).filter(({ kind }) => kind === 'look').length;
  expect(looks).toBe(2);
  viewOf(await act(teacher, open, 'prepare', { lesson: nextWeek }));
  expect(await waiting()).toBe(looks + 2);
  viewOf(await act(teacher, open, 'prepare/cancel', { lesson: nextWeek }));
  expect(await waiting()).toBe(looks + 1);
  expect((await act(teacher, open, 'prepare', { lesson: { ...lesson, period: '4' } })).status).toBe(404);
  expect((await act(committee, open, 'prepare', { lesson: nextWeek })).status).toBe(403);
});

test('jobs are seen by those who run the system, and ended by them', async () => {
  const { plan } = await made();
  const technician = await house.signIn('technician');
  const { json } = await technician.get('/api/jobs');
  const jobs = json?.['jobs'] as { id: string; kind: string; about: string; state: string }[];
  expect(jobs.map(({ kind, about, state }) => [kind, about, state])).toEqual([
    ['look', 'Chance', 'waiting'],
    ['look', 'Chance', 'waiting'],
  ]);
  expect((await technician.post(`/api/jobs/${jobs[0]?.id}/cancel`, {})).status).toBe(204);
  expect((await technician.post(`/api/jobs/${jobs[0]?.id}/cancel`, {})).status).toBe(409);
  expect((await house.school.jobs.list({ about: plan.id, states: ['cancelled'], limit: 10 })).length).toBe(1);
  expect((await teacher.get('/api/jobs')).status).toBe(403);
});

describe('what is opened is what was read, and what is written', () => {
  const asked = async (change: Record<string, unknown> = {}): Promise<View> => viewOf(await act(teacher, await made(change), 'ask'));
  const change = async ({ plan, version }: View, links: unknown[]): Promise<Answer> =>
    teacher.post(`/api/plans/${plan.id}`, { title: plan.title, lessons: plan.lessons, links, version });
  const within = lessonFrom + minute;

  test('two sites under one id are refused: the one would be opened by the answer to the other', async () => {
    await teachersMay();
    const view = await made({ links: [site('https://games.test/chess')] });
    const { id } = view.plan.links[0] ?? {};
    const answer = await change(view, [site('https://games.test/chess', { id }), site('https://gambling.test/odds', { id })]);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Load the page again');
  });

  test('an answer to a plan that was changed meanwhile opens nothing', async () => {
    const read = await asked({ links: [site('https://gambling.test/odds')] });
    const back = viewOf(await act(teacher, read, 'take-back'));
    const { id } = back.plan.links[0] ?? {};
    const other = viewOf(await change(back, [site('https://gambling.test/other', { id })]));
    expect(other.plan.links[0]?.id).not.toBe(id);
    await act(teacher, other, 'ask');
    expect((await act(committee, read, 'answer', answerOf(read, 0, 'approve'))).status).toBe(409);
    for (const path of ['odds', 'other']) expect(await effect(`https://gambling.test/${path}`, within)).toBe('block');
  });

  test('an approval of a page that was looked at again meanwhile opens nothing; a refusal stands', async () => {
    const read = await asked({ links: [site('https://gambling.test/odds')] });
    const page = { at: house.now(), words: '', count: 0, title: '', hosts: [] };
    const look = { by: 'mark-up' as const, finalUrl: '', hosts: [], notes: [], problem: null, pictured: false, page };
    await house.school.plans.saveLook(read.plan.id, read.plan.links[0]?.id ?? '', { ...look, at: house.now() }, null);
    expect((await act(committee, read, 'answer', answerOf(read, 0, 'approve'))).status).toBe(409);
    expect((await act(committee, read, 'answer', answerOf(read, 0, 'refuse'))).status).toBe(200);
  });

  test('cut short between writing and publishing: made up for at the next start', async () => {
    const read = await asked({ links: [site('https://gambling.test/odds')] });
    const open = viewOf(await act(committee, read, 'answer', answerOf(read, 0, 'approve')));
    expect(await effect('https://gambling.test/odds', within)).toBe('allow');
    const closed = { ...open.plan, links: open.plan.links.map((link) => ({ ...link, state: 'refused' as const })) };
    const version = (await house.school.plans.save(closed, open.version)) ?? 0;
    const restarted = async (expected: string) => {
      const dashboard = await startDashboard(house.options);
      await expect.poll(() => effect('https://gambling.test/odds', within), { timeout: 10_000 }).toBe(expected);
      await dashboard.close();
    };
    await restarted('block');
    // And the other way round: approved, and never opened.
    await house.school.plans.save(open.plan, version);
    await restarted('allow');
  });

  test('taken back and approved again, every lesson is prepared again', async () => {
    const jobsOf = async ({ plan }: View) =>
      (await house.school.jobs.list({ about: plan.id, states: ['waiting'], limit: 100 }))
        .filter(({ id }) => /^(?:prepare|measure):/.test(id))
        .map(({ id }) => id)
        .toSorted();
    const read = await asked({ links: [site('https://gambling.test/odds')] });
    const open = viewOf(await act(committee, read, 'answer', answerOf(read, 0, 'approve')));
    const first = await jobsOf(open);
    expect(first.length).toBeGreaterThan(2);
    await act(teacher, open, 'take-back');
    expect(await jobsOf(open)).toEqual([]);
    const again = viewOf(await act(teacher, open, 'ask'));
    await act(committee, again, 'answer', answerOf(again, 0, 'approve'));
    expect(await jobsOf(open)).toEqual(first);
  });
});
