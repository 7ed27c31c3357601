import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSchoolClock } from '#policies/schedule/school-clock.ts';
import { zoneClock, type ZoneClock } from '#policies/schedule/zone-clock.ts';
import { SlowClock } from './slow-clock.ts';

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const clockOf = (zone: string): ZoneClock => {
  const clock = zoneClock(zone);
  if (clock === null) throw new Error(`There is no ${zone}.`);
  return clock;
};
/** Second by second since before there was standard time. */
const instants = fc.integer({ min: Date.UTC(1840, 0) / 1000, max: Date.UTC(2100, 0) / 1000 }).map((seconds) => seconds * 1000);

test('a zone’s distance from UTC is what the platform shows, in any year', () => {
  fc.assert(
    fc.property(zones, instants, (zone, at) => {
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
      expect(at + clockOf(zone).offsetAt(at)).toBe(Date.parse(`${shown.replace(' ', 'T')}Z`));
    }),
    { numRuns: 300 },
  );
});

test('what clocks show at a moment they show first then, or earlier', () => {
  fc.assert(
    fc.property(zones, instants, (zone, at) => {
      const clock = clockOf(zone);
      const local = at + clock.offsetAt(at);
      const first = clock.instantShowing(local);
      expect(first).toBeLessThanOrEqual(at);
      expect(first + clock.offsetAt(first)).toBe(local);
    }),
    { numRuns: 300 },
  );
});

test('in any zone at any time a schedule holds as somebody sees who watches its clocks', { timeout: 60_000 }, () => {
  const schedules = [
    { id: 'night', name: 'Night', from: '22:30', to: '02:15' },
    { id: 'lunch', name: 'Lunch', from: '12:00', to: '13:00', on: 'school-days' as const },
    { id: 'sunday', name: 'Sunday', days: ['sun' as const] },
  ];
  const minutes = fc.integer({ min: Date.UTC(1973, 0) / 60_000, max: Date.UTC(2037, 0) / 60_000 });
  fc.assert(
    fc.property(zones, minutes, (zone, minute) => {
      const middle = minute * 60_000;
      const policy = { timeZone: zone, periods: [], calendar: undefined, schedules };
      const [clock, watcher] = [createSchoolClock(policy), new SlowClock(zone, middle)];
      for (let at = middle - 86_400_000; at < middle + 86_400_000; at += 47 * 60_000) {
        const expected = schedules.filter((one) => watcher.holds(one, policy, at, 'on-site')).map(({ id }) => id);
        expect({ at, ids: clock.activeAt(at, 'on-site').ids() }).toEqual({ at, ids: expected });
      }
    }),
    { numRuns: 40 },
  );
});

test('a name that is no zone has no clock, and nothing is asked that cannot be answered', () => {
  expect([zoneClock('Europe/Hogwarts'), zoneClock('')]).toEqual([null, null]);
  for (const at of [-8.64e15, 8.64e15, 0.5, 1e300]) expect(Number.isFinite(clockOf('Europe/London').offsetAt(at))).toBe(true);
});
