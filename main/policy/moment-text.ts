// Moments as a technician writes them in a file: the school's own date and time, and not milliseconds.
import { dayNumber, minutesOf } from '#policies/schedule/calendar-date.ts';
import { dayLength, zoneClock } from '#policies/schedule/zone-clock.ts';

const written = /^(\d{4}-\d{2}-\d{2})[ T]([01]\d|2[0-3]):([0-5]\d)$/;
const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Epoch milliseconds of `2026-11-05 12:05` in the school's zone (of a time that comes twice the first; one that is leapt
 * over is counted on), or of a time with its own zone (RFC 3339, `2026-11-05T12:05:00Z`). `null` for anything else.
 */
export function readMoment(text: string, timeZone: string): number | null {
  if (withZone.test(text)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? null : at;
  }
  const [, date = '', hour, minute] = written.exec(text) ?? [];
  const day = dayNumber(date);
  if (day === null) return null;
  return zoneClock(timeZone)?.instantShowing(day * dayLength + minutesOf(`${hour}:${minute}`) * 60_000) ?? null;
}

/** What `readMoment` reads as this moment: in the school's time where that is exact, or else with its zone, or the bare number. */
export function writeMoment(at: number, timeZone: string): string | number {
  const clock = zoneClock(timeZone);
  // RFC 3339 has years of four digits only.
  if (!Number.isInteger(at) || at < Date.UTC(1000, 0, 3) || at > Date.UTC(9999, 11, 28)) return at;
  const local = clock === null ? null : new Date(at + clock.offsetAt(at)).toISOString();
  if (local !== null) {
    const short = `${local.slice(0, 10)} ${local.slice(11, 16)}`;
    if (readMoment(short, timeZone) === at) return short;
  }
  return new Date(at).toISOString();
}
