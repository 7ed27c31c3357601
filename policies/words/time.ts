// Moments as people in a school read them, in the school's own time zone.
import type { Instant } from '../model/instant.ts';
import { wordsOf } from './words-of.ts';
import type { Words } from './words.ts';

/** `Thursday 5 November 2026, 11:10`. */
export function dateAndTime(at: Instant, timeZone: string, words: Words = wordsOf('en')): string {
  return words.time.moment(date(at, timeZone, words), time(at, timeZone));
}

/** `Thursday 5 November 2026, 11:10 to 12:10`; both dates where they differ. */
export function span(from: Instant, until: Instant, timeZone: string, words: Words = wordsOf('en')): string {
  const sameDay = date(from, timeZone, words) === date(until, timeZone, words);
  return words.time.span(dateAndTime(from, timeZone, words), sameDay ? time(until, timeZone) : dateAndTime(until, timeZone, words));
}

// Intl gives the numbers only. Browsers leave out the names of languages that they are not translated into (Chrome has no
// Welsh and would silently fall back), and how Intl joins parts differs between versions of its data.
function date(at: Instant, timeZone: string, { time: { weekdays, months } }: Words): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'numeric', year: 'numeric' }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((one) => one.type === type)?.value);
  const [day, month, year] = [part('day'), part('month'), part('year')];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return `${weekdays[weekday] ?? ''} ${day} ${months[month - 1] ?? ''} ${year}`;
}

function time(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}
