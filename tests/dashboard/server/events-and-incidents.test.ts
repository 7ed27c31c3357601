import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPageSchema, eventsPageSchema, incidentDetailSchema } from '#policies/contracts/dashboard-api.ts';
import { leo, mia } from '../../support/cast.ts';
import type { Caller } from './support/caller.ts';
import { openHouse, type House } from './support/open-house.ts';
import { blockedEvent, flaggedEvent } from './support/samples.ts';

let house: House;
let committee: Caller;
let lead: Caller;
const at = Date.parse('2026-11-26T09:00:00Z');
const games = blockedEvent(at);
const search = flaggedEvent(at + 1000);
const byLeo = blockedEvent(at + 2000, { subject: 'leo', groups: ['8c', 'year-8', 'ks3'] });
const byStaff = blockedEvent(at + 3000, { subject: 'okafor', phase: 'staff', groups: ['staff'] });
const byNobody = blockedEvent(at + 4000, { subject: 'unknown', phase: 'unknown', groups: ['unknown'] });
const helpline = blockedEvent(at + 5000, { kind: 'ordinary', effect: 'allow', subject: 'withheld', groups: [], category: 'helpline' });
const gone = blockedEvent(at + 6000, { subject: 'left-last-year' });

beforeAll(async () => {
  house = await openHouse();
  await house.school.events.append([games, search, byLeo, byStaff, byNobody, helpline, gone]);
  [committee, lead] = [await house.signIn('committee'), await house.signIn('safeguarding-lead')];
});
afterAll(() => house.close());

const pageOf = async (caller: Caller, path: string) => eventsPageSchema.parse((await caller.get(path)).json);
const views = async (path: string) => (await pageOf(committee, path)).events;
const audited = async (did: string) => (await house.school.audit.list({ limit: 500 })).entries.filter((entry) => entry.did === did);

test('events show a pseudonym of the kind of person, the same for the same person, and no name or address', async () => {
  const names = new Map((await views('/api/events')).map((event) => [event.id, event.pseudonym]));
  expect(names.get(games.id)).toMatch(/^Pupil [0-9A-F]{6}$/);
  expect(names.get(search.id)).toBe(names.get(games.id));
  expect(names.get(byLeo.id)).toMatch(/^Pupil /);
  expect(names.get(byLeo.id)).not.toBe(names.get(games.id));
  expect(names.get(byStaff.id)).toMatch(/^Staff [0-9A-F]{6}$/);
  expect(names.get(gone.id)).toMatch(/^Person [0-9A-F]{6}$/);
  expect([names.get(byNobody.id), names.get(helpline.id)]).toEqual(['Unknown person', 'Name withheld']);
  const { text } = await committee.get('/api/events');
  expect(text).not.toMatch(/mia|patel|leo|novak|okafor|10\.1\.2\.3|left-last-year/i);
  expect(text).not.toMatch(/"subject"|"clientAddress"/);
});

test('the same person has another pseudonym at another school', async () => {
  await house.otherSchool.people.save([mia]);
  await house.otherSchool.events.append([blockedEvent(at)]);
  const stranger = await house.signIn('committee', 'hillside');
  const [theirs] = (await pageOf(stranger, '/api/events')).events;
  const ours = (await views('/api/events')).find((event) => event.id === games.id);
  expect(theirs?.pseudonym).toMatch(/^Pupil /);
  expect(theirs?.pseudonym).not.toBe(ours?.pseudonym);
});

test('events are found by kind, category, phase and time, newest first, page by page', async () => {
  expect((await views('/api/events?kind=flagged')).map((event) => event.id)).toEqual([search.id]);
  expect((await views('/api/events?kind=flagged,ordinary&phase=')).map((event) => event.id)).toEqual([helpline.id, search.id]);
  expect((await views('/api/events?phase=staff&category=games')).map((event) => event.id)).toEqual([byStaff.id]);
  expect((await views(`/api/events?from=${at + 1000}&until=${at + 2000}`)).map((event) => event.id)).toEqual([search.id]);
  const first = await pageOf(committee, '/api/events?limit=4');
  const second = await views(`/api/events?limit=4&cursor=${first.next}`);
  expect([...first.events, ...second].map((event) => event.id)).toEqual(
    [gone, helpline, byNobody, byStaff, byLeo, search, games].map((event) => event.id),
  );
});

