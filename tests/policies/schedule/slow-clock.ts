// The obvious way to tell whether a schedule holds: look at the clocks of a zone every minute for some days. Far too slow to use.
import type { PolicyDocument, Schedule } from '#policies/contracts/policy-document.ts';
import type { Place } from '#policies/model/access-request.ts';

const minute = 60_000;
const day = 1440 * minute;

interface Shown {
  readonly at: number;
  /** What the clocks show, as if it were UTC. */
  readonly local: number;
}

export class SlowClock {
  readonly #shown: readonly Shown[];
  readonly #first = new Map<number, number>();

  constructor(timeZone: string, middle: number) {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    this.#shown = Array.from({ length: 11 * 1440 }, (_, index) => {
      const at = middle - 5.5 * day + index * minute;
      return { at, local: Date.parse(`${format.format(at).replace(' ', 'T')}Z`) };
    });
    for (const { at, local } of this.#shown) if (!this.#first.has(local)) this.#first.set(local, at);
  }

  firstShowing(local: number): number {
    const first = this.#first.get(local);
    if (first !== undefined) return first;
    const leap = this.#shown.findIndex((one, index) => one.local < local && (this.#shown[index + 1]?.local ?? 0) > local);
    const before = this.#shown[leap];
    if (before === undefined) throw new Error('Too far from the middle.');
    return before.at + local - before.local;
  }

  holds(schedule: Schedule, policy: Pick<PolicyDocument, 'periods' | 'calendar'>, at: number, place: Place): boolean {
    if (schedule.place !== undefined && schedule.place !== place) return false;
    const today = Math.floor(at / day) * day;
    return [-2, -1, 0, 1, 2].some((distance) => {
      const midnight = today + distance * day;
      if (this.firstShowing(midnight) === this.firstShowing(midnight + day)) return false;
      if (!isDayOf(schedule, policy, new Date(midnight))) return false;
      return stretchesOf(schedule, policy).some(
        ([from, to]) => this.firstShowing(midnight + from * minute) <= at && at < this.firstShowing(midnight + to * minute),
      );
    });
  }
}

function isDayOf(schedule: Schedule, { calendar }: Pick<PolicyDocument, 'calendar'>, date: Date): boolean {
  const weekday = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[date.getUTCDay()] ?? 'sun';
  const written = date.toISOString().slice(0, 10);
  const within = (spans: readonly { from: string; to: string }[]): boolean =>
    spans.some(({ from, to }) => from <= written && written <= to);
  const terms = calendar?.terms ?? [];
  const isSchoolDay = weekday !== 'sat' && weekday !== 'sun' && (terms.length === 0 || within(terms)) && !within(calendar?.closed ?? []);
  return (schedule.days?.includes(weekday) ?? true) && (schedule.on === undefined || (schedule.on === 'school-days') === isSchoolDay);
}

function stretchesOf(schedule: Schedule, { periods }: Pick<PolicyDocument, 'periods'>): [number, number][] {
  const minutes = (time: string): number => Number(time.split(':')[0]) * 60 + Number(time.split(':')[1]);
  if (schedule.periods !== undefined) {
    return periods.filter((one) => schedule.periods?.includes(one.id)).map((one) => [minutes(one.from), minutes(one.to)]);
  }
  const [from, to] = [minutes(schedule.from ?? '00:00'), schedule.to === undefined ? 1440 : minutes(schedule.to)];
  if (from === to) return [];
  return [[from, to < from ? to + 1440 : to]];
}
