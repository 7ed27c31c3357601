// What the clocks of a zone show, and when they show it. The only opinion about local time that the judge has.
import type { Instant } from '../model/instant.ts';

export const dayLength = 86_400_000;
const second = 1000;

/** Clocks are looked at this often. No zone has ever been set forward and back again in less. */
const step = 3 * 3_600_000;
/** Further ahead of UTC or behind it no clock has ever been (Manila before 1844: 15 h 56 min behind). */
const farthest = 17 * 3_600_000;
/** Days that are remembered; each takes a few hundred bytes. */
const mostDays = 1000;
/** `Intl` shows years of four digits without an era between these two. */
const earliest = Date.UTC(1000, 0, 3);
const latest = Date.UTC(9999, 11, 28);

/** A stretch of time in which clocks keep their distance from UTC. */
interface Span {
  readonly from: Instant;
  readonly until: Instant;
  /** How far ahead of UTC, milliseconds. */
  readonly offset: number;
}

export class ZoneClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #days = new Map<number, readonly Span[]>();

  /** Throws a `RangeError` for a name that the platform does not know as a zone. */
  constructor(timeZone: string) {
    const two = '2-digit';
    this.#format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
  }

  /** How far clocks are ahead of UTC at a moment, in milliseconds. */
  offsetAt(at: Instant): number {
    const within = Math.min(Math.max(at, earliest), latest);
    const spans = this.#day(Math.floor(within / dayLength));
    return (spans.find((span) => within < span.until) ?? spans[0])?.offset ?? 0;
  }

  /**
   * The moment at which clocks show a date and time, which is given as epoch milliseconds as if clocks showed UTC. Where a
   * change of clocks shows a time twice it is the first of the two; a time that clocks leap over is counted on from before
   * the leap (RFC 5545 §3.3.5).
   */
  instantShowing(local: number): Instant {
    const within = Math.min(Math.max(local, earliest), latest);
    const last = Math.floor((within + farthest) / dayLength);
    let before: Span | undefined;
    let leapt: Instant | undefined;
    for (let day = Math.floor((within - farthest) / dayLength); day <= last; day++) {
      for (const span of this.#day(day)) {
        const at = local - span.offset;
        if (at >= span.from && at < span.until) return at;
        if (before !== undefined && local >= before.until + before.offset && local < span.from + span.offset)
          leapt ??= local - before.offset;
        before = span;
      }
    }
    return leapt ?? local - this.offsetAt(local);
  }

  /** The spans of one day of UTC, by its number since 1970. */
  #day(day: number): readonly Span[] {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const end = (day + 1) * dayLength;
    const spans: Span[] = [];
    let from = day * dayLength;
    let offset = this.#look(from);
    for (let at = from + step; at <= end; at += step) {
      const next = this.#look(at);
      if (next === offset) continue;
      const change = this.#changeBetween(at - step, at);
      if (change >= end) break;
      spans.push({ from, until: change, offset });
      from = change;
      offset = next;
    }
    spans.push({ from, until: end, offset });
    if (this.#days.size >= mostDays) this.#days.clear();
    this.#days.set(day, spans);
    return spans;
  }

  /** The first second at which clocks show what they show at `until`, and no longer what they show at `from`. */
  #changeBetween(from: Instant, until: Instant): Instant {
    const before = this.#look(from);
    let [low, high] = [from / second, until / second];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#look(middle * second) === before) low = middle;
      else high = middle;
    }
    return high * second;
  }

  #look(at: Instant): number {
    const [day = 1, month = 1, year = 1970, hour = 0, minute = 0, seconds = 0] = (this.#format.format(at).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, seconds) - at;
  }
}

const clocks = new Map<string, ZoneClock>();

/** A zone's clock, made once a zone; `null` for a name that the platform does not know. */
export function zoneClock(timeZone: string): ZoneClock | null {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  try {
    const clock = new ZoneClock(timeZone);
    // Only a few zones are ever asked for, unless somebody tries out names.
    if (clocks.size >= 16) clocks.clear();
    clocks.set(timeZone, clock);
    return clock;
  } catch {
    return null;
  }
}
