// A plan while it is written: what was typed, as text and choices.
import type { LessonPlan } from '#policies/contracts/lesson-plan.ts';
import type { LessonRef } from '#policies/contracts/whitelist-request.ts';
import { addDays } from '../../time/zone.ts';

export interface TypedLink {
  readonly id?: string;
  readonly url: string;
  readonly wholeSite: boolean;
  readonly what: string;
  /** It was asked for, and stays as it is. */
  readonly asked: boolean;
}

export interface PlanDraft {
  readonly title: string;
  readonly lessons: readonly LessonRef[];
  readonly links: readonly TypedLink[];
}

export const emptyDraft: PlanDraft = { title: '', lessons: [], links: [] };

export function draftOf({ title, lessons, links }: LessonPlan): PlanDraft {
  return {
    title,
    lessons,
    links: links.map(({ id, url, wholeSite, what, state }) => ({ id, url, wholeSite, what, asked: state !== 'draft' })),
  };
}

export const sameLesson = (a: LessonRef, b: LessonRef): boolean => a.group === b.group && a.date === b.date && a.period === b.period;

/** Lessons added to others, each once, in the order of their days. */
export function withLessons(lessons: readonly LessonRef[], more: readonly LessonRef[]): LessonRef[] {
  const added = more.filter((one) => !lessons.some((other) => sameLesson(one, other)));
  return [...lessons, ...added].sort(
    (a, b) => a.date.localeCompare(b.date) || a.period.localeCompare(b.period) || a.group.localeCompare(b.group),
  );
}

/** The same weekday in each week from a first to a last day, both included. */
export function weeklyLessons(group: string, period: string, first: string, last: string): LessonRef[] {
  const lessons: LessonRef[] = [];
  for (let date = first; date <= last && lessons.length < mostWeeks; date = addDays(date, 7)) lessons.push({ group, date, period });
  return lessons;
}
const mostWeeks = 60;

/** Links added to others; an address that is there already is not added again. */
export function withLinks(links: readonly TypedLink[], more: readonly { url: string; what: string }[]): TypedLink[] {
  const known = new Set(links.map(({ url }) => url.trim()));
  return [...links, ...more.filter(({ url }) => !known.has(url)).map(({ url, what }) => ({ url, what, wholeSite: false, asked: false }))];
}
