import { describe, expect, test } from 'vitest';
import { instantAt, lessonWindow } from '#policies/workflows/lesson-window.ts';
import { policyWith } from '#tests/policies/support/judging.ts';

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

describe('a lesson is at the school’s own time', () => {
  const of = (date: string, period = '3') => lessonWindow(policyWith(), { group: '8b', date, period });

  test('in winter', () => {
    const window = of('2026-11-05');
    expect([iso(window?.from ?? null), iso(window?.until ?? null)]).toEqual(['2026-11-05T11:10:00.000Z', '2026-11-05T12:05:00.000Z']);
  });
  test('in summer', () => {
    const window = of('2027-06-03');
    expect([iso(window?.from ?? null), iso(window?.until ?? null)]).toEqual(['2027-06-03T10:10:00.000Z', '2027-06-03T11:05:00.000Z']);
  });
  test('on the days when the clocks change', () => {
    expect(iso(of('2027-03-28')?.from ?? null)).toBe('2027-03-28T10:10:00.000Z');
    expect(iso(of('2026-10-25')?.from ?? null)).toBe('2026-10-25T11:10:00.000Z');
  });
  test('and there is none in a period or on a date that does not exist', () => {
    expect(of('2026-11-05', '9')).toBeNull();
    expect(of('2026-02-30')).toBeNull();
    expect(of('2026-13-01')).toBeNull();
  });
});

describe('a time that clocks show', () => {
  test.each([
    ['twice is the first of the two', '2026-10-25', '01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
    ['never is counted on from before', '2027-03-28', '01:30', 'Europe/London', '2027-03-28T01:30:00.000Z'],
    ['just before the leap', '2027-03-28', '00:59', 'Europe/London', '2027-03-28T00:59:00.000Z'],
    ['just after the leap', '2027-03-28', '02:00', 'Europe/London', '2027-03-28T01:00:00.000Z'],
    ['just after the fall', '2026-10-25', '02:00', 'Europe/London', '2026-10-25T02:00:00.000Z'],
    ['half an hour off', '2026-11-05', '11:10', 'Asia/Kolkata', '2026-11-05T05:40:00.000Z'],
    ['far east', '2026-11-05', '00:30', 'Pacific/Auckland', '2026-11-04T11:30:00.000Z'],
    ['south, where summer is winter', '2026-11-05', '11:10', 'Australia/Sydney', '2026-11-05T00:10:00.000Z'],
  ])('%s', (_what, date, time, zone, expected) => {
    expect(iso(instantAt(date, time, zone))).toBe(expected);
  });
});
