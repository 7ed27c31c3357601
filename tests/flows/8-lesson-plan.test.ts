// A teacher's plan in a whole school: looked at as a pupil before anybody is asked, open for the class in the lesson within seconds, with what the page shows of
// another blocked site, ready when the sites are switched off, and closed again by itself.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { planViewSchema } from '#policies/contracts/plan-api.ts';
import { committeeMember, leo, mia, teacher } from '../support/cast.ts';
import { eventually } from '../support/events.ts';
import { html } from '../support/origin-site.ts';
import { openSchoolDay, thursdayPeriod3, type SchoolDay } from '../support/school-day.ts';

type View = z.output<typeof planViewSchema>;

let day: SchoolDay;
beforeAll(async () => void (day = await openSchoolDay({ at: thursdayPeriod3 - 60_000 })));
afterAll(() => day.close());

test('from a draft to the lesson with every site switched off', async () => {
  const kept = { 'cache-control': 'max-age=600' };
  day.outside.page('gambling.test/odds', html('<h1>Odds</h1><img src="https://games.test/dice.png" alt=""><p>How dice fall.</p>', kept));
  day.outside.page('games.test/dice.png', (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png', ...kept });
    response.end(Buffer.from('89504e470d0a1a0a', 'hex'));
  });

  const asTeacher = await day.signIn(teacher);
  const draft = await asTeacher.post<View>('/api/plans', {
    title: 'Chance',
    lessons: [{ group: '8b', date: '2026-11-26', period: '3' }],
    links: [{ url: 'https://gambling.test/odds', wholeSite: false, what: 'How odds are set' }],
  });
  const { id } = draft.plan;
  const link = draft.plan.links[0]?.id ?? '';
  const look = await eventually('the page was looked at', () => day.school.plans.look(id, link), 60_000);
  expect(look.hosts.find(({ host }) => host === 'games.test')).toMatchObject({ blocked: 1, category: 'games' });
  if (look.by === 'browser') expect((await day.school.plans.picture(id, link))?.bytes.length).toBeGreaterThan(1000);
  const [pupil, otherClass] = [await day.deviceOf(mia), await day.deviceOf(leo)];
  expect((await pupil.open('https://gambling.test/odds')).status).toBe(403);

  await asTeacher.post(`/api/plans/${id}/ask`, {});
  const committee = await day.signIn(committeeMember);
  const approvedAt = Date.now();
  const asked = await committee.get(`/api/plans/${id}`);
  const { version } = planViewSchema.parse(asked);
  await committee.post(`/api/plans/${id}/answer`, {
    version,
    answers: [{ link, lookedAt: look.at, decision: 'approve', reason: 'Fits the unit' }],
  });
  await eventually('8B opens the page', async () => (await pupil.open('https://gambling.test/odds')).status === 200);
  expect(Date.now() - approvedAt).toBeLessThan(5_000);
  expect((await otherClass.open('https://gambling.test/odds')).status).toBe(403);

  const picture = (from: string | null) =>
    pupil.open('https://games.test/dice.png', {
      'sec-fetch-dest': 'image',
      'sec-fetch-mode': 'no-cors',
      ...(from === null ? {} : { referer: from }),
    });
  expect((await picture('https://gambling.test/')).status).toBe(200);
  expect((await picture('https://other.test/')).status).toBe(403);
  expect((await picture(null)).status).toBe(403);
  expect(
    (await pupil.open('https://games.test/dice.png', { 'sec-fetch-dest': 'document', referer: 'https://gambling.test/' })).status,
  ).toBe(403);
  expect((await pupil.open('https://games.test/')).status).toBe(403);

  const ready = await eventually(
    'the lesson is ready',
    async () => (await day.school.plans.readyOf(id)).find(({ state }) => state !== 'running' && state !== 'waiting'),
    60_000,
  );
  expect(ready).toMatchObject({ state: 'green', links: [{ link, missing: [], changed: null }] });

  await day.outside.switchOff();
  expect((await pupil.open('https://gambling.test/odds')).text).toContain('How dice fall.');
  expect((await picture('https://gambling.test/')).status).toBe(200);
  day.setTime(Date.parse('2026-11-26T12:05:00Z'));
  expect((await pupil.open('https://gambling.test/odds')).status).toBe(403);
});
