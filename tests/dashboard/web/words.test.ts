import { describe, expect, test } from 'vitest';
import { problemFrom } from '#dashboard/web/api/problem.ts';
import { fieldErrors } from '#dashboard/web/forms/field-errors.ts';
import { actDone, detailWords } from '#dashboard/web/pages/audit/audit-words.ts';
import { eventsPath, filterOf, searchOf } from '#dashboard/web/pages/events/event-filter.ts';
import { foldTrail } from '#dashboard/web/pages/incidents/fold-trail.ts';
import { ruleSpan } from '#dashboard/web/pages/policy/rule-span.ts';
import { createSchoolTime } from '#dashboard/web/time/school-time.ts';
import { counted, formatBytes } from '#dashboard/web/words/count-words.ts';
import { addressOf, warningWords } from '#dashboard/web/words/event-because.ts';
import { lessonWords } from '#dashboard/web/words/lesson-words.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';

const now = Date.parse('2026-11-26T11:05:00Z');
const time = createSchoolTime('Europe/London', () => now);

describe('problems', () => {
  test('keep the server’s words, and its number where a technician can look it up', () => {
    expect(problemFrom(503, { title: 'Busy', detail: 'Try again in a few seconds.', id: 'a1' })).toEqual({
      status: 503,
      title: 'Busy',
      detail: 'Try again in a few seconds.',
      id: 'a1',
      fields: {},
    });
    expect(problemFrom(404, { title: 'Not found', detail: 'No such event.', id: 'a1' }).id).toBeNull();
  });

  test('name the fields that they are about', () => {
    expect(problemFrom(400, { errors: [{ field: 'lesson.date', message: 'This is missing.' }] }).fields).toEqual({
      date: 'This is missing.',
    });
    expect(problemFrom(422, { detail: 'lesson.group: Choose a class that you teach.' }).fields).toEqual({
      group: 'Choose a class that you teach.',
    });
    expect(problemFrom(409, { detail: 'Not possible any more: it was decided.' }).fields).toEqual({});
  });

  test('have words of their own when the answer is none of ours', () => {
    for (const body of [null, 'Bad gateway', { title: 7 }])
      expect(problemFrom(502, body)).toMatchObject({
        title: 'The dashboard could not do this',
        detail: expect.stringContaining('try again'),
      });
  });
});

test('a form tells the first complaint of each field, in its own words where it has some', () => {
  const issues = [
    { path: ['lesson', 'group'], message: 'Too small' },
    { path: ['reason'], message: 'Say in a few words why.' },
    { path: ['reason'], message: 'Another' },
    { path: ['teaches', 0], message: 'Unknown' },
  ];
  expect(fieldErrors(issues, { group: 'Choose the class.' })).toEqual({
    group: 'Choose the class.',
    reason: 'Say in a few words why.',
    teaches: 'Unknown',
  });
});

describe('the question of the events page', () => {
  test('leaves ordinary access out unless it is asked for', () => {
    const query = (text: string) => new URL(eventsPath(filterOf(new URLSearchParams(text)), 'Europe/London'), 'http://x').searchParams;
    expect(query('').get('kind')).toBe('flagged,warned,blocked');
    expect(query('kind=all').get('kind')).toBeNull();
    expect(query('kind=flagged').get('kind')).toBe('flagged');
    expect(query('kind=nonsense').get('kind')).toBe('flagged,warned,blocked');
  });

  test('turns days of the school into instants, the last day included', () => {
    const query = new URL(eventsPath(filterOf(new URLSearchParams('from=2026-07-01&to=2026-07-01')), 'Europe/London'), 'http://x')
      .searchParams;
    expect([query.get('from'), query.get('until')].map(Number)).toEqual([
      Date.parse('2026-06-30T23:00:00Z'),
      Date.parse('2026-07-01T23:00:00Z'),
    ]);
  });

  test('is kept in the address of the page', () => {
    const filter = filterOf(new URLSearchParams('kind=blocked&phase=ks3&open=ABC&else=1'));
    expect(searchOf(filter, null)).toBe('kind=blocked&phase=ks3');
    expect(searchOf(filter, 'ABC')).toBe('kind=blocked&phase=ks3&open=ABC');
  });
});

