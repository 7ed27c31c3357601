// A schedule as numbers: on which days it begins, from which minute until which, and where.
import type { PolicyDocument, Schedule } from '../contracts/policy-document.ts';
import type { Place } from '../model/access-request.ts';
import { minutesOf, weekdayOf, type DayNumber } from './calendar-date.ts';

export const minutesADay = 1440;

/** A stretch of a day in minutes from its midnight. It may end on the day after, at 1440 or later. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Recurrence {
  readonly id: string;
  readonly place: Place | null;
  /** Never empty stretches: what ends when it begins is left out. */
  readonly stretches: readonly Stretch[];
  beginsOn(day: DayNumber, isSchoolDay: boolean): boolean;
}

export function recurrenceOf(schedule: Schedule, periods: PolicyDocument['periods']): Recurrence {
  const { id, days, on, place } = schedule;
  return {
    id,
    place: place ?? null,
    stretches: stretchesOf(schedule, periods),
    beginsOn: (day, isSchoolDay) =>
      (on === undefined || (on === 'school-days') === isSchoolDay) && (days === undefined || days.includes(weekdayOf(day))),
  };
}

function stretchesOf({ periods: wanted, from, to }: Schedule, periods: PolicyDocument['periods']): Stretch[] {
  if (wanted !== undefined) {
    return periods
      .filter((period) => wanted.includes(period.id))
      .map((period) => ({ from: minutesOf(period.from), to: minutesOf(period.to) }))
      .filter((stretch) => stretch.from < stretch.to);
  }
  const begins = from === undefined ? 0 : minutesOf(from);
  const ends = to === undefined ? minutesADay : minutesOf(to);
  if (begins === ends) return [];
  return [{ from: begins, to: ends < begins ? ends + minutesADay : ends }];
}