test('looking is in the audit trail, the same look once a minute', async () => {
  const own = await openHouse();
  const member = await own.signIn('committee');
  const looks = async () =>
    (await own.school.audit.list({ limit: 100 })).entries.filter((entry) => entry.did === 'viewed-events').map((entry) => entry.detail);
  await member.get('/api/events?kind=flagged&phase=ks3');
  await member.get('/api/events?kind=flagged&phase=ks3');
  await member.get('/api/events');
  expect(await looks()).toEqual([null, 'kind=flagged phase=ks3']);
  own.pass(60_000);
  await member.get('/api/events');
  expect(await looks()).toEqual([null, null, 'kind=flagged phase=ks3']);
  await own.close();
});

test('the safeguarding lead sees a name with a reason, which stays in the audit trail and in the incident', async () => {
  const { json: opened } = await lead.post('/api/incidents', {
    event: search.id,
    title: 'Search about self-harm',
    note: 'Seen at the daily look',
  });
  const incident = String(opened?.['id']);
  const answer = await lead.post(`/api/events/${search.id}/unmask`, { reason: 'To speak with the pupil today' });
  expect(answer.json).toEqual({ name: 'Mia Patel', groups: ['8b', 'year-8', 'ks3'], device: null, clientAddress: '10.1.2.3' });
  expect(await audited('unmasked')).toMatchObject([
    { by: 'greenfield-safeguarding-lead', to: `event:${search.id}`, detail: 'To speak with the pupil today' },
  ]);
  expect((await house.school.incidents.byId(incident))?.trail.at(-1)).toMatchObject({
    kind: 'unmasked',
    by: 'greenfield-safeguarding-lead',
    text: 'To speak with the pupil today',
  });
  expect((await committee.post(`/api/events/${search.id}/unmask`, { reason: 'I would like to know' })).status).toBe(403);
  expect((await committee.get(`/api/events/${search.id}`)).json).toMatchObject({ incidents: [incident] });
});

test.each([
  ['a helpline', helpline],
  ['somebody unknown', byNobody],
])('a visit to or by %s has no name to show', async (_what, event) => {
  expect((await lead.post(`/api/events/${event.id}/unmask`, { reason: 'I would like to know' })).status).toBe(409);
});

test('an incident goes from an event to an outcome, and everything about it stays in its trail', async () => {
  const { json } = await lead.post('/api/incidents', { event: games.id, title: 'Games in every lesson', note: '' });
  const id = String(json?.['id']);
  expect(await house.school.incidents.byId(id)).toMatchObject({
    state: 'open',
    severity: 'medium',
    category: 'games',
    subject: 'mia',
    openedBy: 'greenfield-safeguarding-lead',
    events: [games.id],
  });
  house.pass(1000);
  expect((await committee.post(`/api/incidents/${id}/notes`, { text: 'The form tutor knows.' })).status).toBe(204);
  expect((await lead.post(`/api/incidents/${id}/outcome`, { outcome: 'parents-informed', text: 'By telephone.' })).status).toBe(204);
  expect((await lead.post(`/api/incidents/${id}/outcome`, { outcome: 'no-concern', text: 'Never mind.' })).status).toBe(409);
  expect((await committee.post(`/api/incidents/${id}/notes`, { text: 'They called back.' })).status).toBe(204);
  const { json: shown, text } = await committee.get(`/api/incidents/${id}`);
  expect(shown).toMatchObject({
    incident: { state: 'closed', outcome: 'parents-informed', pseudonym: expect.stringMatching(/^Pupil /) },
    events: [{ id: games.id }],
    people: {
      'greenfield-committee': 'The committee of greenfield',
      'greenfield-safeguarding-lead': 'The safeguarding-lead of greenfield',
    },
  });
  expect(incidentDetailSchema.parse(shown).incident.trail.map((entry) => entry.kind)).toEqual([
    'opened',
    'event-added',
    'note',
    'outcome',
    'note',
  ]);
  expect(text).not.toMatch(/mia|patel/i);
  expect(await audited('closed-incident')).toMatchObject([{ to: `incident:${id}`, detail: 'parents-informed' }]);
});

