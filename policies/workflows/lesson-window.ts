// When a lesson is, in the school's own time.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import type { LessonRef } from '../contracts/whitelist-request.ts';
import type { Instant } from '../model/instant.ts';
import { dayNumber, minutesOf } from '../schedule/calendar-date.ts';
import { dayLength, zoneClock } from '../schedule/zone-clock.ts';

/** First and first-after moment of a lesson, epoch milliseconds; `null` when there is no such period or date. */
export function lessonWindow(
  policy: Pick<PolicyDocument, 'periods' | 'timeZone'>,
  lesson: LessonRef,
): { from: Instant; until: Instant } | null {
  const period = policy.periods.find((one) => one.id === lesson.period);
  if (period === undefined) return null;
  const from = instantAt(lesson.date, period.from, policy.timeZone);
  const until = instantAt(lesson.date, period.to, policy.timeZone);
  return from === null || until === null ? null : { from, until };
}

/** The moment at which clocks of a zone show a date and time (see `ZoneClock`); `null` when there is no such date or zone. */
export function instantAt(date: string, time: string, timeZone: string): Instant | null {
  const day = dayNumber(date);
  return day === null ? null : (zoneClock(timeZone)?.instantShowing(day * dayLength + minutesOf(time) * 60_000) ?? null);
}
