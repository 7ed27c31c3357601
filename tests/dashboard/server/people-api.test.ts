// What the person of a device may know, ask for and tell.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import type { Reports } from '#policies/contracts/monitoring-policy.ts';
import { enrolResponseSchema } from '#policies/contracts/extension-api.ts';
import { mineSchema, reportsListSchema } from '#policies/contracts/people-api.ts';
import { greenfieldKey, openHouse, type House } from './support/open-house.ts';
import { testLists } from './support/test-policy.ts';

let house: House;
beforeAll(async () => void (house = await openHouse()));
afterAll(() => house.close());

async function deviceOf(user: string | null) {
  const { json } = await house.nobody.post('/api/extension/enrol', {
    enrolmentKey: greenfieldKey,
    install: `people-of-${user}`,
    deviceName: null,
    user,
    version: '0.1.0',
  });
  const headers = { authorization: `Bearer ${enrolResponseSchema.parse(json).token}`, origin: 'chrome-extension://abc' };
  return {
    get: (path: string) => house.nobody.get(`/api/extension/${path}`, headers),
    post: (path: string, body: unknown) => house.nobody.post(`/api/extension/${path}`, body, headers),
  };
}
async function setReports(reports: Reports): Promise<void> {
  const current = await house.school.policies.current();
  if (current === null) throw new Error('no policy');
  const policy = { ...current.policy, monitoring: { typing: {}, reports } };
  await publishPolicy(house.school, testLists, policy, current.version, 'system', house.now());
}
const once = () => crypto.randomUUID();
const wish = { url: 'games.test/chess', wholeSite: false, lesson: null, reason: 'for the chess club' };

test('a pupil asks for a site by its address, once however often it is sent, and sees what became of it', async () => {
  const mia = await deviceOf('mia@greenfield.test');
  const body = { ...wish, once: once() };
  expect((await mia.post('ask', body)).json).toEqual({ state: 'waiting' });
  expect((await mia.post('ask', body)).json).toEqual({ state: 'waiting' });
  const { json } = await mia.get('mine');
  expect(json).toMatchObject({ name: 'Mia Patel', staff: false, lessons: null, requests: [{ host: 'games.test', state: 'waiting' }] });
  expect((await (await deviceOf('leo@greenfield.test')).get('mine')).json).toMatchObject({ name: 'Leo Novak', requests: [] });
});

test('a pupil names no lesson, a teacher one of their own classes', async () => {
  const [mia, okafor] = [await deviceOf('mia@greenfield.test'), await deviceOf('okafor@greenfield.test')];
  const { json } = await okafor.get('mine');
  expect(json).toMatchObject({ staff: true, lessons: { classes: [{ id: '8b' }] } });
  const { today = '', periods = [] } = mineSchema.parse(json).lessons ?? {};
  const tomorrow = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10);
  const lesson = { group: '8b', date: tomorrow, period: periods[0]?.id ?? '' };
  expect((await mia.post('ask', { ...wish, once: once(), lesson })).status).toBe(403);
  expect((await okafor.post('ask', { ...wish, once: once(), lesson })).json).toEqual({ state: 'waiting' });
  expect((await okafor.post('ask', { ...wish, once: once(), lesson: { ...lesson, group: '8c' } })).status).toBe(422);
  expect((await okafor.post('ask', { ...wish, once: once() })).status).toBe(422);
});

test('whom the school does not know asks for nothing', async () => {
  const stranger = await deviceOf(null);
  expect((await stranger.get('mine')).json).toMatchObject({ name: null, requests: [] });
  expect((await stranger.post('ask', { ...wish, once: once() })).status).toBe(403);
});

test('a report bears its name unless the school takes them without, and goes only to people that it names', async () => {
  const mia = await deviceOf('mia@greenfield.test');
  const told = { text: 'somebody threatens me in a game', to: null, named: false };
  expect((await mia.post('report', { ...told, once: once() })).status).toBe(422);
  await setReports({ withoutName: true, people: ['Mr Shah, safeguarding lead'] });
  expect((await mia.post('report', { ...told, once: once(), to: 'The head' })).status).toBe(422);
  const unnamed = { ...told, once: once() };
  expect([(await mia.post('report', unnamed)).status, (await mia.post('report', unnamed)).status]).toEqual([204, 204]);
  expect((await mia.post('report', { ...told, once: once(), named: true, to: 'Mr Shah, safeguarding lead' })).status).toBe(204);
  const kept = await house.school.reports.list(10);
  expect(kept.map(({ subject, to }) => [subject, to]).toSorted()).toEqual([
    [null, null],
    ['mia', 'Mr Shah, safeguarding lead'],
  ]);
  const { entries } = await house.school.audit.list({ limit: 10 });
  expect(
    entries
      .filter(({ did }) => did === 'told-school')
      .map(({ by }) => by)
      .toSorted(),
  ).toEqual(['subject:mia', 'system']);
});

test('only who looks after safety reads reports, and says when they were seen', async () => {
  const lead = await house.signIn('safeguarding-lead');
  for (const role of ['teacher', 'committee', 'technician', 'administrator'] as const)
    expect((await (await house.signIn(role)).get('/api/reports')).status).toBe(403);
  const { reports } = reportsListSchema.parse((await lead.get('/api/reports')).json);
  expect(reports.map(({ from }) => from).toSorted()).toEqual(['Mia Patel', null]);
  const [first] = reports;
  expect((await lead.post(`/api/reports/${first?.id}/seen`, {})).status).toBe(204);
  expect((await lead.post(`/api/reports/${first?.id}/seen`, {})).status).toBe(409);
});
