// The dates of an event that repeats by the day or by the week (RFC 5545 §3.3.10), which is how timetables repeat. Of any other rule, only the first
// date: general expanders count seconds for as long as they are let.
import type { IcsDateObject, IcsEvent } from 'ts-ics';

const day = 24 * 60 * 60 * 1000;
/** A school year from the first. */
const mostDays = 400;
const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

/** @param first `YYYY-MM-DD` @param dateOf of a moment, on the calendar of the event. In order, the first included, dates that the event leaves out not. */
export function repeatedDates(
  first: string,
  { recurrenceRule: rule, exceptionDates = [] }: Pick<IcsEvent, 'recurrenceRule' | 'exceptionDates'>,
  dateOf: (moment: Date) => string,
): string[] {
  if (!rule || (rule.frequency !== 'WEEKLY' && rule.frequency !== 'DAILY')) return [first];
  const start = Date.parse(`${first}T00:00:00Z`);
  const { interval = 1, count = Infinity, until } = rule;
  if (!(interval >= 1)) return [first];
  const on = new Set<string>(rule.byDay?.map((one) => one.day) ?? (rule.frequency === 'WEEKLY' ? [weekdayOf(start)] : weekdays));
  // A date without a time is read as midnight in Greenwich and is the same date everywhere.
  const dayOf = ({ date, type }: IcsDateObject): string => (type === 'DATE' ? date.toISOString().slice(0, 10) : dateOf(date));
  const last = until ? dayOf(until) : null;
  const left = new Set(exceptionDates.map(dayOf));
  // Weeks begin on Monday where the rule does not say otherwise.
  const monday = start - ((new Date(start).getUTCDay() + 6) % 7) * day;
  const dates: string[] = [];
  let counted = 0;
  for (let at = start; at < start + mostDays * day && counted < count; at += day) {
    const passed = rule.frequency === 'WEEKLY' ? Math.floor((at - monday) / (7 * day)) : (at - start) / day;
    if (passed % interval !== 0 || !on.has(weekdayOf(at))) continue;
    const date = new Date(at).toISOString().slice(0, 10);
    if (last !== null && date > last) break;
    counted += 1;
    if (!left.has(date)) dates.push(date);
  }
  return dates;
}

const weekdayOf = (at: number): string => weekdays[new Date(at).getUTCDay()] ?? '';
