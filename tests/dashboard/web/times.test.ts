import { describe, expect, test } from 'vitest';
import { createSchoolTime, dayName, relativeTo } from '#dashboard/web/time/school-time.ts';
import { addDays, dayAt, endOfDay, startOfDay } from '#dashboard/web/time/zone.ts';

const london = 'Europe/London';
const at = (iso: string): number => Date.parse(iso);

describe('calendar days of the school', () => {
  test('begin an hour earlier in UTC while British summer time holds', () => {
    expect(startOfDay('2026-11-26', london)).toBe(at('2026-11-26T00:00:00Z'));
    expect(startOfDay('2026-07-01', london)).toBe(at('2026-06-30T23:00:00Z'));
  });

  test('have 23 and 25 hours when the clocks change', () => {
    const hours = (day: string): number => ((endOfDay(day, london) ?? 0) - (startOfDay(day, london) ?? 0)) / 3_600_000;
    expect([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-25'), hours('2026-10-26')]).toEqual([24, 23, 25, 24]);
  });

  test('are the school’s and not UTC’s', () => {
    expect(dayAt(at('2026-06-30T23:30:00Z'), london)).toBe('2026-07-01');
    expect(startOfDay('2026-07-01', 'Pacific/Auckland')).toBe(at('2026-06-30T12:00:00Z'));
  });

  test('go over months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  test('are nothing when somebody cleared the field', () => {
    expect([startOfDay('', london), endOfDay('', london), startOfDay('26/11/2026', london)]).toEqual([null, null, null]);
  });
});

describe('times as they are told', () => {
  const time = createSchoolTime(london, () => at('2026-07-02T09:00:00Z'));

  test('are in the school’s zone, and name the year only when it is another', () => {
    expect(time.moment(at('2026-07-01T08:05:00Z'))).toBe('Wed 1 Jul, 09:05');
    expect(time.moment(at('2025-12-31T23:59:00Z'))).toBe('Wed 31 Dec 2025, 23:59');
    expect(time.today()).toBe('2026-07-02');
  });

  test.each([
    ['2026-07-02T08:59:30Z', 'just now'],
    ['2026-07-02T08:57:00Z', '3 minutes ago'],
    ['2026-07-02T07:00:00Z', '2 hours ago'],
    ['2026-07-01T09:00:00Z', 'yesterday'],
    ['2026-07-03T09:00:00Z', 'tomorrow'],
    ['2026-04-02T09:00:00Z', '3 months ago'],
  ])('%s is told as “%s”', (iso, words) => {
    expect(relativeTo(at(iso), at('2026-07-02T09:00:00Z'))).toBe(words);
  });

  test('a lesson’s day has no time in it, so no zone can move it', () => {
    expect(dayName('2026-11-26')).toBe('Thu 26 Nov');
    expect(dayName('no day')).toBe('no day');
  });
});
