// Hillside's people, with whatever role and with ids that they should not know, see nothing of Greenfield and change nothing there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles, type Role } from '#policies/model/actor.ts';
import type { WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import { greenfield, hillside } from '../../support/cast.ts';
import type { Caller } from './support/caller.ts';
import { accountOf, greenfieldKey, hillsideKey, openHouse, type House } from './support/open-house.ts';
import { blockedEvent, flaggedEvent, lesson } from './support/samples.ts';

let house: House;
const strangers = new Map<Role, Caller>();
const stranger = (role: Role): Caller => strangers.get(role) ?? house.nobody;
let incident: string;
let request: WhitelistRequest;
const event = flaggedEvent(Date.parse('2026-11-26T09:00:00Z'));

beforeAll(async () => {
  house = await openHouse();
  await house.school.events.append([event, blockedEvent(event.at)]);
  for (const role of roles) strangers.set(role, await house.signIn(role, hillside.id));
  const lead = await house.signIn('safeguarding-lead');
  incident = String((await lead.post('/api/incidents', { event: event.id, title: 'A search', note: 'Seen today' })).json?.['id']);
  const teacher = await house.signIn('teacher');
  request = (await teacher.post('/api/requests', { url: 'https://games.test/', wholeSite: true, lesson, reason: 'Chess in maths' })).json?.[
    'request'
  ] as WhitelistRequest;
  await house.nobody.post('/api/extension/enrol', {
    enrolmentKey: greenfieldKey,
    install: 'install-1',
    deviceName: 'Laptop 1',
    user: 'mia@greenfield.test',
    version: '1',
  });
});
afterAll(() => house.close());

test('every address with an id of Greenfield is not found at Hillside', async () => {
  const tried: [Role, string, string, unknown?][] = [
    ['safeguarding-lead', 'GET', `/api/events/${event.id}`],
    ['committee', 'GET', `/api/events/${event.id}`],
    ['safeguarding-lead', 'POST', `/api/events/${event.id}/unmask`, { reason: 'I am only curious about it' }],
    ['safeguarding-lead', 'GET', `/api/incidents/${incident}`],
    ['head', 'GET', `/api/incidents/${incident}`],
    ['committee', 'POST', `/api/incidents/${incident}/notes`, { text: 'From outside' }],
    ['committee', 'POST', `/api/incidents/${incident}/outcome`, { outcome: 'no-concern', text: 'From outside' }],
    ['safeguarding-lead', 'POST', '/api/incidents', { event: event.id, title: 'Ours now', note: '' }],
    ['administrator', 'GET', `/api/requests/${request.id}`],
    ['teacher', 'GET', `/api/requests/${request.id}`],
    [
      'committee',
      'POST',
      `/api/requests/${request.id}/decision`,
      { decision: 'approve', reason: 'Open it', wholeSite: true, opens: 'now', audience: '8b', until: house.now() + 1000 },
    ],
    ['safeguarding-lead', 'POST', `/api/requests/${request.id}/decision`, { decision: 'refuse', reason: 'Shut it' }],
  ];
  for (const [role, method, path, body] of tried)
    expect((await stranger(role).call(method, path, body)).status, `${role} ${method} ${path}`).toBe(404);
  expect(await house.school.incidents.byId(incident)).toMatchObject({
    state: 'open',
    trail: [{ kind: 'opened' }, { kind: 'event-added' }, { kind: 'note', text: 'Seen today' }],
  });
  expect(await house.school.requests.byId(request.id)).toEqual(request);
  expect(await house.school.policies.latestBundleNumber()).toBe(1);
  expect((await house.school.audit.list({ limit: 500 })).entries.filter((entry) => entry.by.startsWith('hillside'))).toEqual([]);
});

test('every list at Hillside is without Greenfield', async () => {
  const lead = stranger('safeguarding-lead');
  expect((await lead.get('/api/events?limit=100')).json).toEqual({ events: [], next: null });
  expect((await lead.get('/api/incidents')).json).toEqual({ incidents: [] });
  expect((await lead.get('/api/requests')).json).toEqual({ requests: [] });
  expect((await lead.get('/api/devices')).json).toEqual({ devices: [], latestBundle: 1 });
  expect((await lead.get('/api/overview')).json).toMatchObject({ series: [], waitingRequests: 0, openIncidents: 0, devices: 0 });
  for (const [role, path] of [
    ['safeguarding-lead', '/api/audit'],
    ['administrator', '/api/accounts'],
    ['committee', '/api/timetable'],
    ['technician', '/api/policy'],
  ] as const) {
    expect((await stranger(role).get(path)).text, path).not.toMatch(/greenfield|mia|okafor/i);
  }
});

test('an administrator cannot take over an account of another school by inviting it', async () => {
  const lead = accountOf('safeguarding-lead', greenfield.id);
  const answer = await stranger('administrator').post('/api/accounts', {
    name: 'Mine now',
    email: lead.email,
    role: 'teacher',
    teaches: [],
  });
  expect(answer.status).toBe(409);
  expect(await house.school.accounts.byId(lead.id)).toEqual(lead);
});

test('a roster of one school says nothing about the people of another', async () => {
  await stranger('technician').post('/api/roster', { csv: 'mia@greenfield.test,Somebody Else,staff,staff' });
  expect(await house.school.people.byLogin('mia@greenfield.test')).toMatchObject({ name: 'Mia Patel', kind: 'pupil' });
});

test('a device enrols at the school of the key, whoever it says that it is', async () => {
  const { json } = await house.nobody.post('/api/extension/enrol', {
    enrolmentKey: hillsideKey,
    install: 'install-1',
    deviceName: null,
    user: 'tom@greenfield.test',
    version: '1',
  });
  expect(json).toMatchObject({ school: { id: 'hillside' }, subject: { id: 'unknown', groups: ['unknown'] } });
  expect(await house.school.devices.list()).toHaveLength(1);
  const bundle = await house.nobody.get('/api/extension/bundle?after=0', { authorization: `Bearer ${String(json?.['token'])}` });
  expect(JSON.parse(String(bundle.json?.['text']))).toMatchObject({ school: 'hillside' });
});
