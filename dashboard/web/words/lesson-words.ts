import type { LessonRef } from '#policies/contracts/whitelist-request.ts';
import type { Group } from '#policies/model/group.ts';
import { dayName } from '../time/school-time.ts';
import { groupName } from './group-words.ts';

export interface SchoolWords {
  readonly groups: readonly Group[];
  readonly periods: readonly { readonly id: string; readonly name: string; readonly from: string; readonly to: string }[];
}

/** `8B, Thu 26 Nov, Period 3 (11:20–12:20)` */
export function lessonWords(lesson: LessonRef, school: SchoolWords): string {
  const period = school.periods.find((one) => one.id === lesson.period);
  const when = period ? `${period.name} (${period.from}–${period.to})` : lesson.period;
  return `${groupName(school.groups, lesson.group)}, ${dayName(lesson.date)}, ${when}`;
}
