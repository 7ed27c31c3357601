// Moments as people in a school read them, in the school's own time zone.
import type { Instant } from '../model/instant.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import { wordsOf } from './words-of.ts';
import type { Words } from './words.ts';

/** `Thursday 5 November 2026, 11:10`. */
export function dateAndTime(at: Instant, timeZone: string, words: Words = wordsOf('en')): string {
  const local = shown(at, timeZone);
  return words.time.moment(date(local, words), time(local));
}

/** `Thursday 5 November 2026, 11:10 to 12:10`; both dates where they differ. */
export function span(from: Instant, until: Instant, timeZone: string, words: Words = wordsOf('en')): string {
  const [first, last] = [shown(from, timeZone), shown(until, timeZone)];
  const sameDay = date(first, words) === date(last, words);
  return words.time.span(dateAndTime(from, timeZone, words), sameDay ? time(last) : dateAndTime(until, timeZone, words));
}

/** A `Date` ends at 8.64e15 (ECMA-262 §21.4.1.1), but a rule may say any number; nothing is lost at the year 275 000. */
const farthest = 8.63e15;

/** What clocks of the zone show, as if they showed UTC; of a zone that the platform does not know, UTC itself. */
function shown(at: Instant, timeZone: string): Date {
  const within = Math.min(Math.max(at, -farthest), farthest);
  return new Date(within + (zoneClock(timeZone)?.offsetAt(within) ?? 0));
}

// The names are the catalogue's: browsers leave out those of languages that they are not translated into (Chrome has no Welsh
// and would silently fall back), and how Intl joins parts differs between versions of its data.
function date(local: Date, { time: { weekdays, months } }: Words): string {
  const [weekday, month] = [weekdays[local.getUTCDay()] ?? '', months[local.getUTCMonth()] ?? ''];
  return `${weekday} ${local.getUTCDate()} ${month} ${local.getUTCFullYear()}`;
}

const time = (local: Date): string => local.toISOString().slice(-13, -8);