test('an address leaves out what is usual and keeps what is not', () => {
  expect(addressOf({ scheme: 'https', host: 'games.test', port: 443, path: '/a?b=c' })).toBe('https://games.test/a?b=c');
  expect(addressOf({ scheme: 'http', host: '2001:db8::1', port: 8080, path: null })).toBe('http://[2001:db8::1]:8080');
  expect(addressOf({ scheme: 'ws', host: 'chat.test', port: 80, path: '/' })).toBe('ws://chat.test/');
});

test('a lesson is told by class, day and period, and by its ids when the timetable has changed since', () => {
  const school = { groups: [{ id: '8b', name: '8B', kind: 'class' as const, parent: 'year-8' }], periods: starterPolicy.periods };
  const period = starterPolicy.periods.find(({ name }) => name === 'Period 3');
  expect(lessonWords({ group: '8b', date: '2026-11-26', period: period?.id ?? '' }, school)).toBe(
    `8B, Thu 26 Nov, Period 3 (${period?.from}–${period?.to})`,
  );
  expect(lessonWords({ group: '7z', date: '2026-11-26', period: 'p99' }, school)).toBe('7z, Thu 26 Nov, p99');
});

test('a rule says when it opens and when it lapses', () => {
  const [from, until] = [Date.parse('2026-11-27T11:10:00Z'), Date.parse('2026-11-27T12:05:00Z')];
  expect(ruleSpan({ from, until }, time)).toEqual({ begins: 'Opens Fri 27 Nov, 11:10', lapses: 'lapses Fri 27 Nov, 12:05 (tomorrow)' });
  expect(ruleSpan({ from: null, until: null }, time)).toEqual({ begins: 'In force now', lapses: 'until somebody changes it' });
  const week = 7 * 24 * 3_600_000;
  const windows = [0, 1, 2].map((n) => ({ from: from + n * week, until: until + n * week }));
  const plan = { from, until: until + 2 * week, windows };
  expect(ruleSpan(plan, time).begins).toBe('Opens Fri 27 Nov, 11:10, then in 2 more lessons');
  expect(ruleSpan(plan, { ...time, now: () => from + week }).begins).toBe('In force now, then in 1 more lesson');
  expect(ruleSpan(plan, { ...time, now: () => until }).begins).toBe('Opens Fri 4 Dec, 11:10, then in 1 more lesson');
});

test('the trail folds events that were added together, and nothing else', () => {
  const entry = (kind: 'opened' | 'event-added' | 'note', text: string, at = 1) => ({ kind, text, at, by: 'shah' });
  const folded = foldTrail([
    entry('opened', 'Title'),
    entry('event-added', 'A'),
    entry('event-added', 'B'),
    entry('event-added', 'C', 2),
    entry('note', 'x'),
    entry('note', ''),
  ]);
  expect(folded.map(({ kind, texts }) => [kind, texts])).toEqual([
    ['opened', ['Title']],
    ['event-added', ['A', 'B']],
    ['event-added', ['C']],
    ['note', ['x']],
    ['note', []],
  ]);
});

test('the audit trail tells acts and filters in words, and leaves people’s own words alone', () => {
  expect(actDone('approved-request')).toBe('Approved request');
  expect(detailWords(`kind=blocked,flagged from=${now}`, time)).toBe('kind blocked, flagged; from Thu 26 Nov, 11:05');
  expect(detailWords('Because a=b, she said.', time)).toBe('Because a=b, she said.');
});

test('counts and sizes read as people say them', () => {
  expect([counted(1, 'event'), counted(0, 'event'), counted(1200, 'address', 'addresses')]).toEqual([
    '1 event',
    '0 events',
    '1,200 addresses',
  ]);
  expect([formatBytes(0), formatBytes(999), formatBytes(48_200), formatBytes(2_400_000), formatBytes(312_000_000)]).toEqual([
    '0 bytes',
    '999 bytes',
    '48.2 kB',
    '2.4 MB',
    '312 MB',
  ]);
});

test('a warning that was shown, one that somebody went on from, and one that came too late are told apart', () => {
  expect(warningWords({ effect: 'warn', status: 403 })).toBe('Shown; nobody had gone on');
  expect(warningWords({ effect: 'warn', status: null })).toBe('Shown; nobody had gone on');
  expect(warningWords({ effect: 'warn', status: 200, wentOn: true })).toBe('It was shown, and somebody went on');
  expect(warningWords({ effect: 'warn', status: 200 })).toBe('None was shown before this opened');
  expect(warningWords({ effect: 'block', status: 403 })).toBeNull();
});
