import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weekdays, type PolicyDocument, type Schedule } from '#policies/contracts/policy-document.ts';
import { places, type Place } from '#policies/model/access-request.ts';
import { createSchoolClock } from '#policies/schedule/school-clock.ts';
import { instantAt } from '#policies/workflows/lesson-window.ts';
import { SlowClock } from './slow-clock.ts';

const periods = [
  { id: '1', name: 'Period 1', from: '09:00', to: '09:55' },
  { id: '2', name: 'Period 2', from: '09:55', to: '10:50' },
  { id: 'lunch', name: 'Lunch', from: '13:00', to: '13:45' },
];
const calendar: PolicyDocument['calendar'] = {
  terms: [
    { name: 'Autumn', from: '2026-09-02', to: '2026-12-18' },
    { name: 'Spring', from: '2027-01-04', to: '2027-03-25' },
  ],
  closed: [{ name: 'Half-term', from: '2026-10-26', to: '2026-10-30' }],
};

const clockOf = (schedules: Schedule[], timeZone = 'Europe/London') => createSchoolClock({ timeZone, periods, calendar, schedules });
const one = (change: Omit<Schedule, 'id' | 'name'>, timeZone?: string) => {
  const clock = clockOf([{ id: 'one', name: 'One', ...change }], timeZone);
  return (written: string, place: Place = 'on-site'): boolean => {
    const [date = '', time = ''] = written.split(' ');
    return clock.activeAt(instantAt(date, time, timeZone ?? 'Europe/London') ?? NaN, place).has('one');
  };
};

