import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type {
  askPageSchema,
  askedSchema,
  requestDetailSchema,
  requestsSchema,
  timetableSchema,
} from '#policies/contracts/dashboard-api.ts';
import type { DryRun } from '#policies/contracts/whitelist-request.ts';
import { committeeMember, leo, mia, msOkafor, teacher } from '../support/cast.ts';
import { eventually } from '../support/events.ts';
import { openSchoolDay, thursdayPeriod3, type SchoolDay } from '../support/school-day.ts';

type AskPage = z.infer<typeof askPageSchema>;
type Asked = z.infer<typeof askedSchema>;

let day: SchoolDay;
beforeAll(async () => void (day = await openSchoolDay({ at: thursdayPeriod3 - 3_600_000 })));
afterAll(() => day.close());

const referenceOf = (page: string): string => /\/ask\/([0-9A-Z-]+)/.exec(page)?.[1] ?? '';
const anonymous = async <T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; json: T }> => {
  const response = await fetch(`${day.dashboard.url}${path}`, {
    method,
    headers: {
      origin: day.dashboard.url,
      'sec-fetch-site': 'same-origin',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as T };
};

test('from block page to an open lesson, and closed again when its time is over', async () => {
  const pupil = await day.deviceOf(mia);
  const otherClass = await day.deviceOf(leo);
  const teachersDevice = await day.deviceOf(msOkafor);
  expect((await pupil.open('https://gambling.test/odds')).status).toBe(403);

  // The teacher meets the block page herself and asks from it.
  const blocked = await teachersDevice.open('https://gambling.test/odds');
  expect(blocked.status).toBe(403);
  const reference = referenceOf(blocked.text);
  const page = await anonymous<AskPage>('GET', `/api/ask/${reference}`);
  expect(page.json).toMatchObject({ asker: 'staff', host: 'gambling.test', category: 'gambling', mandatory: false, state: null });
  expect(page.json.timetable?.classes.map((one) => one.id)).toEqual(['8b']);
  const period = page.json.timetable?.periods.find((one) => one.name.includes('3'))?.id ?? '';
  const lesson = { group: '8b', date: '2026-11-26', period };

  // She sees first what the change would open.
  const dry = await anonymous<DryRun>('POST', `/api/ask/${reference}/dry-run`, { wholeSite: true, lesson });
  expect(dry.json).toMatchObject({ before: { effect: 'block', category: 'gambling' }, after: { effect: 'allow' }, mandatory: false });
  expect(dry.json.opens.length).toBeGreaterThan(0);

  const asked = await anonymous<Asked>('POST', `/api/ask/${reference}`, {
    wholeSite: true,
    lesson,
    reason: 'PSHE: how odds are set against the player',
  });
  expect(asked.json.state).toBe('waiting');
  expect((await pupil.open('https://gambling.test/odds')).status).toBe(403);

  // A committee member sees it in the queue and approves it with bounds.
  const committee = await day.signIn(committeeMember);
  const { requests } = await committee.get<z.infer<typeof requestsSchema>>('/api/requests?state=waiting');
  expect(requests.map((one) => [one.request.id, one.request.host])).toEqual([[asked.json.id, 'gambling.test']]);
  const detail = await committee.get<z.infer<typeof requestDetailSchema>>(`/api/requests/${asked.json.id}`);
  expect(detail.dryRun?.after.effect).toBe('allow');
  day.setTime(thursdayPeriod3);
  const onThursday = await day.signIn(committeeMember);
  const approvedAt = Date.now();
  await onThursday.post(`/api/requests/${asked.json.id}/decision`, {
    decision: 'approve',
    reason: 'Fits the PSHE plan',
    wholeSite: true,
    opens: 'lesson',
    audience: null,
    until: null,
  });

  // Open for 8B within five seconds, without a restart, and for nobody else.
  await eventually('8B opens the site', async () => (await pupil.open('https://gambling.test/odds')).status === 200);
  expect(Date.now() - approvedAt).toBeLessThan(5_000);
  expect((await otherClass.open('https://gambling.test/odds')).status).toBe(403);

  // Blocked again by itself when the period ends.
  const { from, until } = await eventually('the decision', async () => (await day.school.requests.byId(asked.json.id))?.decision);
  expect([from, until]).toEqual([Date.parse('2026-11-26T11:10:00Z'), expect.any(Number)]);
  day.setTime((until ?? 0) - 1_000);
  expect((await pupil.open('https://gambling.test/odds')).status).toBe(200);
  day.setTime(until ?? 0);
  expect((await pupil.open('https://gambling.test/odds')).status).toBe(403);

  // The same request cannot be decided twice.
  day.setTime(thursdayPeriod3);
  expect(
    (await onThursday.try('POST', `/api/requests/${asked.json.id}/decision`, { decision: 'refuse', reason: 'On second thoughts' })).status,
  ).toBe(409);
});

test('a request for something mandatory is refused at once and says so', async () => {
  const teachersDevice = await day.deviceOf(msOkafor);
  const blocked = await teachersDevice.open('https://illegal.test/');
  expect(blocked.status).toBe(403);
  expect(blocked.text).not.toContain('Ask for this page');
  const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(blocked.text)?.[0];
  const asked = await anonymous<Asked>('POST', `/api/ask/${reference}`, {
    wholeSite: true,
    lesson: { group: '8b', date: '2026-11-26', period: '3' },
    reason: 'I would like to see it',
  });
  expect(asked.json.state).toBe('refused-mandatory');
  expect(asked.json.message).toMatch(/nobody/i);

  const asTeacher = await day.signIn(teacher);
  const { periods } = await asTeacher.get<z.infer<typeof timetableSchema>>('/api/timetable');
  const own = await asTeacher.post<{ request: { state: string } }>('/api/requests', {
    url: 'https://illegal.test/',
    wholeSite: true,
    lesson: { group: '8b', date: '2026-11-26', period: periods.at(-1)?.id },
    reason: 'Trying the front door',
  });
  expect(own.request.state).toBe('refused-mandatory');
  const committee = await day.signIn(committeeMember);
  const queue = await committee.get<z.infer<typeof requestsSchema>>('/api/requests');
  for (const one of queue.requests.filter((request) => request.request.host === 'illegal.test')) {
    const answer = await committee.try('POST', `/api/requests/${one.request.id}/decision`, {
      decision: 'approve',
      reason: 'Trying anyway',
      wholeSite: true,
      opens: 'now',
      audience: '8b',
      until: day.now() + 60_000,
    });
    expect(answer.status).toBe(409);
  }
  expect((await teachersDevice.open('https://illegal.test/')).status).toBe(403);
});
