// When a lesson is, in the school's own time.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import type { LessonRef } from '../contracts/whitelist-request.ts';
import type { Instant } from '../model/instant.ts';

/** First and first-after moment of a lesson, epoch milliseconds; `null` when there is no such period or date. */
export function lessonWindow(policy: PolicyDocument, lesson: LessonRef): { from: Instant; until: Instant } | null {
  const period = policy.periods.find((one) => one.id === lesson.period);
  if (period === undefined) return null;
  const from = instantAt(lesson.date, period.from, policy.timeZone);
  const until = instantAt(lesson.date, period.to, policy.timeZone);
  return from === null || until === null ? null : { from, until };
}

/**
 * The moment at which clocks of a zone show a date and time. Where a change of clocks shows a time twice it is the first
 * of the two; a time that clocks leap over is counted on from before the leap.
 */
export function instantAt(date: string, time: string, timeZone: string): Instant | null {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  // `Date.parse` reads 30 February as 2 March.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 10) !== date) return null;
  const day = 86_400_000;
  const before = asUtc - offsetAt(asUtc - day, timeZone);
  const after = asUtc - offsetAt(asUtc + day, timeZone);
  const shows = (at: Instant): boolean => at + offsetAt(at, timeZone) === asUtc;
  if (before === after || shows(before) === shows(after)) return shows(before) ? Math.min(before, after) : before;
  return shows(before) ? before : after;
}

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: Instant, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  const shown = Date.parse(`${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`);
  return shown - Math.floor(at / 1000) * 1000;
}
