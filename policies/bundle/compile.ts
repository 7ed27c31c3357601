// From a policy that people edited, with the lists, to a bundle. Everything that is wrong is said at once, each with its place.
import type { Bundle, CategoryList, PhraseList } from '../contracts/bundle.ts';
import { policySchema, type PolicyDocument } from '../contracts/policy-document.ts';
import { groupProblems } from './check-groups.ts';
import { listProblems } from './check-lists.ts';
import { phaseProblems } from './check-phases.ts';
import { ruleProblems } from './check-rules.ts';
import { timetableProblems } from './check-timetable.ts';

export function compileBundle(input: {
  readonly school: string;
  /** One more than the bundle before. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly madeAt: number;
  readonly policy: PolicyDocument;
  readonly lists: CategoryList[];
  readonly phraseLists: PhraseList[];
}): { ok: true; bundle: Bundle } | { ok: false; problems: string[] } {
  const shape = policySchema.safeParse(input.policy);
  if (!shape.success)
    return { ok: false, problems: shape.error.issues.map((issue) => `Policy, ${issue.path.join(' › ')}: ${issue.message}`) };
  const policy = shape.data;
  const problems = [
    ...timetableProblems(policy),
    ...groupProblems(policy.groups),
    ...phaseProblems(policy),
    ...ruleProblems(policy),
    ...listProblems(input.lists, input.phraseLists),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const { school, number, madeAt, lists, phraseLists } = input;
  return { ok: true, bundle: { format: 1, school, number, madeAt, policy, lists, phraseLists } };
}
