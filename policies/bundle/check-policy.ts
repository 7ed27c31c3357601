// Everything that is wrong with a policy document, at once.
import { policySchema, type PolicyDocument } from '../contracts/policy-document.ts';
import { gridProblems } from './check-grid.ts';
import { groupProblems } from './check-groups.ts';
import { lessonProblems } from './check-lessons.ts';
import { monitoringProblems } from './check-monitoring.ts';
import { pageProblems } from './check-pages.ts';
import { ruleProblems } from './check-rules.ts';
import { scheduleProblems } from './check-schedules.ts';
import { timetableProblems } from './check-timetable.ts';
import { shapeProblem, type PolicyProblem } from './policy-problem.ts';

/** The document, if it can be read and holds together. What is wrong with its shape hides what else may be wrong. */
export function checkPolicy(
  document: unknown,
): { readonly ok: true; readonly policy: PolicyDocument } | { readonly ok: false; readonly problems: readonly PolicyProblem[] } {
  const shape = policySchema.safeParse(document, { reportInput: true });
  if (!shape.success) return { ok: false, problems: shape.error.issues.map(shapeProblem) };
  const policy = shape.data;
  const problems = [
    ...timetableProblems(policy),
    ...groupProblems(policy.groups),
    ...gridProblems(policy),
    ...scheduleProblems(policy),
    ...ruleProblems(policy),
    ...pageProblems(policy),
    ...lessonProblems(policy),
    ...monitoringProblems(policy),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, policy };
}
