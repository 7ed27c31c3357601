// What the person of a device may know, ask for and tell.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import type { Reports } from '#policies/contracts/monitoring-policy.ts';
import { enrolResponseSchema } from '#policies/contracts/extension-api.ts';
import { agreementPeopleSchema, agreementsSchema } from '#policies/contracts/agreement-api.ts';
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
  expect(new Set(kept.map(({ subject, to }) => `${subject}, to ${to}`))).toEqual(
    new Set(['null, to null', 'mia, to Mr Shah, safeguarding lead']),
  );
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
  expect(new Set(reports.map(({ from }) => from))).toEqual(new Set(['Mia Patel', null]));
  const [first] = reports;
  expect((await lead.post(`/api/reports/${first?.id}/seen`, {})).status).toBe(204);
  expect((await lead.post(`/api/reports/${first?.id}/seen`, {})).status).toBe(409);
});

const text = (title: string, language: 'en' | 'cy' = 'en') => ({ language, title, text: 'Be kind. Tell somebody when you are not.' });

test('each group has its own rules, the newest count, and accepting is kept once with its time', async () => {
  const [administrator, mia] = [await house.signIn('administrator'), await deviceOf('mia@greenfield.test')];
  const write = (audience: string, title: string, parents = false) =>
    administrator.post('/api/agreements', { audience, texts: [text(title), text(`${title} cy`, 'cy')], parents });
  expect((await mia.get('mine')).json).toMatchObject({ agreement: null });
  expect((await write('everyone', 'For all')).status).toBe(204);
  house.pass(1000);
  expect((await write('ks3', 'Younger', true)).status).toBe(204);
  const own = mineSchema.parse((await mia.get('mine')).json).agreement;
  expect(own).toMatchObject({ texts: [{ title: 'Younger' }, { language: 'cy' }], parents: true, acceptedAt: null, parentAt: null });
  const acceptedAt = house.now();
  expect((await mia.post('agreement', { id: own?.id })).json).toMatchObject({ acceptedAt });
  house.pass(1000);
  expect((await mia.post('agreement', { id: own?.id })).json).toMatchObject({ acceptedAt });
  expect((await mia.post('agreement', { id: 'agreement-of-nobody' })).status).toBe(409);

  const { agreements } = agreementsSchema.parse((await administrator.get('/api/agreements')).json);
  expect(agreements.map(({ audience, current, accepted }) => [audience, current, accepted])).toEqual([
    ['ks3', true, 1],
    ['everyone', true, 0],
  ]);
  const address = `/api/agreements/${own?.id}`;
  expect((await administrator.post(`${address}/parents`, { person: 'okafor' })).status).toBe(404);
  expect((await administrator.post(`${address}/parents`, { person: 'mia' })).status).toBe(204);
  const { people } = agreementPeopleSchema.parse((await administrator.get(`${address}/people`)).json);
  expect(people.find(({ id }) => id === 'mia')).toMatchObject({ name: 'Mia Patel', acceptedAt, parentAt: house.now() });
  expect(people.find(({ id }) => id === 'leo')).toMatchObject({ acceptedAt: null, parentAt: null });

  house.pass(1000);
  await write('ks3', 'Younger, second version');
  expect((await mia.get('mine')).json).toMatchObject({
    agreement: { acceptedAt: null, texts: [{ title: 'Younger, second version' }, {}] },
  });
  expect((await mia.post('agreement', { id: own?.id })).status).toBe(409);
  expect((await write('year-99', 'Nobody’s')).status).toBe(422);
  expect((await (await house.signIn('teacher')).get('/api/agreements')).status).toBe(403);
});

test('one device cannot fill the way to the lead that needs no name: others are heard, and so is whoever gives one', async () => {
  await setReports({ withoutName: true, people: [] });
  const [flooding, other] = [await deviceOf('leo@greenfield.test'), await deviceOf('mia@greenfield.test')];
  const tell = async (device: typeof flooding, named: boolean) =>
    (await device.post('report', { text: 'again and again', to: null, named, once: once() })).status;
  const statuses: number[] = [];
  for (let one = 0; one < 6; one++) statuses.push(await tell(flooding, false));
  expect(statuses).toEqual([204, 204, 204, 204, 204, 429]);
  expect(await tell(other, false)).toBe(204);
  expect(await tell(flooding, true)).toBe(204);
  house.pass(24 * 60 * 60 * 1000);
  expect(await tell(flooding, false)).not.toBe(429);
});
