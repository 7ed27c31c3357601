// What an approved plan is: a rule for each site and class, that holds in the plan's lessons and at no other time, and one more for each host
// whose things the site's pages show.
import type { LessonPlan, PlanLink } from '../contracts/lesson-plan.ts';
import type { PolicyDocument } from '../contracts/policy-document.ts';
import type { LessonRef } from '../contracts/whitelist-request.ts';
import { parseTarget } from '../engine/target.ts';
import type { Rule, Window } from '../model/rule.ts';
import { permissionRule, withOwnParts } from './decide.ts';
import { lessonWindow } from './lesson-window.ts';

type Timetable = Pick<PolicyDocument, 'periods' | 'timeZone'>;

/** The windows of one class's lessons that end after `at`, in order, those that touch joined; periods that are no longer in the timetable are left out. */
export function windowsOf(policy: Timetable, lessons: readonly LessonRef[], group: string, at: number): Window[] {
  const windows = lessons
    .filter((lesson) => lesson.group === group)
    .map((lesson) => lessonWindow(policy, lesson))
    .filter((window) => window !== null && window.until > at && window.from < window.until)
    .map((window) => ({ ...window }) as Window)
    .sort((a, b) => a.from - b.from);
  const joined: Window[] = [];
  for (const window of windows) {
    const last = joined.at(-1);
    if (last !== undefined && window.from <= last.until) last.until = Math.max(last.until, window.until);
    else joined.push(window);
  }
  return joined;
}

/** Begins the ids of a plan's rules. */
export const rulesOfPlan = (plan: string): string => `decision:${plan}:`;

/**
 * The rules of a site that was approved. `now`: from this moment on and not only in its lessons, until the last of them ends, for a class that
 * is waiting. None where all lessons are over.
 */
export function rulesOfLink(
  policy: Timetable,
  plan: Pick<LessonPlan, 'id' | 'lessons'>,
  link: PlanLink,
  { by, reason, at }: { readonly by: string; readonly reason: string; readonly at: number },
): Rule[] {
  const target = parseTarget(link.url);
  if (target === null) return [];
  // By their number, because names of classes are of any length and ids of rules are not.
  return [...new Set(plan.lessons.map(({ group }) => group))].flatMap((group, number) => {
    const windows = windowsOf(policy, plan.lessons, group, at);
    const [first, last] = [windows[0], windows.at(-1)];
    if (first === undefined || last === undefined) return [];
    const rule = permissionRule({
      request: plan.id,
      by,
      target,
      wholeSite: link.wholeSite,
      audience: group,
      from: first.from,
      until: last.until,
      reason,
    });
    const common = { ...rule, ...(windows.length > 1 ? { windows } : {}) };
    const embedders = [target.host, ...link.embeds];
    return [
      ...withOwnParts({ ...common, id: `${rulesOfPlan(plan.id)}${link.id}:${number}` }),
      ...link.embeds
        .filter((host) => host !== target.host)
        .map((host, index) => ({
          ...common,
          id: `${rulesOfPlan(plan.id)}${link.id}:${number}:${index}`,
          match: { kind: 'host' as const, host, path: null },
          embedded: embedders,
        })),
    ];
  });
}

/** The policy with these rules of a plan's site in place of those it had. */
export function withLinkRules(policy: PolicyDocument, plan: string, link: string, rules: readonly Rule[]): PolicyDocument {
  const begins = `${rulesOfPlan(plan)}${link}:`;
  return { ...policy, rules: [...policy.rules.filter(({ id }) => !id.startsWith(begins)), ...rules] };
}
