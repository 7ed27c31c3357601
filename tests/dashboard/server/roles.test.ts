// The permission table is the only place that grants anything; here every guarded route is tried by every role.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '#dashboard/server/http/route.ts';
import { allRoutes } from '#dashboard/server/routes/all-routes.ts';
import { roles, type Role } from '#policies/model/actor.ts';
import { can } from '#policies/permissions/permissions.ts';
import type { Caller } from './support/caller.ts';
import { openHouse, type House } from './support/open-house.ts';
import { blockedEvent, lesson } from './support/samples.ts';

let house: House;
const callers = new Map<Role, Caller>();
const event = blockedEvent(Date.parse('2026-11-26T09:00:00Z'));
beforeAll(async () => {
  house = await openHouse();
  await house.school.events.append([event]);
  for (const role of roles) callers.set(role, await house.signIn(role));
});
afterAll(() => house.close());

/** What is sent to each guarded route; a route that is missing here fails the test below. */
const samples: Record<string, { path?: string; body?: unknown }> = {
  'GET /api/me': {},
  'POST /api/me/password': { body: { password: 'short' } },
  'DELETE /api/session': {},
  'GET /api/overview': { path: '/api/overview?days=7' },
  'GET /api/events': { path: '/api/events?kind=blocked,flagged&category=&limit=5' },
  'GET /api/events/:id': { path: `/api/events/${event.id}` },
  'POST /api/events/:id/unmask': { path: `/api/events/${event.id}/unmask`, body: { reason: 'To speak with the pupil' } },
  'GET /api/incidents': {},
  'GET /api/incidents/:id': { path: '/api/incidents/incident-none' },
  'POST /api/incidents': { body: { event: event.id, title: 'Games again', note: '' } },
  'POST /api/incidents/:id/notes': { path: '/api/incidents/incident-none/notes', body: { text: 'A note' } },
  'POST /api/incidents/:id/outcome': { path: '/api/incidents/incident-none/outcome', body: { outcome: 'no-concern', text: 'Nothing' } },
  'POST /api/incidents/:id/evidence': { path: '/api/incidents/incident-none/evidence', body: { reason: 'For the police' } },
  'GET /api/reports': {},
  'POST /api/reports/:id/seen': { path: '/api/reports/report-none/seen' },
  'GET /api/agreements': {},
  'POST /api/agreements': { body: { audience: 'everyone', texts: [], parents: false } },
  'GET /api/agreements/:id/people': { path: '/api/agreements/agreement-none/people' },
  'POST /api/agreements/:id/parents': { path: '/api/agreements/agreement-none/parents', body: { person: 'mia' } },
  'GET /api/requests': { path: '/api/requests?state=waiting' },
  'POST /api/requests': { body: { url: 'games.test', wholeSite: true, lesson, reason: 'Chess in maths' } },
  'POST /api/requests/dry-run': { body: { url: 'https://games.test/', wholeSite: true, lesson } },
  'GET /api/requests/:id': { path: '/api/requests/request-none' },
  'POST /api/requests/:id/decision': { path: '/api/requests/request-none/decision', body: { decision: 'refuse', reason: 'Not now' } },
  'GET /api/timetable': {},
  'GET /api/plans': { path: '/api/plans?waiting=1' },
  'POST /api/plans': { body: { title: 'Rivers', lessons: [lesson], links: [{ url: 'games.test', wholeSite: false, what: 'Chess' }] } },
  'POST /api/plans/import': { body: { text: 'https://games.test/' } },
  'POST /api/plans/open-now': { body: { url: 'games.test', group: '8b', wholeSite: false, what: 'Chess' } },
  'GET /api/plans/:id': { path: '/api/plans/plan-none' },
  'POST /api/plans/:id': { path: '/api/plans/plan-none', body: { title: 'Rivers', lessons: [], links: [], version: 1 } },
  'DELETE /api/plans/:id': { path: '/api/plans/plan-none' },
  'POST /api/plans/:id/look': { path: '/api/plans/plan-none/look' },
  'POST /api/plans/:id/ask': { path: '/api/plans/plan-none/ask' },
  'POST /api/plans/:id/answer': {
    path: '/api/plans/plan-none/answer',
    body: { version: 1, answers: [{ link: 'x', lookedAt: null, decision: 'refuse', reason: 'Not now' }] },
  },
  'POST /api/plans/:id/appeal': { path: '/api/plans/plan-none/appeal', body: { link: 'x', words: 'Please look again' } },
  'POST /api/plans/:id/choice': { path: '/api/plans/plan-none/choice', body: { link: 'x', choice: 'live' } },
  'POST /api/plans/:id/take-back': { path: '/api/plans/plan-none/take-back' },
  'POST /api/plans/:id/copy': { path: '/api/plans/plan-none/copy', body: { days: 364 } },
  'POST /api/plans/:id/prepare': { path: '/api/plans/plan-none/prepare', body: { lesson } },
  'POST /api/plans/:id/prepare/cancel': { path: '/api/plans/plan-none/prepare/cancel', body: { lesson } },
  'GET /api/plans/:id/pictures/:link': { path: '/api/plans/plan-none/pictures/x' },
  'GET /api/jobs': { path: '/api/jobs?state=waiting,running' },
  'POST /api/jobs/:id/cancel': { path: '/api/jobs/job-none/cancel' },
  'GET /api/messages': { path: '/api/messages' },
  'POST /api/messages/:id/again': { path: '/api/messages/letter-none/again' },
  'GET /api/guests': {},
  'POST /api/guests': { body: { guest: 'Ms Visitor', purpose: 'Governors', hours: 4 } },
  'POST /api/guests/:id/end': { path: '/api/guests/guest-none/end' },
  'GET /api/devices': {},
  'GET /api/audit': {},
  'GET /api/policy': {},
  'POST /api/policy': { body: { base: 1, change: { unknownSites: { everyone: 'warn' } }, why: 'A try' } },
  'GET /api/accounts': {},
  'POST /api/accounts': { body: { name: 'New Person', email: 'new@greenfield.test', role: 'teacher', teaches: [] } },
  'POST /api/roster': { body: { csv: 'nina@greenfield.test,Nina New,pupil,8b' } },
};

