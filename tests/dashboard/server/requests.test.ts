import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bundle } from '#policies/contracts/bundle.ts';
import { requestsSchema, requestViewSchema } from '#policies/contracts/dashboard-api.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { greenfield } from '../../support/cast.ts';
import type { Answer, Caller } from './support/caller.ts';
import { accountOf, openHouse, type House } from './support/open-house.ts';
import { testLists } from './support/test-policy.ts';
import { blockedEvent, lesson, lessonFrom, lessonUntil } from './support/samples.ts';

const day = 24 * 3_600_000;
const teachers = accountOf('teacher', greenfield.id);
let house: House;
let teacher: Caller;
let committee: Caller;
beforeAll(async () => {
  house = await openHouse();
  [teacher, committee] = [await house.signIn('teacher'), await house.signIn('committee')];
});
afterAll(() => house.close());

const idOf = (answer: Answer): string => requestViewSchema.parse(answer.json).request.id;
const ask = async (change: Record<string, unknown> = {}): Promise<string> => {
  return idOf(
    await teacher.post('/api/requests', {
      url: 'https://gambling.test/odds',
      wholeSite: true,
      lesson,
      reason: 'PSHE: how odds work',
      ...change,
    }),
  );
};
/** A pupil's wish: no class, no time. */
const pupilAsks = async (): Promise<string> => {
  const event = blockedEvent(house.now());
  await house.school.events.append([event]);
  return String(
    (await house.nobody.post(`/api/ask/${event.id}`, { wholeSite: true, lesson: null, reason: 'For my homework' })).json?.['id'],
  );
};
const approve = (id: string, change: Record<string, unknown> = {}) =>
  committee.post(`/api/requests/${id}/decision`, {
    decision: 'approve',
    reason: 'Fits the plan',
    wholeSite: true,
    opens: 'lesson',
    audience: null,
    until: null,
    ...change,
  });
const latest = async (): Promise<Bundle> => JSON.parse((await house.school.policies.latestBundle())?.text ?? '') as Bundle;
const effectFor = async (group: string, url: string, at: number): Promise<string> => {
  const target = parseTarget(url);
  if (!target) throw new Error('no address');
  return createJudge(await latest()).judge({
    subject: { id: 'somebody', groups: [group] },
    target,
    destination: 'document',
    initiator: null,
    at,
  }).effect;
};

test('a teacher asks for a lesson of a class of theirs, and sees their own requests only', async () => {
  await pupilAsks();
  const lead = await house.signIn('safeguarding-lead');
  const another = idOf(await lead.post('/api/requests', { url: 'https://gambling.test/', wholeSite: true, lesson, reason: 'PSHE: odds' }));
  expect((await teacher.get(`/api/requests/${another}`)).status).toBe(404);
  const answer = await teacher.post('/api/requests', {
    url: ' gambling.test/odds#top ',
    wholeSite: false,
    lesson,
    reason: 'PSHE: how odds work',
  });
  expect(answer.json).toMatchObject({
    request: {
      state: 'waiting',
      url: 'https://gambling.test/odds',
      host: 'gambling.test',
      path: '/odds',
      lesson,
      askedBy: { kind: 'account', id: teachers.id },
    },
    askedByName: `${teachers.name} (teacher)`,
    decidedByName: null,
    readiness: null,
  });
  const { requests } = requestsSchema.parse((await teacher.get('/api/requests')).json);
  expect(requests.map((one) => one.request.askedBy.id)).toEqual([teachers.id]);
});

test('what a teacher asked from a block page is theirs in the dashboard too', async () => {
  const event = blockedEvent(house.now(), { subject: 'okafor', phase: 'staff', groups: ['staff'] });
  await house.school.events.append([event]);
  const { json } = await house.nobody.post(`/api/ask/${event.id}`, { wholeSite: true, lesson, reason: 'Chess in maths' });
  expect((await teacher.get(`/api/requests/${String(json?.['id'])}`)).json).toMatchObject({ askedByName: 'Ada Okafor (staff)' });
});

test('a pupil’s request shows a pseudonym to those who decide, and nothing that leads to the name', async () => {
  const id = await pupilAsks();
  const { json, text } = await committee.get(`/api/requests/${id}`);
  expect(json).toMatchObject({
    askedByName: expect.stringMatching(/^Pupil [0-9A-F]{6}$/),
    dryRun: { before: { effect: 'block' }, after: { effect: 'allow' } },
  });
  expect(text).not.toMatch(/mia|patel/i);
  expect((await teacher.get(`/api/requests/${id}`)).status).toBe(404);
});

