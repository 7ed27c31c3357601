// When a school is at school: weekdays from 8:30 to 15:45 by its own clocks, busiest in the breaks.
import { instantAt } from '#policies/workflows/lesson-window.ts';
import type { Random } from './random.ts';

const day = 86_400_000;

/** From, to, and how much is going on in a minute of it: for work, and for what is not work. */
const shape = [
  ['08:30', '08:40', 0.4, 1],
  ['08:40', '09:00', 0.7, 1],
  ['09:00', '10:50', 1, 0.5],
  ['10:50', '11:10', 1.4, 5],
  ['11:10', '13:00', 1, 0.5],
  ['13:00', '13:45', 1.6, 6],
  ['13:45', '15:30', 1, 0.6],
  ['15:30', '15:45', 0.6, 2],
] as const;

export interface SchoolDay {
  /** `YYYY-MM-DD` in the school's time zone. */
  readonly date: string;
  /** A moment of this day for work, or for what is not work; epoch milliseconds. */
  moment(random: Random, doing: 'work' | 'play'): number;
  /** The moment at which the school's clocks show `HH:MM`. */
  at(time: string): number;
}

/** The school days among the dates from `first` to `last` days after today (negative: before), oldest first. */
export function schoolDays(now: number, timeZone: string, first: number, last: number): SchoolDay[] {
  const today = Date.parse(dateOf(now, timeZone));
  const dates = Array.from({ length: last - first + 1 }, (_, index) => new Date(today + (first + index) * day));
  return dates
    .filter((date) => date.getUTCDay() >= 1 && date.getUTCDay() <= 5)
    .map((date) => schoolDay(date.toISOString().slice(0, 10), timeZone));
}

function schoolDay(date: string, timeZone: string): SchoolDay {
  const at = (time: string): number => {
    const moment = instantAt(date, time, timeZone);
    if (moment === null) throw new RangeError(`${date} ${time} is no moment.`);
    return moment;
  };
  const parts = shape.map(([from, to, work, play]) => ({ from: at(from), length: at(to) - at(from), work, play }));
  const work = parts.map((part) => [part.work * part.length, part] as const);
  const play = parts.map((part) => [part.play * part.length, part] as const);
  return {
    date,
    at,
    moment(random, doing) {
      const part = random.weighted(doing === 'work' ? work : play);
      return part.from + random.whole(0, part.length - 1);
    },
  };
}

function dateOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}
