// What was answered of a plan's sites becomes rules in a new bundle, and work for the proxy. Written down first, so that nothing opens that no record
// explains; taken back when it cannot be published.
import type { LessonPlan, PlanLink } from '#policies/contracts/lesson-plan.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Rule } from '#policies/model/rule.ts';
import { withoutLapsed } from '#policies/workflows/decide.ts';
import { rulesOfLink, rulesOfPlan, withLinkRules } from '#policies/workflows/plan-rules.ts';
import type { KeptPlan } from '#store/plan-store.ts';
import { Problem } from '../http/problem.ts';
import { publishHere } from '../policy/publish-here.ts';
import { planJobs } from './plan-jobs.ts';
import { changedMeanwhile, type PlanCaller } from './reachable-plan.ts';

type Caller = Pick<PlanCaller, 'services' | 'school' | 'at'> & { readonly by: string };

/** Keeps the plan with these links in place of its own, and brings rules and jobs in line with it. The plan as it is kept then. */
export async function settleLinks(caller: Caller, kept: KeptPlan, links: readonly PlanLink[]): Promise<KeptPlan | Problem> {
  const { school, at } = caller;
  const plan: LessonPlan = { ...kept.plan, links: [...links], changedAt: at };
  const version = await school.plans.save(plan, kept.version);
  if (version === null) return changedMeanwhile;
  const published = await openAsWritten(caller, plan).catch(async (fault: unknown) => {
    await school.plans.save(kept.plan, version);
    throw fault;
  });
  if (published instanceof Problem) {
    await school.plans.save(kept.plan, version);
    return published;
  }
  return { plan, version };
}

/**
 * Brings the policy in line with what is written of a plan's sites. Compared with the rules that are there and not with what was written
 * before: of whatever was cut short between writing and publishing, the next act or the next start makes the rest.
 */
export async function openAsWritten(caller: Caller, plan: LessonPlan): Promise<null | Problem> {
  const current = await caller.school.policies.current();
  if (current === null) return null;
  const policy = withoutLapsed(current.policy, caller.at);
  const begins = rulesOfPlan(plan.id);
  const opened = new Set(
    policy.rules.filter(({ id }) => id.startsWith(begins)).map(({ id }) => id.slice(begins.length).split(':')[0] ?? ''),
  );
  const turned = plan.links.filter((link) => opened.has(link.id) !== (isOpen(link) && rulesFor(policy, plan, link, caller).length > 0));
  const gone = [...opened].filter((id) => !plan.links.some((link) => link.id === id));
  if (turned.length === 0 && gone.length === 0) return null;
  const published = await publish(caller, plan, turned, gone);
  if (published instanceof Problem) return published;
  await planJobs(caller.school, plan, caller.at);
  return null;
}

const isOpen = (link: PlanLink): boolean => link.state === 'approved';

function rulesFor(policy: PolicyDocument, plan: LessonPlan, link: PlanLink, { by, at }: Pick<Caller, 'by' | 'at'>): Rule[] {
  const answer = link.answers.findLast(({ did }) => did === 'approved');
  return rulesOfLink(policy, plan, link, { by: answer?.by ?? by, reason: answer?.words ?? '', at });
}

function publish(caller: Caller, plan: LessonPlan, turned: readonly PlanLink[], gone: readonly string[]): Promise<number | Problem> {
  const { services, school, by, at } = caller;
  return publishHere(
    services,
    school,
    (policy) =>
      turned.reduce(
        (edited, link) => withLinkRules(edited, plan.id, link.id, isOpen(link) ? rulesFor(policy, plan, link, caller) : []),
        gone.reduce((edited, link) => withLinkRules(edited, plan.id, link, []), withoutLapsed(policy, at)),
      ),
    by,
    at,
  );
}
