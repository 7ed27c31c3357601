import type { LessonRef } from '#policies/contracts/whitelist-request.ts';
import type { Group } from '#policies/model/group.ts';
import { dayName } from '../time/school-time.ts';
import { groupName } from './group-words.ts';

export interface SchoolWords {
  readonly groups: readonly Group[];
  readonly periods: readonly { readonly id: string; readonly name: string; readonly from: string; readonly to: string }[];
}

export interface LessonParts {
  readonly group: string;
  readonly day: string;
  readonly period: string;
}

export function lessonParts(lesson: LessonRef, school: SchoolWords): LessonParts {
  const period = school.periods.find((one) => one.id === lesson.period);
  return {
    group: groupName(school.groups, lesson.group),
    day: dayName(lesson.date),
    period: period ? `${period.name} (${period.from}–${period.to})` : lesson.period,
  };
}

/** `8B, Thu 26 Nov, Period 3 (11:20–12:20)` */
export function lessonWords(lesson: LessonRef, school: SchoolWords): string {
  const { group, day, period } = lessonParts(lesson, school);
  return `${group}, ${day}, ${period}`;
}
