// The reference on a block page is a key. Whoever only sees what the key made possible must not come by the key itself.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from './support/open-house.ts';
import { blockedEvent } from './support/samples.ts';

let house: House;
const at = Date.parse('2026-11-26T09:00:00Z');
const wish = { wholeSite: false, lesson: null, reason: 'For chess club' };

beforeAll(async () => void (house = await openHouse()));
afterAll(() => house.close());

test('an approved request tells no reference to devices, technicians or governors', async () => {
  const event = blockedEvent(at);
  await house.school.events.append([event]);
  const asked = await house.nobody.post(`/api/ask/${event.id}`, wish);
  const lead = await house.signIn('safeguarding-lead');
  const approved = await lead.post(`/api/requests/${String(asked.json?.['id'])}/decision`, {
    decision: 'approve',
    wholeSite: false,
    opens: 'now',
    audience: '8b',
    until: house.now() + 3_600_000,
    reason: 'Until the tournament',
  });
  expect(approved.status).toBe(200);
  expect((await house.school.policies.latestBundle())?.text).toContain('Until the tournament');
  expect((await house.school.policies.latestBundle())?.text).not.toContain(event.id);
  for (const role of ['technician', 'governor'] as const)
    expect((await (await house.signIn(role)).get('/api/policy')).text).not.toContain(event.id);
});

test('the trail names an event only to those who may see events', async () => {
  const event = blockedEvent(at);
  await house.school.events.append([event]);
  const lead = await house.signIn('safeguarding-lead');
  await lead.get(`/api/events/${event.id}`);
  await lead.post(`/api/events/${event.id}/unmask`, { reason: 'A parent has asked us' });
  await lead.post('/api/incidents', { event: event.id, title: 'Games again', note: '' });
  expect((await lead.get('/api/audit')).text).toContain(`event:${event.id}`);
  for (const role of ['administrator', 'head'] as const) {
    const { text } = await (await house.signIn(role)).get('/api/audit');
    expect(text).toContain('"unmasked"');
    expect(text).not.toContain(event.id);
  }
});

test('a script with a block page for every request fills nobody’s queue', async () => {
  const own = await openHouse();
  const events = Array.from({ length: 25 }, () => blockedEvent(at));
  await own.school.events.append([...events, blockedEvent(at, { id: 'RRRRRRRRRRRR', subject: 'leo' })]);
  const statuses: number[] = [];
  for (const { id } of events) statuses.push((await own.nobody.post(`/api/ask/${id}`, wish)).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  expect(statuses.at(-1)).toBe(429);
  expect((await own.nobody.post(`/api/report/${events.at(-1)?.id}`, { text: 'A mistake' })).status).toBe(429);
  // Asking again for what was asked is no new wish, and others still may.
  expect((await own.nobody.post(`/api/ask/${events[0]?.id}`, wish)).status).toBe(200);
  await own.close();
});

test('an event does not tell by its device whose it was', async () => {
  const [seen, stopped] = [
    blockedEvent(at, { device: 'device-of-mia' }),
    blockedEvent(at, { device: 'device-of-mia', enforcedBy: { point: 'extension', id: 'device-of-mia' } }),
  ];
  await house.school.events.append([seen, stopped]);
  const lead = await house.signIn('safeguarding-lead');
  await lead.post('/api/incidents', { event: stopped.id, title: 'Games again', note: '' });
  const committee = await house.signIn('committee');
  const incidents = (await committee.get('/api/incidents')).json?.['incidents'] as { id: string }[];
  const paths = [
    '/api/events',
    `/api/events/${seen.id}`,
    `/api/events/${stopped.id}`,
    ...incidents.map(({ id }) => `/api/incidents/${id}`),
  ];
  for (const path of paths) expect((await committee.get(path)).text, path).not.toContain('device-of-mia');
  const unmasked = await lead.post(`/api/events/${stopped.id}/unmask`, { reason: 'A parent has asked us' });
  expect(unmasked.json).toMatchObject({ device: 'device-of-mia' });
});
