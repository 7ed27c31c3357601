// A plan as its teacher writes it. What was asked for stays as it was asked: sites can be added, and the rest is changed after taking the plan back.
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { LessonPlan, PlanLink } from '#policies/contracts/lesson-plan.ts';
import type { planTypedSchema } from '#policies/contracts/plan-api.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { LessonRef } from '#policies/contracts/whitelist-request.ts';
import { formatTarget, typedTarget } from '#policies/engine/target.ts';
import type { GroupId } from '#policies/model/group.ts';
import { lessonWindow } from '#policies/workflows/lesson-window.ts';
import { lessonKey } from '#store/plan-store.ts';
import { undoableField, Problem } from '../http/problem.ts';

type Typed = z.output<typeof planTypedSchema>;

/** How far ahead lessons are planned (milliseconds): a school year and its holidays. */
export const furthestPlanned = 400 * 24 * 60 * 60 * 1000;

/** The typed parts of a plan, checked; `before` has what was kept. */
export function planParts(
  typed: Typed,
  before: Pick<LessonPlan, 'lessons' | 'links'>,
  policy: PolicyDocument,
  teaches: readonly GroupId[],
  at: number,
): Pick<LessonPlan, 'title' | 'lessons' | 'links'> | Problem {
  const lessons = checkedLessons(typed.lessons, before, policy, teaches, at);
  if (lessons instanceof Problem) return lessons;
  const links = checkedLinks(typed.links, before.links);
  return links instanceof Problem ? links : { title: typed.title, lessons, links };
}

export const isAsked = ({ state }: Pick<PlanLink, 'state'>): boolean => state !== 'draft';

function checkedLessons(
  typed: readonly LessonRef[],
  before: Pick<LessonPlan, 'lessons' | 'links'>,
  policy: PolicyDocument,
  teaches: readonly GroupId[],
  at: number,
): LessonRef[] | Problem {
  const known = new Set(before.lessons.map(lessonKey));
  const keys = new Set(typed.map(lessonKey));
  if (before.links.some(isAsked)) {
    if (keys.size === known.size && [...keys].every((key) => known.has(key))) return [...before.lessons];
    return undoableField('lessons', 'The lessons were asked for as they are. Take the plan back to change them.');
  }
  const found = new Map<string, { lesson: LessonRef; from: number }>();
  for (const [index, lesson] of typed.entries()) {
    const field = `lessons.${index}`;
    const window = lessonWindow(policy, lesson);
    const old = known.has(lessonKey(lesson));
    if (window === null || window.until <= window.from)
      return undoableField(field, `There is no period “${lesson.period}” on ${lesson.date} in the timetable.`);
    if (!old && !teaches.includes(lesson.group)) return undoableField(field, 'Choose a class that you teach.');
    if (!old && window.until <= at) return undoableField(field, `The lesson on ${lesson.date} is over.`);
    if (window.until - at > furthestPlanned) return undoableField(field, 'Plan lessons within the next 400 days.');
    found.set(lessonKey(lesson), { lesson, from: window.from });
  }
  return [...found.values()].sort((a, b) => a.from - b.from).map(({ lesson }) => lesson);
}

function checkedLinks(typed: Typed['links'], before: readonly PlanLink[]): PlanLink[] | Problem {
  const known = new Map(before.map((link) => [link.id, link]));
  const links: PlanLink[] = [];
  for (const [index, one] of typed.entries()) {
    const old = one.id === undefined ? undefined : known.get(one.id);
    if (old !== undefined && links.some(({ id }) => id === old.id))
      return undoableField(`links.${index}.url`, 'Two sites of the plan are said to be the same one. Load the page again.');
    if (old !== undefined && isAsked(old)) {
      links.push(old);
      continue;
    }
    const target = typedTarget(one.url);
    if (!target) return undoableField(`links.${index}.url`, `“${one.url.slice(0, 100)}” is not the address of a web page.`);
    const url = formatTarget(target).slice(0, 4096);
    // Looks and answers are of an address: another address is another site.
    const same = old !== undefined && old.url === url && old.wholeSite === one.wholeSite ? old : undefined;
    links.push({
      id: same?.id ?? randomBytes(4).toString('hex'),
      url,
      host: target.host,
      wholeSite: one.wholeSite,
      what: one.what,
      state: 'draft',
      answers: same?.answers ?? [],
      embeds: [],
      reviewed: null,
      choice: null,
    });
  }
  const gone = before.filter((link) => isAsked(link) && !links.some(({ id }) => id === link.id));
  if (gone.length > 0) return undoableField('links', 'Sites that were asked for stay in the plan. Take the plan back to remove them.');
  const twice = links.find(
    (link, index) => links.findIndex((other) => other.url === link.url && other.wholeSite === link.wholeSite) !== index,
  );
  return twice ? undoableField(`links.${links.indexOf(twice)}.url`, `${twice.url} is there twice.`) : links;
}
