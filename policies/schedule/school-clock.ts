// Which of a school's schedules hold at a moment. It is asked before every judgement, so the answer says how long it is good for.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import type { Place } from '../model/access-request.ts';
import type { Instant } from '../model/instant.ts';
import { schoolDays, type DayNumber } from './calendar-date.ts';
import { DayPlan, startOf } from './day-plan.ts';
import { recurrenceOf } from './recurrence.ts';
import { dayLength, ZoneClock, zoneClock } from './zone-clock.ts';

export interface ActiveSchedules {
  /** Equal keys of one clock mean the same set of schedules. (The same set may, after very many others, get another key.) */
  readonly key: number;
  has(schedule: string): boolean;
  /** Ids in the policy's order. */
  ids(): string[];
  /** At the same place the answer is this one from `steadyFrom` until before `steadyUntil`, epoch milliseconds. */
  readonly steadyFrom: Instant;
  readonly steadyUntil: Instant;
}

export interface SchoolClock {
  activeAt(at: Instant, place: Place): ActiveSchedules;
}

/** Days whose plan is kept: whoever replays a term goes to and fro. */
const mostDays = 64;
/** Sets that are kept before everything is worked out afresh; one takes a kilobyte where there are four thousand schedules. */
const mostSets = 8192;
/** Moments outside of these are no date that a school has. */
const [earliest, latest] = [Date.UTC(1001, 0), Date.UTC(9999, 0)];

/** The part of an answer that stretches of many days share. */
type ScheduleSet = Pick<ActiveSchedules, 'key' | 'has' | 'ids'>;

interface Planned {
  readonly plan: DayPlan;
  readonly stretches: Readonly<Record<Place, (ActiveSchedules | undefined)[]>>;
}

const none: ScheduleSet = { key: 0, has: () => false, ids: () => [] };

/**
 * A day is from the first moment at which clocks show its midnight until that of the next day. A schedule holds from the
 * first moment at which clocks show its beginning until the first at which they show its end; one that runs past midnight
 * belongs to the day on which it began. Where the platform does not know the zone, UTC stands in for it.
 */
export function createSchoolClock(policy: Pick<PolicyDocument, 'timeZone' | 'periods' | 'calendar' | 'schedules'>): SchoolClock {
  const schedules = (policy.schedules ?? []).map((schedule) => recurrenceOf(schedule, policy.periods));
  if (schedules.length === 0) {
    const never = Object.freeze({ ...none, steadyFrom: -Infinity, steadyUntil: Infinity });
    return { activeAt: () => never };
  }
  const clock = zoneClock(policy.timeZone) ?? new ZoneClock('UTC');
  const isSchoolDay = schoolDays(policy.calendar);
  const places = new Map(schedules.map(({ id }, place) => [id, place]));
  const days = new Map<DayNumber, Planned>();
  const sets = new Map<string, ScheduleSet>();
  const lastAt: Record<Place, ActiveSchedules | undefined> = { 'on-site': undefined, 'off-site': undefined };
  let keysGiven = 0;

  function dayAt(at: Instant): DayNumber {
    let day = Math.floor((at + clock.offsetAt(at)) / dayLength);
    // Clocks that are set back over midnight show yesterday again.
    while (at < startOf(day, clock)) day--;
    while (at >= startOf(day + 1, clock)) day++;
    return day;
  }

  function planned(day: DayNumber): Planned {
    let one = days.get(day);
    if (one === undefined) {
      if (days.size >= mostDays) days.clear();
      one = { plan: new DayPlan(day, schedules, isSchoolDay, clock), stretches: { 'on-site': [], 'off-site': [] } };
      days.set(day, one);
    }
    return one;
  }

  /** The one set that stands for all sets of the same bits. */
  function setOf(words: Uint32Array): ScheduleSet {
    const name = words.join();
    const known = sets.get(name);
    if (known !== undefined) return known;
    if (sets.size >= mostSets) {
      sets.clear();
      days.clear();
    }
    const holds = (place: number): boolean => (((words[place >> 5] ?? 0) >>> (place & 31)) & 1) === 1;
    const made: ScheduleSet = {
      key: ++keysGiven,
      has: (schedule) => holds(places.get(schedule) ?? schedules.length),
      ids: () => schedules.filter((_, place) => holds(place)).map(({ id }) => id),
    };
    sets.set(name, made);
    return made;
  }

  return {
    activeAt(at, place) {
      const last = lastAt[place];
      if (last !== undefined && at >= last.steadyFrom && at < last.steadyUntil) return last;
      if (!(at >= earliest && at < latest)) return { ...none, steadyFrom: at, steadyUntil: at };
      const { plan, stretches } = planned(dayAt(at));
      const stretch = plan.stretchAt(at);
      const active = (stretches[place][stretch] ??= Object.freeze({
        ...setOf(plan.holding(stretch, place)),
        steadyFrom: plan.edge(stretch),
        steadyUntil: plan.edge(stretch + 1),
      }));
      lastAt[place] = active;
      return active;
    },
  };
}