describe('a schedule holds', () => {
  test('in its periods on school days, and no minute longer', () => {
    const lunch = one({ on: 'school-days', periods: ['lunch'] });
    expect([lunch('2026-11-05 12:59'), lunch('2026-11-05 13:00'), lunch('2026-11-05 13:44'), lunch('2026-11-05 13:45')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
  test('not on Saturdays, on closed days or out of term, which are other days', () => {
    const [school, other] = [one({ on: 'school-days' }), one({ on: 'other-days' })];
    for (const date of ['2026-11-07', '2026-10-26', '2026-10-30', '2026-12-19', '2026-12-21', '2026-09-01'])
      expect([date, school(`${date} 12:00`), other(`${date} 12:00`)]).toEqual([date, false, true]);
    for (const date of ['2026-09-02', '2026-10-23', '2026-11-02', '2026-12-18'])
      expect([date, school(`${date} 12:00`), other(`${date} 12:00`)]).toEqual([date, true, false]);
  });
  test('past midnight on the day after the one on which it began', () => {
    const night = one({ days: ['fri'], from: '21:00', to: '06:30' });
    expect(
      ['2026-11-06 20:59', '2026-11-06 21:00', '2026-11-07 00:00', '2026-11-07 06:29', '2026-11-07 06:30', '2026-11-07 21:00'].map((at) =>
        night(at),
      ),
    ).toEqual([false, true, true, true, false, false]);
  });
  test('until midnight or from midnight where one end is left open', () => {
    const [evening, morning] = [one({ from: '16:00' }), one({ to: '08:00' })];
    expect([evening('2026-11-05 23:59'), evening('2026-11-06 00:00'), morning('2026-11-06 00:00'), morning('2026-11-06 08:00')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
  test('only where it says', () => {
    const away = one({ place: 'off-site', from: '16:00' });
    expect([away('2026-11-05 17:00', 'off-site'), away('2026-11-05 17:00', 'on-site')]).toEqual([true, false]);
  });
  test('on every weekday where the school has given no terms', () => {
    const clock = createSchoolClock({ timeZone: 'UTC', periods, schedules: [{ id: 'x', name: 'X', on: 'school-days' }] });
    expect(clock.activeAt(Date.UTC(2026, 7, 5, 12), 'on-site').has('x')).toBe(true);
    expect(clock.activeAt(Date.UTC(2026, 7, 8, 12), 'on-site').has('x')).toBe(false);
  });
});

describe('when clocks change', () => {
  const at = (iso: string, schedule: Omit<Schedule, 'id' | 'name'>, zone = 'Europe/London'): boolean =>
    clockOf([{ id: 'one', name: 'One', ...schedule }], zone)
      .activeAt(Date.parse(iso), 'on-site')
      .has('one');

  test('in spring an hour that does not exist is no hole in a night', () => {
    const night = { from: '22:00', to: '07:00' };
    for (const iso of ['2027-03-28T00:59:59Z', '2027-03-28T01:00:00Z', '2027-03-28T05:59:59Z']) expect(at(iso, night)).toBe(true);
    expect(at('2027-03-28T06:00:00Z', night)).toBe(false);
  });
  test('in autumn an hour that comes twice is no hole either, and a window in it holds the first time', () => {
    expect(at('2026-10-25T01:15:00Z', { from: '22:00', to: '07:00' })).toBe(true);
    expect([
      at('2026-10-25T00:15:00Z', { from: '01:00', to: '01:30' }),
      at('2026-10-25T01:15:00Z', { from: '01:00', to: '01:30' }),
    ]).toEqual([true, false]);
  });
  test('a day that a country leapt over has no lessons', () => {
    // Samoa had no 30 December 2011: Thursday was followed by Saturday.
    const friday = { days: ['fri' as const], from: '09:00', to: '10:00' };
    for (let hour = 0; hour < 96; hour++)
      expect(at(new Date(Date.UTC(2011, 11, 28, 12 + hour, 30)).toISOString(), friday, 'Pacific/Apia')).toBe(false);
  });
});

describe('the answer', () => {
  const zones: [zone: string, near: string][] = [
    ['Europe/London', '2026-10-25'],
    ['Europe/London', '2027-03-28'],
    ['Europe/London', '2026-12-18'],
    ['Asia/Kolkata', '2026-11-05'],
    ['Australia/Lord_Howe', '2027-04-04'],
    ['America/St_Johns', '2006-10-29'],
    ['America/St_Johns', '2007-03-11'],
    ['America/Havana', '2026-11-01'],
    ['America/Sao_Paulo', '2018-02-18'],
    ['America/Sao_Paulo', '2018-11-04'],
    ['Asia/Pyongyang', '2015-08-15'],
    ['Pacific/Apia', '2011-12-30'],
    ['Africa/Casablanca', '2026-02-15'],
    ['Antarctica/Troll', '2027-03-28'],
    ['Asia/Kathmandu', '1986-01-01'],
  ];
  const times = fc.constantFrom(
    '00:00',
    '00:01',
    '00:30',
    '01:00',
    '01:30',
    '01:59',
    '02:00',
    '02:15',
    '03:00',
    '12:00',
    '23:00',
    '23:30',
    '23:59',
  );
  const schedule = (id: string): fc.Arbitrary<Schedule> =>
    fc
      .record(
        {
          days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
          on: fc.constantFrom('school-days' as const, 'other-days' as const),
          time: fc.oneof(
            fc.record({ periods: fc.uniqueArray(fc.constantFrom('1', '2', 'lunch', 'gone'), { minLength: 1 }) }),
            fc.record({ from: times, to: times }, { requiredKeys: [] }),
          ),
          place: fc.constantFrom(...places),
        },
        { requiredKeys: ['time'] },
      )
      .map(({ time, ...rest }) => ({ id, name: id, ...rest, ...time }));
  const calendars = fc.option(
    fc.record({
      terms: fc.array(
        fc.record({ name: fc.constant('t'), from: fc.constant('2006-10-29'), to: fc.constantFrom('2018-11-04', '2026-10-25') }),
      ),
      closed: fc.array(
        fc.record({ name: fc.constant('c'), from: fc.constant('2026-10-24'), to: fc.constantFrom('2026-10-25', '2027-03-28') }),
      ),
    }),
    { nil: undefined },
  );

  const slow = new Map<string, SlowClock>();
  const slowClock = (zone: string, near: number): SlowClock => {
    const name = `${zone} ${near}`;
    const made = slow.get(name) ?? new SlowClock(zone, near);
    slow.set(name, made);
    return made;
  };

  test('is that of somebody who watches the clocks of the zone all day, and is good for as long as it says', { timeout: 60_000 }, () => {
    const minutes = fc.array(fc.integer({ min: -2160, max: 2160 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        calendars,
        fc.tuple(schedule('a'), schedule('b'), schedule('c')),
        minutes,
        ([zone, near], terms, schedules, offsets) => {
          const middle = Date.parse(`${near}T00:00:00Z`);
          const policy = { timeZone: zone, periods, calendar: terms ?? undefined, schedules };
          const clock = createSchoolClock(policy);
          const watcher = slowClock(zone, middle);
          for (const offset of offsets) {
            const at = middle + offset * 60_000;
            for (const place of places) {
              const active = clock.activeAt(at, place);
              const expectAt = (moment: number): void => {
                const expected = schedules.filter((one) => watcher.holds(one, policy, moment, place)).map((one) => one.id);
                if (active.ids().join() !== expected.join()) expect({ moment, ids: active.ids() }).toEqual({ moment, ids: expected });
              };
              expectAt(at);
              if (!(active.steadyFrom <= at && at < active.steadyUntil)) expect(active).toBe('good at the moment itself');
              const near = (moment: number): boolean => Math.abs(moment - middle) < 2160 * 60_000;
              if (near(active.steadyFrom)) expectAt(Math.ceil(active.steadyFrom / 60_000) * 60_000);
              if (near(active.steadyUntil)) expectAt(Math.ceil(active.steadyUntil / 60_000) * 60_000 - 60_000);
            }
          }
        },
      ),
      { numRuns: 600 },
    );
  });

  test('has the same key only for the same schedules', () => {
    const clock = clockOf([
      { id: 'a', name: 'A', on: 'school-days', from: '09:00', to: '12:00' },
      { id: 'b', name: 'B', from: '11:00', to: '13:00' },
    ]);
    const sets = new Map<number, string>();
    for (let hour = 0; hour < 24 * 14; hour++) {
      const active = clock.activeAt(Date.UTC(2026, 10, 2, hour, 10), 'on-site');
      const ids = active.ids().join();
      expect(sets.get(active.key) ?? ids).toBe(ids);
      sets.set(active.key, ids);
    }
    expect(new Set(sets.values())).toEqual(new Set(['', 'a', 'a,b', 'b']));
    expect(sets.size).toBe(4);
  });

  test('is given for four thousand schedules, for any moment, and without a zone that exists', () => {
    const many = Array.from({ length: 4000 }, (_, index): Schedule => {
      const time = (minute: number): string =>
        `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      return { id: `s${index}`, name: `S${index}`, from: time(index % 1440), to: time((index * 7 + 1) % 1440) };
    });
    const clock = clockOf(many);
    for (let minute = 0; minute < 3000; minute++) clock.activeAt(Date.UTC(2026, 10, 5, 0, minute), 'on-site');
    expect(clock.activeAt(Date.UTC(2026, 10, 5, 12), 'on-site').ids().length).toBeGreaterThan(1000);
    for (const at of [NaN, Infinity, -Infinity, 8.64e15, -8.64e15, 0.5]) expect(clock.activeAt(at, 'off-site').key).toBeTypeOf('number');
    expect(
      clockOf([{ id: 'x', name: 'X' }], 'Mars/Olympus')
        .activeAt(0, 'on-site')
        .has('x'),
    ).toBe(true);
  });
});
