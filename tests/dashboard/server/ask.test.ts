// What somebody who met a block page can do with its reference, without signing in.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatReference } from '#policies/engine/reference.ts';
import { openHouse, type House } from './support/open-house.ts';
import { blockedEvent, flaggedEvent, lesson } from './support/samples.ts';

let house: House;
const at = Date.parse('2026-11-26T09:00:00Z');
const staff = { subject: 'okafor', phase: 'staff', groups: ['staff'] };
const gambling = { target: { scheme: 'https' as const, host: 'gambling.test', port: 443, path: '/odds?of=horses' }, category: 'gambling' };
const illegal = {
  target: { scheme: 'https' as const, host: 'illegal.test', port: 443, path: '/' },
  category: 'illegal',
  rule: { id: 'mandatory:illegal', layer: 'mandatory' as const, origin: { kind: 'built-in' as const, name: 'illegal' } },
};
const place = async (...[change]: Parameters<typeof blockedEvent> extends [number, ...infer R] ? R : never): Promise<string> => {
  const event = blockedEvent(at, change);
  await house.school.events.append([event]);
  return event.id;
};
const wish = { wholeSite: true, lesson: null, reason: 'We need it for maths' };

beforeAll(async () => void (house = await openHouse()));
afterAll(() => house.close());

test('a pupil sees what was stopped and why, and no timetable', async () => {
  const reference = await place();
  const { status, json } = await house.nobody.get(`/api/ask/${formatReference(reference).toLowerCase()}`);
  expect(status).toBe(200);
  expect(json).toEqual({
    reference,
    schoolName: 'Greenfield School',
    url: 'https://games.test/chess?level=3',
    host: 'games.test',
    category: 'games',
    why: expect.stringMatching(/^Blocked because .*Test list of games/),
    whoCanChange: 'The school’s e-safety committee can change this.',
    asker: 'pupil',
    mandatory: false,
    timetable: null,
    state: null,
  });
});

test('a member of staff gets the classes that they teach', async () => {
  const { json } = await house.nobody.get(`/api/ask/${await place({ ...staff, ...gambling })}`);
  expect(json).toMatchObject({
    asker: 'staff',
    timetable: { today: '2026-11-26', timeZone: 'Europe/London', classes: [{ id: '8b', name: '8B' }] },
  });
});

test('a pupil asks, and hears the same state when they ask again', async () => {
  const reference = await place();
  const asked = await house.nobody.post(`/api/ask/${reference}`, wish);
  expect(asked.json).toMatchObject({ state: 'waiting' });
  const again = await house.nobody.post(`/api/ask/${reference}`, { ...wish, reason: 'Please, please' });
  expect(again.json).toEqual(asked.json);
  const kept = await house.school.requests.list({ reference, limit: 10 });
  expect(kept).toMatchObject([
    { id: asked.json?.['id'], askedBy: { kind: 'subject', id: 'mia' }, host: 'games.test', path: null, lesson: null, reason: wish.reason },
  ]);
  expect((await house.nobody.get(`/api/ask/${reference}`)).json).toMatchObject({ state: 'waiting' });
});

test('many clicks at once make one request', async () => {
  const reference = await place();
  await Promise.all(Array.from({ length: 5 }, () => house.nobody.post(`/api/ask/${reference}`, wish)));
  const kept = await house.school.requests.list({ reference, limit: 10 });
  expect(kept).toHaveLength(1);
  const { entries } = await house.school.audit.list({ limit: 100 });
  expect(entries.filter((entry) => entry.did === 'asked-for-site' && entry.to === `request:${kept[0]?.id}`)).toEqual([
    { at: house.now(), by: 'subject:mia', did: 'asked-for-site', to: `request:${kept[0]?.id}`, detail: 'games.test' },
  ]);
});

test('a pupil names no class and tries nothing out', async () => {
  const reference = await place();
  expect((await house.nobody.post(`/api/ask/${reference}`, { ...wish, lesson })).status).toBe(403);
  expect((await house.nobody.post(`/api/ask/${reference}/dry-run`, { wholeSite: true, lesson })).status).toBe(403);
});

