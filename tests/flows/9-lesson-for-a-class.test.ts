import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyAt, pageUrl, partsOf } from '../bench/lesson/lesson-page.ts';
import { loadPage, type PageLoad } from '../bench/lesson/load-page.ts';
import { committeeMember, mia, teacher } from '../support/cast.ts';
import { eventually } from '../support/events.ts';
import { openSchoolDay, thursdayPeriod3, type SchoolDay } from '../support/school-day.ts';

let day: SchoolDay;
const addresses = [{ cidr: '127.0.0.0/8', person: mia.id, name: '8B' }];
beforeAll(async () => void (day = await openSchoolDay({ at: thursdayPeriod3 - 20 * 60_000, addresses })));
afterAll(() => day.close());

/** A class of ten, each browser from an address of its own. */
const classOpens = (): Promise<PageLoad[]> => {
  const { proxy, authority } = day;
  const through = { port: proxy.port, authority: authority.certificatePem, credentials: null };
  return Promise.all(Array.from({ length: 10 }, (_, seat) => loadPage(pageUrl, { ...through, localAddress: `127.0.1.${seat + 1}` })));
};

async function approve(): Promise<string> {
  const asTeacher = await day.signIn(teacher);
  const timetable = await asTeacher.get<{ periods: { id: string; name: string }[] }>('/api/timetable');
  const period = timetable.periods.find((one) => one.name.includes('3'))?.id;
  const lesson = { group: '8b', date: '2026-11-26', period };
  const asked = { url: pageUrl, wholeSite: true, lesson, reason: 'Geography: deltas' };
  const { request } = await asTeacher.post<{ request: { id: string } }>('/api/requests', asked);
  const committee = await day.signIn(committeeMember);
  const decision = { decision: 'approve', reason: 'Good', wholeSite: true, opens: 'lesson', audience: null, until: null };
  await committee.post(`/api/requests/${request.id}/decision`, decision);
  return request.id;
}

test('a class opens a prepared page of a hundred parts: its origin is asked at most once for each, and the page is whole without it', async () => {
  const body = bodyAt(pageUrl)?.body.toString() ?? '';
  const etag = `"${randomUUID()}"`;
  for (const url of [pageUrl, ...partsOf(body)])
    day.outside.page(url.slice('https://'.length), (request, response) => {
      // The document is stale when the lesson begins.
      const age = url === pageUrl ? 60 : 86_400;
      const fields = { 'content-type': bodyAt(url)?.type ?? '', 'cache-control': `max-age=${age}`, etag };
      if (request.headers['if-none-match'] === etag) response.writeHead(304, fields).end();
      else response.writeHead(200, fields).end(bodyAt(url)?.body);
    });
  const request = await approve();
  const ready = await eventually(
    'the lesson is ready',
    async () => {
      const readiness = await day.school.requests.readiness(request);
      return readiness && readiness.state !== 'waiting' && readiness.state !== 'running' ? readiness : null;
    },
    20_000,
  );
  expect(ready).toMatchObject({ state: 'green', stored: 100, missing: [] });

  day.setTime(thursdayPeriod3);
  const before = day.outside.received.length;
  for (const load of await classOpens()) expect([load.failed, load.asked]).toEqual([[], 100]);
  const asked = day.outside.received.slice(before).map(({ host, path }) => `https://${host}${path}`);
  expect(asked).toEqual([pageUrl]);

  await day.outside.switchOff();
  day.setTime(thursdayPeriod3 + 10 * 60_000);
  for (const load of await classOpens()) expect([load.failed, load.asked]).toEqual([[], 100]);
}, 60_000);
