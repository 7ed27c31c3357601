import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type {
  auditPageSchema,
  devicesSchema,
  eventsPageSchema,
  incidentDetailSchema,
  overviewSchema,
} from '#policies/contracts/dashboard-api.ts';
import { committeeMember, mia, safeguardingLead, strangeLead, strangeTeacher, technician } from '../support/cast.ts';
import { openSchoolDay, type SchoolDay } from '../support/school-day.ts';

type Events = z.infer<typeof eventsPageSchema>;

let day: SchoolDay;
beforeAll(async () => {
  day = await openSchoolDay();
  const pupil = await day.deviceOf(mia);
  await pupil.open('https://games.test/');
  await pupil.open('https://search.test/?q=how+to+hurt+myself');
  await pupil.api('/api/extension/heartbeat', { version: '0.1.0', bundle: 1, throughProxy: true, queued: 0, problems: [] });
});
afterAll(() => day.close());

test('the committee sees blocked and flagged access by category and group, and no name', async () => {
  const committee = await day.signIn(committeeMember);
  const overview = await committee.get<z.infer<typeof overviewSchema>>('/api/overview?days=14');
  expect(overview.series).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ phase: 'ks3', category: 'games', kind: 'blocked', count: 1 }),
      expect.objectContaining({ phase: 'ks3', category: 'self-harm', kind: 'flagged', count: 1 }),
    ]),
  );
  const page = await committee.get<Events>('/api/events?kind=flagged&limit=50');
  expect(page.events).toHaveLength(1);
  expect(page.events[0]?.pseudonym).toMatch(/^Pupil /);
  expect(JSON.stringify(page)).not.toMatch(/mia|patel/i);
});

test('a flagged event becomes an incident with its trail, a note and an outcome', async () => {
  const lead = await day.signIn(safeguardingLead);
  const { events } = await lead.get<Events>('/api/events?kind=flagged&limit=50');
  const event = events[0]?.id;
  const { id } = await lead.post<{ id: string }>('/api/incidents', {
    event,
    title: 'Search about self-harm',
    note: 'Seen at the daily look.',
  });
  const unmasked = await lead.post<{ name: string }>(`/api/events/${event}/unmask`, { reason: 'To speak with the pupil today' });
  expect(unmasked.name).toBe('Mia Patel');
  await lead.post(`/api/incidents/${id}/notes`, { text: 'Spoke with the pupil and the form tutor.' });
  await lead.post(`/api/incidents/${id}/outcome`, { outcome: 'talked-with-pupil', text: 'Will see the school nurse.' });
  const { incident } = await lead.get<z.infer<typeof incidentDetailSchema>>(`/api/incidents/${id}`);
  expect(incident).toMatchObject({ state: 'closed', outcome: 'talked-with-pupil', severity: 'high' });
  expect(incident.trail.map((one) => one.kind)).toEqual(expect.arrayContaining(['opened', 'unmasked', 'note', 'outcome']));
});

test('devices show the last heartbeat of their extension', async () => {
  const asTechnician = await day.signIn(technician);
  const { devices } = await asTechnician.get<z.infer<typeof devicesSchema>>('/api/devices');
  expect(devices).toHaveLength(1);
  expect(devices[0]?.lastHeartbeat?.throughProxy).toBe(true);
});

test('the audit trail says who looked and who changed what', async () => {
  const committee = await day.signIn(committeeMember);
  const { entries } = await committee.get<z.infer<typeof auditPageSchema>>('/api/audit');
  const did = entries.map((one) => one.did);
  expect(did).toEqual(expect.arrayContaining(['viewed-events', 'unmasked']));
  expect(entries.find((one) => one.did === 'unmasked')?.detail).toContain('To speak with the pupil today');
});

test('the IT manager sees no pupil’s browsing', async () => {
  const asTechnician = await day.signIn(technician);
  for (const path of ['/api/events', '/api/overview?days=14', '/api/incidents', '/api/requests', '/api/audit'])
    expect((await asTechnician.try('GET', path)).status, path).toBe(403);
});

test('nobody of another school sees any of it', async () => {
  const [event] = (await day.school.events.find({ limit: 1, kinds: ['flagged'] })).events;
  const [incident] = await day.school.incidents.list(1);
  const stranger = await day.signIn(strangeTeacher);
  for (const path of ['/api/events', '/api/incidents', `/api/events/${event?.id}`, '/api/devices', '/api/audit'])
    expect((await stranger.try('GET', path)).status, path).toBe(403);
  const strongStranger = await day.signIn(strangeLead);
  expect((await strongStranger.get<Events>('/api/events?limit=50')).events).toEqual([]);
  expect((await strongStranger.try('GET', `/api/events/${event?.id}`)).status).toBe(404);
  expect((await strongStranger.try('GET', `/api/incidents/${incident?.id}`)).status).toBe(404);
  expect((await strongStranger.try('POST', `/api/events/${event?.id}/unmask`, { reason: 'I am only curious about it' })).status).toBe(404);
});