test('a teacher cannot ask for a class of somebody else; those who decide can', async () => {
  const wish = { url: 'https://gambling.test/', wholeSite: true, lesson: { ...lesson, group: '8c' }, reason: 'PSHE: odds' };
  expect((await teacher.post('/api/requests', wish)).json).toMatchObject({
    status: 422,
    detail: 'lesson.group: Choose a class that you teach.',
    errors: [{ field: 'lesson.group', message: 'Choose a class that you teach.' }],
  });
  expect((await teacher.post('/api/requests/dry-run', wish)).status).toBe(422);
  const lead = await house.signIn('safeguarding-lead');
  expect((await lead.post('/api/requests', wish)).status).toBe(200);
  expect((await committee.post('/api/requests/dry-run', wish)).json).toMatchObject({
    before: { effect: 'block' },
    after: { effect: 'allow' },
  });
  expect((await teacher.get('/api/timetable')).json).toMatchObject({ today: '2026-11-26', classes: [{ id: '8b' }] });
  expect((await lead.get('/api/timetable')).json).toMatchObject({ classes: [{ id: '8b' }, { id: '8c' }] });
});

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'not an address', 'https://', 'data:text/html,x', '...'])(
  '%s is not an address that can be asked for',
  async (url) => {
    expect((await teacher.post('/api/requests', { url, wholeSite: true, lesson, reason: 'PSHE: odds' })).status).toBe(422);
  },
);

test('an approved lesson is open for its class, from its beginning to its end, and for nobody else', async () => {
  const id = await ask();
  const { number } = await latest();
  const answer = await approve(id);
  expect(answer.json).toMatchObject({
    request: {
      state: 'approved',
      decision: { by: 'greenfield-committee', audience: '8b', from: lessonFrom, until: lessonUntil, rule: expect.any(String) },
    },
    decidedByName: 'The committee of greenfield (committee)',
    readiness: { state: 'waiting' },
  });
  const bundle = await latest();
  expect(bundle.number).toBe(number + 1);
  expect(bundle.policy.rules.filter((rule) => rule.layer === 'decision')).toMatchObject([
    {
      effect: 'allow',
      audience: '8b',
      match: { kind: 'host', host: 'gambling.test', path: null },
      origin: { kind: 'decision', request: id },
      from: lessonFrom,
      until: lessonUntil,
    },
  ]);
  const url = 'https://gambling.test/odds';
  expect(
    await Promise.all([
      effectFor('8b', url, lessonFrom - 1),
      effectFor('8b', url, lessonFrom),
      effectFor('8b', url, lessonUntil - 1),
      effectFor('8b', url, lessonUntil),
      effectFor('8c', url, lessonFrom),
    ]),
  ).toEqual(['block', 'allow', 'allow', 'block', 'block']);
  expect(await house.school.jobs.claim(['precache'], house.now(), 60)).toMatchObject({ kind: 'precache', about: id });
  expect((await house.school.audit.list({ limit: 1 })).entries).toMatchObject([
    { by: 'greenfield-committee', did: 'approved-request', to: `request:${id}`, detail: `bundle ${bundle.number}: Fits the plan` },
  ]);
});

test('a decision stands: nobody decides the same request twice, also not at the same moment', async () => {
  const id = await ask();
  const lead = await house.signIn('safeguarding-lead');
  const { number } = await latest();
  const refuse = { decision: 'refuse', reason: 'On second thoughts' };
  const answers = await Promise.all([approve(id), lead.post(`/api/requests/${id}/decision`, refuse), approve(id)]);
  expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409, 409]);
  const { state } = (await house.school.requests.byId(id)) ?? {};
  expect((await latest()).number - number).toBe(state === 'approved' ? 1 : 0);
  expect((await committee.post(`/api/requests/${id}/decision`, refuse)).json).toMatchObject({
    status: 409,
    detail: 'This request was decided already.',
  });
});

test('a refusal is kept with its reason and opens nothing', async () => {
  const id = await ask();
  const { number } = await latest();
  expect((await committee.post(`/api/requests/${id}/decision`, { decision: 'refuse', reason: 'Not for year 8' })).json).toMatchObject({
    request: { state: 'refused', decision: { reason: 'Not for year 8', rule: null } },
  });
  expect((await latest()).number).toBe(number);
});

test('a page is opened with what lies below it, and not the whole site', async () => {
  const id = await ask({ url: 'https://games.test/chess/rules', wholeSite: false });
  await approve(id, { wholeSite: false, opens: 'now' });
  expect(await effectFor('8b', 'https://games.test/chess/rules', house.now())).toBe('allow');
  expect(await effectFor('8b', 'https://games.test/chess/rules/castling', house.now())).toBe('allow');
  expect(await effectFor('8b', 'https://games.test/chess/rulesets', house.now())).toBe('block');
  expect(await effectFor('8b', 'https://games.test/', house.now())).toBe('block');
});

