// What was answered of a plan's sites becomes rules in a new bundle, and work for the proxy. Written down first, so that nothing opens that no record
// explains; taken back when it cannot be published.
import type { LessonPlan, PlanLink } from '#policies/contracts/lesson-plan.ts';
import { withoutLapsed } from '#policies/workflows/decide.ts';
import { rulesOfLink, withLinkRules } from '#policies/workflows/plan-rules.ts';
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
  const before = new Map(kept.plan.links.map((link) => [link.id, link]));
  const turned = links.filter((link) => isOpen(link) !== isOpen(before.get(link.id)));
  if (turned.length === 0) return { plan, version };
  const published = await publish(caller, plan, turned);
  if (published instanceof Problem) {
    await school.plans.save(kept.plan, version);
    return published;
  }
  await planJobs(school, plan, caller.at);
  return { plan, version };
}

const isOpen = (link: PlanLink | undefined): boolean => link?.state === 'approved';

function publish({ services, school, by, at }: Caller, plan: LessonPlan, turned: readonly PlanLink[]): Promise<number | Problem> {
  return publishHere(
    services,
    school,
    (policy) =>
      turned.reduce(
        (edited, link) => {
          const answer = link.answers.findLast(({ did }) => did === 'approved');
          const given = { by: answer?.by ?? by, reason: answer?.words ?? '', at };
          return withLinkRules(edited, plan.id, link.id, isOpen(link) ? rulesOfLink(policy, plan, link, given) : []);
        },
        withoutLapsed(policy, at),
      ),
    by,
    at,
  );
}
