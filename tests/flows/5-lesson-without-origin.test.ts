import { afterAll, beforeAll, expect, test } from 'vitest';
import { committeeMember, mia, teacher } from '../support/cast.ts';
import { eventually } from '../support/events.ts';
import { html } from '../support/origin-site.ts';
import { openSchoolDay, thursdayPeriod3, type SchoolDay } from '../support/school-day.ts';

let day: SchoolDay;
beforeAll(async () => void (day = await openSchoolDay({ at: thursdayPeriod3 - 20 * 3_600_000 })));
afterAll(() => day.close());

test('the lesson’s page and what it needs are fetched before the lesson, and 8B opens it with the origin switched off', async () => {
  const css: Parameters<typeof day.outside.page>[1] = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/css', 'cache-control': 'max-age=600' });
    response.end('body{background:url(/paper.png)}');
  };
  const picture: typeof css = (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'max-age=600' });
    response.end(Buffer.from('89504e470d0a1a0a', 'hex'));
  };
  day.outside.page(
    'lesson.test/rivers',
    html('<h1>Rivers</h1><link rel="stylesheet" href="/style.css"><img src="https://cdn.test/delta.png" alt="">', {
      'cache-control': 'max-age=60',
    }),
  );
  day.outside.page('lesson.test/style.css', css);
  day.outside.page('lesson.test/paper.png', picture);
  day.outside.page('cdn.test/delta.png', picture);

  const asTeacher = await day.signIn(teacher);
  const timetable = await asTeacher.get<{ periods: { id: string; name: string }[] }>('/api/timetable');
  const period = timetable.periods.find((one) => one.name.includes('3'))?.id;
  const { request } = await asTeacher.post<{ request: { id: string } }>('/api/requests', {
    url: 'https://lesson.test/rivers',
    wholeSite: false,
    lesson: { group: '8b', date: '2026-11-26', period },
    reason: 'Geography: deltas',
  });
  const committee = await day.signIn(committeeMember);
  await committee.post(`/api/requests/${request.id}/decision`, {
    decision: 'approve',
    reason: 'Good',
    wholeSite: false,
    opens: 'lesson',
    audience: null,
    until: null,
  });

  const ready = await eventually(
    'the lesson is ready',
    async () => {
      const readiness = await day.school.requests.readiness(request.id);
      return readiness && readiness.state !== 'waiting' && readiness.state !== 'running' ? readiness : null;
    },
    10_000,
  );
  expect(ready).toMatchObject({ state: 'green', missing: [] });
  expect(ready.stored).toBeGreaterThanOrEqual(4);

  await day.outside.switchOff();
  day.setTime(thursdayPeriod3);
  const pupil = await day.deviceOf(mia);
  const page = await pupil.open('https://lesson.test/rivers');
  expect([page.status, page.text.includes('Rivers')]).toEqual([200, true]);
  const needs = ['https://lesson.test/style.css', 'https://lesson.test/paper.png', 'https://cdn.test/delta.png'];
  for (const url of needs) expect((await pupil.open(url, { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' })).status).toBe(200);
  expect((await pupil.open('https://lesson.test/another-page')).status).toBeGreaterThanOrEqual(500);
});