test.each([
  ['no group', { audience: null, until: 1 }, /^audience:/],
  ['a group that does not exist', { audience: 'year-99', until: 1 }, /^audience:/],
  ['one person', { audience: 'person:mia', until: 1 }, /^audience:/],
  ['no end', { audience: '8b', until: null }, /^until:/],
  ['an end in the past', { audience: '8b', until: -1 }, /^until:/],
  ['an end in more than 90 days', { audience: '8b', until: 90 * day + 1 }, /^until: A permission lasts 90 days/],
])('a pupil’s request is not approved with %s', async (_what, bounds, words) => {
  const id = await pupilAsks();
  const until = bounds.until === null ? null : house.now() + bounds.until;
  expect((await approve(id, { ...bounds, until })).json).toMatchObject({ status: 422, detail: expect.stringMatching(words) });
  expect(await house.school.requests.byId(id)).toMatchObject({ state: 'waiting' });
});

test('a pupil’s request is approved for a group until a moment', async () => {
  const id = await pupilAsks();
  const until = house.now() + 7 * day;
  expect((await approve(id, { audience: 'year-8', until })).json).toMatchObject({
    request: { decision: { audience: 'year-8', from: null, until } },
    readiness: null,
  });
  expect([await effectFor('8c', 'https://games.test/', until - 1), await effectFor('8c', 'https://games.test/', until)]).toEqual([
    'allow',
    'block',
  ]);
});

test('what is mandatory cannot be approved, whatever way it came into the queue', async () => {
  const id = await ask({ url: 'https://illegal.test/' });
  expect((await approve(id)).json).toMatchObject({ status: 409, detail: expect.stringMatching(/^Nobody at school/) });
  // Was waiting when its site came onto a mandatory list.
  const waiting = await ask();
  const kept = await house.school.requests.byId(waiting);
  if (kept) await house.school.requests.save({ ...kept, url: 'https://illegal.test/', host: 'illegal.test' });
  expect((await approve(waiting, { opens: 'now' })).status).toBe(409);
  expect(await house.school.requests.byId(waiting)).toMatchObject({ state: 'refused-mandatory' });
});

test('approvals at the same moment all hold', async () => {
  const ids = await Promise.all([0, 1, 2, 3].map((n) => ask({ url: `https://site-${n}.games.test/` })));
  const { number } = await latest();
  const answers = await Promise.all(ids.map((id) => approve(id)));
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  const bundle = await latest();
  expect(bundle.number).toBe(number + 4);
  expect(bundle.policy.rules.map((rule) => rule.id)).toEqual(expect.arrayContaining(ids.map((id) => `decision:${id}`)));
});

test('a policy that does not hold together is told with its places, and the request waits on', async () => {
  const broken = await openHouse({
    lists: () => Promise.resolve({ ...testLists, lists: testLists.lists.map((list) => ({ ...list, category: 'no-such-category' })) }),
  });
  const [asks, decides] = [await broken.signIn('teacher'), await broken.signIn('committee')];
  const id = idOf(await asks.post('/api/requests', { url: 'https://gambling.test/', wholeSite: true, lesson, reason: 'PSHE: odds' }));
  const answer = await decides.post(`/api/requests/${id}/decision`, {
    decision: 'approve',
    reason: 'Fits the plan',
    wholeSite: true,
    opens: 'now',
    audience: null,
    until: null,
  });
  expect(answer.json).toMatchObject({
    status: 422,
    title: 'The policy would not hold together',
    problems: expect.arrayContaining([expect.stringContaining('no-such-category')]),
  });
  expect(await broken.school.requests.byId(id)).toMatchObject({ state: 'waiting', decision: null });
  await broken.close();
});

test('permissions that ended long ago leave the policy', async () => {
  const own = await openHouse();
  const current = await own.school.policies.current();
  const rule = {
    id: 'decision:old',
    layer: 'decision' as const,
    effect: 'allow' as const,
    match: { kind: 'host' as const, host: 'old.test', path: null },
    audience: '8b',
    from: null,
    until: own.now() - 31 * day,
    origin: { kind: 'decision' as const, request: 'old', by: 'x' },
    reason: null,
  };
  if (current) await own.school.policies.save({ ...current.policy, rules: [rule] }, current.version, 'system', own.now());
  const [asks, decides] = [await own.signIn('teacher'), await own.signIn('committee')];
  const id = idOf(await asks.post('/api/requests', { url: 'https://gambling.test/', wholeSite: true, lesson, reason: 'PSHE: odds' }));
  await decides.post(`/api/requests/${id}/decision`, {
    decision: 'approve',
    reason: 'Fits the plan',
    wholeSite: true,
    opens: 'now',
    audience: null,
    until: null,
  });
  expect((await own.school.policies.current())?.policy.rules.map((one) => one.id)).toEqual([`decision:${id}`]);
  await own.close();
});