test('a flagged event makes an incident as severe as its flag, and one of a helpline is about nobody', async () => {
  const { json } = await lead.post('/api/incidents', { event: search.id, title: 'Search about self-harm', note: '' });
  expect(await house.school.incidents.byId(String(json?.['id']))).toMatchObject({ severity: 'high', category: 'self-harm' });
  const { json: about } = await lead.post('/api/incidents', { event: helpline.id, title: 'Helpline', note: '' });
  expect(await house.school.incidents.byId(String(about?.['id']))).toMatchObject({ subject: null });
});

test('the overview counts, and names nobody', async () => {
  const governor = await house.signIn('governor');
  const { json, text } = await governor.get('/api/overview?days=7');
  expect(json).toMatchObject({
    from: Date.parse('2026-11-20T00:00:00Z'),
    series: expect.arrayContaining([
      { day: '2026-11-26', phase: 'ks3', category: 'games', kind: 'blocked', count: 3 },
      { day: '2026-11-26', phase: 'staff', category: 'games', kind: 'blocked', count: 1 },
    ]),
    waitingRequests: 0,
  });
  expect(text).not.toMatch(/mia|leo|pupil|10\.1\.2\.3/i);
});

test('the audit trail names those who use the dashboard, and keeps pupils behind their pseudonym', async () => {
  await house.nobody.post(`/api/ask/${byLeo.id}`, { wholeSite: true, lesson: null, reason: 'For my homework' });
  const head = await house.signIn('head');
  const { json, text } = await head.get('/api/audit?limit=200');
  const { entries } = auditPageSchema.parse(json);
  expect(entries.find((entry) => entry.did === 'unmasked')?.by).toBe('The safeguarding-lead of greenfield (safeguarding lead)');
  expect(entries.find((entry) => entry.did === 'asked-for-site')?.by).toMatch(/^Pupil [0-9A-F]{6}$/);
  expect(text).not.toMatch(/subject:|"leo"|novak/i);
  const first = auditPageSchema.parse((await head.get('/api/audit?limit=2')).json);
  const second = auditPageSchema.parse((await head.get(`/api/audit?limit=2&cursor=${first.next}`)).json);
  expect([...first.entries, ...second.entries]).toEqual(entries.slice(0, 4));
});

test('the IT manager sees no pupil by name anywhere', async () => {
  const technician = await house.signIn('technician');
  for (const path of [
    '/api/me',
    '/api/devices',
    '/api/policy',
    '/api/events',
    '/api/overview',
    '/api/incidents',
    '/api/requests',
    '/api/audit',
    '/api/accounts',
    `/api/events/${games.id}`,
  ]) {
    expect((await technician.get(path)).text, path).not.toMatch(new RegExp(`${mia.name}|${leo.name}|"mia"|"leo"|${games.target.host}`));
  }
});

test('the operators’ log holds no name, address, search term or e-mail', async () => {
  await house.nobody.get(`/ask/${games.id}`);
  await house.nobody.get('/sign-in/a-secret-token');
  await house.nobody.get('/nothing?q=how+to+hurt+myself');
  await house.nobody.post('/api/session', { email: 'mia@greenfield.test', password: 'something wrong' });
  const log = house.logged.join('');
  expect(house.logged.length).toBeGreaterThan(20);
  expect(log).not.toMatch(/mia|patel|leo|novak|@greenfield|hurt|games\.test|search\.test|chess|a-secret-token|10\.1\.2\.3|127\.0\.0\.1/i);
  expect(log).not.toContain(games.id);
});
