// When the pages of a plan are fetched: at once for the lesson that comes next, on the evening before each lesson, and again shortly before it.
import { lessonsInForce } from '#policies/contracts/lesson-policy.ts';
import type { LessonPlan } from '#policies/contracts/lesson-plan.ts';
import type { LessonRef } from '#policies/contracts/whitelist-request.ts';
import { instantAt, lessonWindow } from '#policies/workflows/lesson-window.ts';
import { lessonKey } from '#store/plan-store.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { newId } from '../accounts/secret-token.ts';

/** So long before its period a lesson is prepared again (milliseconds). */
const shortly = 30 * 60 * 1000;
/** What was counted reaches every worker within this (milliseconds). */
const afterwards = 60 * 1000;
const day = 24 * 60 * 60 * 1000;

/** Adds what is not in the queue yet; safe to be called again. */
export async function planJobs(school: SchoolStore, plan: LessonPlan, at: number): Promise<void> {
  const current = await school.policies.current();
  if (!current) return;
  const { policy } = current;
  const { prepareAt } = lessonsInForce(policy);
  let first = true;
  for (const lesson of plan.lessons) {
    const window = lessonWindow(policy, lesson);
    if (window === null || window.until <= at) continue;
    if (first) await prepareNow(school, plan.id, lesson, at);
    first = false;
    const evening = eveningBefore(lesson.date, prepareAt, policy.timeZone);
    if (evening !== null && evening > at) await prepare(school, plan.id, lesson, 'evening', at, evening);
    await school.jobs.add(
      { id: `measure:${plan.id}:${lessonKey(lesson)}`, kind: 'measure', about: plan.id, part: lessonKey(lesson) },
      at,
      window.until + afterwards,
    );
    if (window.from - shortly > at) await prepare(school, plan.id, lesson, 'before', at, window.from - shortly);
  }
}

export function prepareNow(school: SchoolStore, plan: string, lesson: LessonRef, at: number): Promise<void> {
  return school.jobs.add({ id: newId('job'), kind: 'prepare', about: plan, part: lessonKey(lesson) }, at);
}

function prepare(school: SchoolStore, plan: string, lesson: LessonRef, when: string, at: number, due: number): Promise<void> {
  const part = lessonKey(lesson);
  return school.jobs.add({ id: `prepare:${plan}:${part}:${when}`, kind: 'prepare', about: plan, part }, at, due);
}

function eveningBefore(date: string, time: string, timeZone: string): number | null {
  const before = new Date(Date.parse(`${date}T12:00:00Z`) - day);
  return Number.isNaN(before.getTime()) ? null : instantAt(before.toISOString().slice(0, 10), time, timeZone);
}
