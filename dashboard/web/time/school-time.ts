// How times are told: in the school's zone, in British English, and "3 minutes ago" by the server's clock.
import { dayAt } from './zone.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export interface SchoolTime {
  readonly timeZone: string;
  /** The server's clock, epoch ms. */
  readonly now: () => number;
  /** `Mon 23 Nov 2026` */
  readonly date: (at: number) => string;
  /** `09:05` */
  readonly clock: (at: number) => string;
  /** `Mon 23 Nov, 09:05`, with the year when it is not this one. */
  readonly moment: (at: number) => string;
  /** `just now`, `3 minutes ago`, `in 2 hours`, `yesterday`. */
  readonly relative: (at: number) => string;
  /** Today's `YYYY-MM-DD`. */
  readonly today: () => string;
}

const relativeWords = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });

export function relativeTo(at: number, now: number): string {
  const ahead = at - now;
  const size = Math.abs(ahead);
  if (size < 45_000) return 'just now';
  if (size < 45 * minute) return relativeWords.format(Math.round(ahead / minute), 'minute');
  if (size < 22 * hour) return relativeWords.format(Math.round(ahead / hour), 'hour');
  if (size < 26 * day) return relativeWords.format(Math.round(ahead / day), 'day');
  return relativeWords.format(Math.round(ahead / (30 * day)), 'month');
}

/** `now` is the server's clock, so that a device with a wrong clock tells the same times. */
export function createSchoolTime(timeZone: string, now: () => number): SchoolTime {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...options });
  const dated = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const thisYear = format({ weekday: 'short', day: 'numeric', month: 'short' });
  const clock = format({ hour: '2-digit', minute: '2-digit' });
  const sameYear = (at: number): boolean => dayAt(at, timeZone).slice(0, 4) === dayAt(now(), timeZone).slice(0, 4);
  return {
    timeZone,
    now,
    date: (at) => plain(dated.format(at)),
    clock: (at) => clock.format(at),
    moment: (at) => `${plain((sameYear(at) ? thisYear : dated).format(at))}, ${clock.format(at)}`,
    relative: (at) => relativeTo(at, now()),
    today: () => dayAt(now(), timeZone),
  };
}

const calendarDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });

/** A calendar day that has no time in it: `2026-11-26` → `Thu 26 Nov`. */
export function dayName(isoDay: string): string {
  const at = Date.parse(`${isoDay}T00:00:00Z`);
  return Number.isNaN(at) ? isoDay : plain(calendarDay.format(at));
}

/** Some versions of Intl put a comma after the weekday, some do not. */
function plain(text: string): string {
  return text.replace(/^(\w+), /, '$1 ');
}
