// A timetable as a calendar (RFC 5545): events that name a class and begin with a period of the school's timetable are lessons; addresses in their
// descriptions are links.
import { convertIcsCalendar, type IcsEvent } from 'ts-ics';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { LessonRef } from '#policies/contracts/whitelist-request.ts';
import type { GroupId } from '#policies/model/group.ts';
import { addressesIn, nothingFound, type Found } from './imported.ts';
import { repeatedDates } from './repeated-dates.ts';

const day = 24 * 60 * 60 * 1000;
/** Repetitions further away than this are no lessons that somebody plans (milliseconds). */
const furthest = 400 * day;
const mostEvents = 5_000;
const mostLessons = 400;

export const isCalendar = (text: string): boolean => /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text);

export function readCalendar(text: string, policy: PolicyDocument, teaches: readonly GroupId[], at: number): Found {
  const found = nothingFound();
  let events: IcsEvent[];
  try {
    events = convertIcsCalendar(undefined, text).events ?? [];
  } catch {
    found.problems.push({ line: 0, problem: 'The calendar is damaged.' });
    return found;
  }
  if (events.length > mostEvents) found.problems.push({ line: 0, problem: `Only the first ${mostEvents} events were read.` });
  const classes = policy.groups.filter(({ id, kind }) => kind === 'class' && teaches.includes(id));
  // Times without a zone are the school's own.
  const zone = /^DTSTART[^:\r\n]*:\d{8}T\d{6}Z/m.test(text) || /^DTSTART;TZID/m.test(text) ? policy.timeZone : 'UTC';
  let unfit = 0;
  for (const event of events.slice(0, mostEvents)) {
    const words = [event.summary, event.location, ...(event.categories ?? [])].filter(Boolean).join(' ');
    for (const url of addressesIn(`${event.description ?? ''} ${event.url ?? ''}`))
      found.links.push({ url, what: (event.summary ?? '').slice(0, 500) });
    const lessons = lessonsOf(event, words, classes, policy, zone, at);
    if (lessons.length === 0) unfit += 1;
    for (const lesson of lessons) if (found.lessons.length < mostLessons) found.lessons.push(lesson);
  }
  if (unfit > 0)
    found.problems.push({
      line: 0,
      problem: `${unfit} of ${events.length} events are no lesson to come of a class that you teach, in a period of the timetable.`,
    });
  return found;
}

function lessonsOf(
  event: IcsEvent,
  words: string,
  classes: readonly { readonly id: string; readonly name: string }[],
  policy: PolicyDocument,
  zone: string,
  at: number,
): LessonRef[] {
  const start = event.start?.date;
  if (!(start instanceof Date) || Number.isNaN(start.getTime()) || event.start?.type === 'DATE') return [];
  const clock = clockIn(zone, start);
  const period = policy.periods.find(({ from }) => from === clock.time);
  const group = classes.find(({ id, name }) => isNamed(words, id) || isNamed(words, name));
  if (!period || !group) return [];
  return repeatedDates(clock.date, event, (moment) => clockIn(zone, moment).date)
    .filter((date) => Date.parse(date) + 2 * day > at && Date.parse(date) - at < furthest)
    .map((date) => ({ group: group.id, date, period: period.id }));
}

/** A class is named when its name stands by itself: `8B` in `8B Geography`, not in `18BX`. */
function isNamed(words: string, name: string): boolean {
  const parts = words.toLowerCase().split(/[^\p{L}\p{N}-]+/u);
  return parts.includes(name.toLowerCase()) || (name.includes(' ') && words.toLowerCase().includes(name.toLowerCase()));
}

function clockIn(timeZone: string, date: Date): { date: string; time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(date);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return { date: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` };
}