test('a teacher sees what the change would open for the class before asking for it', async () => {
  const reference = await place({ ...staff, ...gambling });
  const dry = await house.nobody.post(`/api/ask/${reference}/dry-run`, { wholeSite: false, lesson });
  expect(dry.json).toMatchObject({
    url: 'https://gambling.test/odds?of=horses',
    before: { effect: 'block', category: 'gambling' },
    after: { effect: 'allow' },
    mandatory: false,
  });
  const asked = await house.nobody.post(`/api/ask/${reference}`, { wholeSite: false, lesson, reason: 'PSHE: how odds work' });
  expect(asked.json).toMatchObject({ state: 'waiting' });
  expect(await house.school.requests.byId(String(asked.json?.['id']))).toMatchObject({
    lesson,
    path: '/odds?of=horses',
    askedBy: { id: 'okafor' },
  });
});

test.each([
  ['no lesson', null, /Choose the class/],
  ['a class that they do not teach', { ...lesson, group: '8c' }, /class that you teach/],
  ['a group that is no class', { ...lesson, group: 'everyone' }, /class that you teach/],
  ['a period that does not exist', { ...lesson, period: 'p99' }, /no such lesson/],
  ['a date that does not exist', { ...lesson, date: '2026-02-30' }, /no such lesson/],
  ['a lesson that is over', { ...lesson, date: '2026-11-25' }, /is over/],
  ['a lesson next year', { ...lesson, date: '2027-11-25' }, /90 days/],
])('a teacher cannot ask with %s', async (_what, other, words) => {
  const reference = await place({ ...staff, ...gambling });
  const answer = await house.nobody.post(`/api/ask/${reference}`, { ...wish, lesson: other });
  expect([answer.status, answer.json?.['detail']]).toEqual([422, expect.stringMatching(words)]);
  expect(await house.school.requests.list({ reference, limit: 1 })).toEqual([]);
});

test.each([
  ['a pupil', {}, null],
  ['a teacher', staff, lesson],
])('what is mandatory is refused at once when %s asks, and it says that nobody can open it', async (_who, who, named) => {
  const reference = await place({ ...who, ...illegal });
  expect((await house.nobody.get(`/api/ask/${reference}`)).json).toMatchObject({ mandatory: true, timetable: null });
  const asked = await house.nobody.post(`/api/ask/${reference}`, { ...wish, lesson: named });
  expect(asked.json).toMatchObject({ state: 'refused-mandatory', message: expect.stringMatching(/^Nobody at school can open this site/) });
  expect((await house.school.audit.list({ limit: 2 })).entries.map((entry) => entry.did)).toEqual(['refused-mandatory', 'asked-for-site']);
});

test('“this is a mistake” is in the audit trail and in the committee’s queue, once', async () => {
  const reference = await place();
  for (let told = 0; told < 2; told++)
    expect((await house.nobody.post(`/api/report/${reference}`, { text: 'It is a chess club' })).json).toMatchObject({
      message: expect.stringContaining('Thank you'),
    });
  expect(await house.school.requests.list({ reference, limit: 10 })).toMatchObject([
    { state: 'waiting', lesson: null, reason: 'Reported as a mistake: It is a chess club' },
  ]);
  const reports = (await house.school.audit.list({ limit: 100 })).entries.filter(
    (entry) => entry.did === 'reported-mistake' && entry.to === `event:${reference}`,
  );
  expect(reports).toMatchObject([{ by: 'subject:mia', detail: 'It is a chess club' }]);
  const committee = await house.signIn('committee');
  expect((await committee.get('/api/requests?state=waiting')).text).toContain('Reported as a mistake');
});

test('a mistake in a mandatory list is recorded, and nobody is asked to open it', async () => {
  const reference = await place(illegal);
  expect((await house.nobody.post(`/api/report/${reference}`, { text: 'This is our own site' })).json).toMatchObject({
    message: expect.stringContaining('Nobody at school can open'),
  });
  expect(await house.school.requests.list({ reference, limit: 10 })).toMatchObject([{ state: 'refused-mandatory' }]);
});

test('references of nothing, of what was not stopped, and of long ago open nothing', async () => {
  const seen = flaggedEvent(at);
  const old = blockedEvent(at - 31 * 24 * 3_600_000);
  const own = await openHouse();
  await own.school.events.append([seen, old]);
  for (const reference of ['0000-0000-0000', 'short', "' OR 1=1 --", '%2e%2e', '__proto__', seen.id, old.id]) {
    expect((await own.nobody.get(`/api/ask/${reference}`)).status, reference).toBe(404);
    expect((await own.nobody.post(`/api/ask/${reference}`, wish)).status, reference).toBe(404);
    expect((await own.nobody.post(`/api/report/${reference}`, { text: 'A mistake' })).status, reference).toBe(404);
  }
  await own.close();
});
