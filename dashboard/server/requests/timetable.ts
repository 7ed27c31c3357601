// What the form for a lesson offers, and whether a lesson that was named can be had.
import type { z } from 'zod';
import type { timetableSchema } from '#policies/contracts/dashboard-api.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { LessonRef } from '#policies/contracts/whitelist-request.ts';
import type { Role } from '#policies/model/actor.ts';
import { can } from '#policies/permissions/permissions.ts';
import { lessonWindow } from '#policies/workflows/lesson-window.ts';
import type { Person } from '#store/school-store.ts';
import { undoableField, type Problem } from '../http/problem.ts';

interface Class {
  readonly id: string;
  readonly name: string;
}

/** No permission lasts, and no lesson is asked for, further ahead than this (milliseconds). */
export const furthestAhead = 90 * 24 * 60 * 60 * 1000;

const allClasses = (policy: PolicyDocument): Class[] =>
  policy.groups.filter((group) => group.kind === 'class').map(({ id, name }) => ({ id, name }));
const taught = (policy: PolicyDocument, person: Person): Class[] => allClasses(policy).filter((one) => person.teaches.includes(one.id));

/** Classes that an account may ask for: those that its person teaches; all for those who decide. */
export function classesOfAccount(policy: PolicyDocument, role: Role, person: Person | null): Class[] {
  if (can(role, 'decide-requests')) return allClasses(policy);
  return person ? taught(policy, person) : [];
}

/** Classes that a member of staff may ask for from a block page. Where the roster does not say who teaches what: all. */
export function classesOfStaff(policy: PolicyDocument, person: Person): Class[] {
  return person.teaches.length === 0 ? allClasses(policy) : taught(policy, person);
}

export function timetable(policy: PolicyDocument, classes: Class[], at: number): z.infer<typeof timetableSchema> {
  return { timeZone: policy.timeZone, periods: policy.periods, classes, today: dateIn(policy.timeZone, at) };
}

/** When a lesson of one of the classes is; a problem when there is no such lesson, or none that is still to come. */
export function lessonToCome(
  policy: PolicyDocument,
  classes: readonly Class[],
  lesson: LessonRef,
  at: number,
): { from: number; until: number } | Problem {
  if (!classes.some((one) => one.id === lesson.group)) return undoableField('lesson.group', 'Choose a class that you teach.');
  const window = lessonWindow(policy, lesson);
  if (!window || window.until <= window.from) return undoableField('lesson.period', 'There is no such lesson in the timetable.');
  if (window.until <= at) return undoableField('lesson.date', 'This lesson is over.');
  if (window.until - at > furthestAhead) return undoableField('lesson.date', 'Choose a lesson within the next 90 days.');
  return window;
}

/** `YYYY-MM-DD` as calendars of the zone show it. */
export function dateIn(timeZone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}
