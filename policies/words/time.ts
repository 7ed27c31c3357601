// Moments as people in a school read them, in the school's own time zone.
import type { Instant } from '../model/instant.ts';

/** `Thursday 5 November 2026, 11:10`. */
export function dateAndTime(at: Instant, timeZone: string): string {
  return `${date(at, timeZone)}, ${time(at, timeZone)}`;
}

/** `Thursday 5 November 2026, 11:10 to 12:10`; both dates where they differ. */
export function span(from: Instant, until: Instant, timeZone: string): string {
  const sameDay = date(from, timeZone) === date(until, timeZone);
  return `${dateAndTime(from, timeZone)} to ${sameDay ? time(until, timeZone) : dateAndTime(until, timeZone)}`;
}

// Put together from parts: how Intl joins them differs between versions of its data.
function date(at: Instant, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`;
}

function time(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}
