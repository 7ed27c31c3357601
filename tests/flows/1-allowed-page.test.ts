import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { eventually, recorded } from '../support/events.ts';
import { html } from '../support/origin-site.ts';
import { openSchoolDay, type SchoolDay } from '../support/school-day.ts';

let day: SchoolDay;
beforeAll(async () => void (day = await openSchoolDay()));
afterAll(() => day.close());

test('a year-8 pupil opens an allowed https page: it comes decrypted, re-encrypted and untouched', async () => {
  day.outside.page('allowed.test/plants', html('<h1>Photosynthesis</h1>'));
  const pupil = await day.deviceOf(mia);
  const answer = await pupil.open('https://allowed.test/plants');
  expect(answer.status).toBe(200);
  expect(answer.text).toBe('<!doctype html><html lang="en"><head><title>Origin</title></head><body><h1>Photosynthesis</h1></body></html>');
  expect(day.outside.requestsTo('allowed.test').map((one) => [one.scheme, one.path])).toEqual([['https', '/plants']]);
});

test('the page view is recorded for the pupil’s pseudonym, by the proxy, once', async () => {
  const events = await eventually('the page view', async () => {
    const all = await recorded(day.school);
    return all.length > 0 ? all : null;
  });
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    kind: 'ordinary',
    effect: 'allow',
    subject: 'mia',
    phase: 'ks3',
    enforcedBy: { point: 'proxy', id: 'proxy-1' },
    target: { host: 'allowed.test', path: '/plants' },
  });
});

test('nothing of the device’s credentials reaches the origin', () => {
  for (const one of day.outside.received) expect(Object.keys(one.headers)).not.toContain('proxy-authorization');
});
