import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { languages } from '#policies/model/language.ts';
import { dateAndTime, span } from '#policies/words/time.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import { thursday } from '#tests/policies/support/judging.ts';

test('moments are told in the school’s own time', () => {
  const summer = Date.UTC(2027, 5, 3, 23, 30);
  expect(dateAndTime(thursday, 'Europe/London')).toBe('Thursday 5 November 2026, 11:30');
  expect(dateAndTime(summer, 'Europe/London')).toBe('Friday 4 June 2027, 00:30');
  expect(span(thursday, thursday + 3_300_000, 'Europe/London')).toBe('Thursday 5 November 2026, 11:30 to 12:25');
  expect(span(thursday, thursday + 86_400_000, 'Europe/London')).toBe('Thursday 5 November 2026, 11:30 to Friday 6 November 2026, 11:30');
});

test('and in Welsh', () => {
  const welsh = wordsOf('cy');
  expect(dateAndTime(thursday, 'Europe/London', welsh)).toBe('Dydd Iau 5 Tachwedd 2026, 11:30');
  expect(span(thursday, thursday + 3_300_000, 'Europe/London', welsh)).toBe('Dydd Iau 5 Tachwedd 2026, 11:30 tan 12:25');
});

test.each(languages)('%s: every weekday and month is called what the Unicode locale data call it', (language) => {
  const { tag, time } = wordsOf(language);
  const named = (options: Intl.DateTimeFormatOptions, at: number): string =>
    new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options }).format(at);
  for (const [index, month] of time.months.entries()) expect(month).toBe(named({ month: 'long' }, Date.UTC(2026, index, 15)));
  for (const [index, weekday] of time.weekdays.entries()) expect(weekday).toBe(named({ weekday: 'long' }, Date.UTC(2026, 10, 1 + index)));
});

test('a moment is what Intl says it is, in every zone and on every day', () => {
  const zones = ['Europe/London', 'Pacific/Apia', 'America/St_Johns', 'Asia/Kathmandu', 'UTC'];
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) }), fc.constantFrom(...zones), (at, timeZone) => {
      const parts = new Intl.DateTimeFormat('en-GB', {
        timeZone,
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).formatToParts(at);
      const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
      expect(dateAndTime(at, timeZone)).toBe(
        `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}, ${part('hour')}:${part('minute')}`,
      );
    }),
  );
});

test('a moment that no calendar reaches is still told', () => {
  for (const at of [1e20, -1e20, Number.MAX_SAFE_INTEGER, 8.64e15])
    expect(dateAndTime(at, 'Europe/London')).toMatch(/^[A-Z]\w+day \d+ [A-Z]\w+ -?\d+, \d\d:\d\d$/);
  expect(dateAndTime(thursday, 'No/Such_Zone')).toBe('Thursday 5 November 2026, 11:30');
});
