// Whose plan it is and who may do what with it. Every act on a plan begins here.
import type { GroupId } from '#policies/model/group.ts';
import type { Actor } from '#policies/model/actor.ts';
import { can } from '#policies/permissions/permissions.ts';
import type { Account, SchoolStore } from '#store/school-store.ts';
import type { KeptPlan } from '#store/plan-store.ts';
import { conflict, noPolicyYet, notFound, type Problem } from '../http/problem.ts';
import type { OpenedBundle } from '../policy/bundle-shelf.ts';
import { classesOfAccount } from '../requests/timetable.ts';
import type { Services } from '../services.ts';

export interface PlanCaller {
  readonly services: Services;
  readonly school: SchoolStore;
  readonly actor: Actor;
  readonly account: Account;
  readonly at: number;
}

/** A plan with what is needed to judge it. */
export interface OpenPlan extends KeptPlan {
  readonly opened: OpenedBundle;
  readonly own: boolean;
  /** Classes that its owner may plan for. */
  readonly teaches: readonly GroupId[];
}

/** `whose`: only the owner's own, or anybody's for those who see requests too. */
export async function reachablePlan(caller: PlanCaller, id: string, whose: 'own' | 'any'): Promise<OpenPlan | Problem> {
  const { services, school, actor, account } = caller;
  const [kept, opened] = await Promise.all([school.plans.byId(id), services.bundles.latest(school)]);
  if (!opened) return noPolicyYet;
  const own = kept?.plan.owner === account.id;
  if (!kept || !(own || (whose === 'any' && can(actor.role, 'see-requests')))) return notFound('plan');
  const owner = own ? account : await school.accounts.byId(kept.plan.owner);
  return { ...kept, opened, own, teaches: owner ? await classesOf(school, opened, owner) : [] };
}

export async function classesOf(school: SchoolStore, { bundle }: OpenedBundle, account: Account): Promise<GroupId[]> {
  const person = account.person === null ? null : await school.people.byId(account.person);
  return classesOfAccount(bundle.policy, account.role, person).map(({ id }) => id);
}

export const changedMeanwhile = conflict('Somebody changed this plan at the same moment. Load the page again.');
