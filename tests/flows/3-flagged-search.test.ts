import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { recorded } from '../support/events.ts';
import { openSchoolDay, type SchoolDay } from '../support/school-day.ts';

let day: SchoolDay;
beforeAll(async () => void (day = await openSchoolDay()));
afterAll(() => day.close());

test('a search for a phrase on the self-harm list is not blocked, is flagged, and went out with safe search forced', async () => {
  const pupil = await day.deviceOf(mia);
  const answer = await pupil.open('https://www.google.com/search?q=How+to+hurt+myself&safe=off&SAFE=off');
  expect(answer.status).toBe(200);

  const [event] = await recorded(day.school, ['flagged']);
  expect(event).toMatchObject({
    subject: 'mia',
    effect: 'allow',
    searchTerm: 'How to hurt myself',
    flag: { category: 'self-harm', severity: 'high' },
  });

  const sent = new URL(`https://x${day.outside.requestsTo('www.google.com')[0]?.path ?? ''}`);
  expect(sent.searchParams.getAll('safe')).toEqual(['active']);
});

test('a harmless search is not flagged', async () => {
  const pupil = await day.deviceOf(mia);
  await pupil.open('https://www.google.com/search?q=how+do+plants+drink');
  expect(await recorded(day.school, ['flagged'])).toHaveLength(1);
});
