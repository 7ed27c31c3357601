// Dates of the calendar as numbers, so that they can be counted and compared.
import type { PolicyDocument, Weekday } from '../contracts/policy-document.ts';
import { weekdays } from '../contracts/policy-document.ts';
import { dayLength } from './zone-clock.ts';

/** Days since 1 January 1970 (which was a Thursday) in the Gregorian calendar. */
export type DayNumber = number;

/** The number of a date such as `2026-11-05`, or `null` when the calendar has no such date. */
export function dayNumber(date: string): DayNumber | null {
  const at = Date.parse(`${date}T00:00:00Z`);
  // `Date.parse` reads 30 February as 2 March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : at / dayLength;
}

/** 0 is Monday. */
const weekdayNumber = (day: DayNumber): number => (((day + 3) % 7) + 7) % 7;

export const weekdayOf = (day: DayNumber): Weekday => weekdays[weekdayNumber(day)] ?? 'mon';

/** Minutes from midnight of a time such as `13:45`. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Tells school days: weekdays in a term on which the school is not closed. Without terms every weekday counts. */
export function schoolDays(calendar: PolicyDocument['calendar']): (day: DayNumber) => boolean {
  const spans = (given: readonly { readonly from: string; readonly to: string }[]) =>
    given.map(({ from, to }) => ({ from: dayNumber(from) ?? Infinity, to: dayNumber(to) ?? -Infinity }));
  const terms = spans(calendar?.terms ?? []);
  const closed = spans(calendar?.closed ?? []);
  return (day) => {
    const holds = ({ from, to }: { from: number; to: number }): boolean => from <= day && day <= to;
    return weekdayNumber(day) < 5 && (terms.length === 0 || terms.some(holds)) && !closed.some(holds);
  };
}