const nameOf = (route: Route): string => `${route.method} ${route.url}`;
const guarded = allRoutes.filter(({ access }) => access.permission !== undefined || access.signedIn !== undefined);
const admits = ({ access }: Route, role: Role): boolean =>
  access.permission === undefined ||
  (typeof access.permission === 'string' ? [access.permission] : access.permission).some((permission) => can(role, permission));
const send = (caller: Caller, route: Route) =>
  caller.call(route.method, samples[nameOf(route)]?.path ?? route.url, samples[nameOf(route)]?.body);
const signsOut = (route: Route): number => Number(nameOf(route) === 'DELETE /api/session');
const signOutLast = (a: Route, b: Route): number => signsOut(a) - signsOut(b);

test('every guarded route is tried here', () => {
  expect(guarded.map(nameOf).sort()).toEqual(Object.keys(samples).sort());
});

describe.each(guarded.toSorted(signOutLast))('$method $url', (route) => {
  test('answers nobody who is not signed in', async () => {
    expect((await send(house.nobody, route)).status).toBe(401);
  });

  test.each(roles)('answers a %s only as the permission table says', async (role) => {
    const caller = callers.get(role);
    const answer = caller && (await send(caller, route));
    if (!admits(route, role)) expect(answer?.status).toBe(403);
    else expect([200, 204, 400, 404, 409, 422]).toContain(answer?.status);
  });
});

test('a route names a permission, or says why it needs none', () => {
  for (const { access } of allRoutes) {
    const reasons = [access.permission, access.signedIn, access.device, access.public].filter((one) => one !== undefined);
    expect(reasons).toHaveLength(1);
    expect(String(reasons[0]).length).toBeGreaterThan(5);
  }
});

test('what anybody may call without a sign-in is this and nothing else', () => {
  const open = allRoutes.filter(({ access }) => access.public !== undefined).map(nameOf);
  expect(open.filter((name) => name.includes('/api/'))).toEqual([
    'POST /api/session',
    'POST /api/session/one-time',
    'GET /api/ask/:reference',
    'POST /api/ask/:reference/dry-run',
    'POST /api/ask/:reference',
    'POST /api/report/:reference',
    'POST /api/extension/enrol',
  ]);
});
