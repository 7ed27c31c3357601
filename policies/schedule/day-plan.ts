// One day of a school: which schedules hold from when until when.
import type { Place } from '../model/access-request.ts';
import type { Instant } from '../model/instant.ts';
import type { DayNumber } from './calendar-date.ts';
import type { Recurrence } from './recurrence.ts';
import { dayLength, type ZoneClock } from './zone-clock.ts';

interface Window {
  readonly from: Instant;
  readonly until: Instant;
  /** Place in the school's row of schedules. */
  readonly schedule: number;
  readonly place: Place | null;
}

export class DayPlan {
  /** First moment of the day, and first moment of the day after it. */
  readonly from: Instant;
  readonly until: Instant;
  readonly #schedules: number;
  readonly #windows: readonly Window[];
  /** Every moment of the day at which a schedule begins or ends, with the day's own two. */
  readonly #edges: readonly Instant[];

  constructor(day: DayNumber, recurrences: readonly Recurrence[], isSchoolDay: (day: DayNumber) => boolean, clock: ZoneClock) {
    this.from = startOf(day, clock);
    this.until = startOf(day + 1, clock);
    this.#schedules = recurrences.length;
    // What began yesterday may end today, and yesterday may be two dates ago; clocks that are set back may show a time of
    // tomorrow today.
    this.#windows = [day - 2, day - 1, day, day + 1]
      .flatMap((one) => windowsOf(one, recurrences, isSchoolDay(one), clock))
      .filter((window) => window.from < this.until && window.until > this.from);
    const inside = (at: Instant): boolean => at > this.from && at < this.until;
    const edges = new Set(this.#windows.flatMap(({ from, until }) => [from, until]).filter(inside));
    this.#edges = [this.from, ...[...edges].sort((a, b) => a - b), this.until];
  }

  /** Which stretch between two edges a moment of this day is in. */
  stretchAt(at: Instant): number {
    let [low, high] = [0, this.#edges.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#edges[middle] ?? Infinity) <= at) low = middle;
      else high = middle;
    }
    return low;
  }

  edge(stretch: number): Instant {
    return this.#edges[stretch] ?? this.until;
  }

  /** The schedules that hold in a stretch at a place: one bit each, in the policy's order, 32 to a word. */
  holding(stretch: number, place: Place): Uint32Array {
    const at = this.edge(stretch);
    const words = new Uint32Array(Math.ceil(this.#schedules / 32));
    for (const window of this.#windows) {
      if (window.from > at || at >= window.until || (window.place ?? place) !== place) continue;
      words[window.schedule >> 5] = (words[window.schedule >> 5] ?? 0) | (1 << (window.schedule & 31));
    }
    return words;
  }
}

/** First moment of a day. A day that clocks left out altogether begins when the next one does. */
export function startOf(day: DayNumber, clock: ZoneClock): Instant {
  return clock.instantShowing(day * dayLength);
}

function windowsOf(day: DayNumber, recurrences: readonly Recurrence[], isSchoolDay: boolean, clock: ZoneClock): Window[] {
  if (startOf(day, clock) === startOf(day + 1, clock)) return [];
  const moments = new Map<number, Instant>();
  const momentOf = (minutes: number): Instant => {
    const moment = moments.get(minutes) ?? clock.instantShowing(day * dayLength + minutes * 60_000);
    moments.set(minutes, moment);
    return moment;
  };
  const windows: Window[] = [];
  for (const [schedule, recurrence] of recurrences.entries()) {
    if (!recurrence.beginsOn(day, isSchoolDay)) continue;
    for (const { from, to } of recurrence.stretches) {
      const window = { from: momentOf(from), until: momentOf(to), schedule, place: recurrence.place };
      // Clocks that leap may end a stretch before it begins.
      if (window.from < window.until) windows.push(window);
    }
  }
  return windows;
}
