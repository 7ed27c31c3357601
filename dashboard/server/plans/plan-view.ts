import type { z } from 'zod';
import type { planViewSchema } from '#policies/contracts/plan-api.ts';
import type { KeptPlan } from '#store/plan-store.ts';
import { nameWithRole } from '../accounts/role-words.ts';
import { mayAnswer } from './answer-plan.ts';
import { trialsOf } from './ask-plan.ts';
import type { OpenPlan, PlanCaller } from './reachable-plan.ts';

type PlanView = z.output<typeof planViewSchema>;

/** A plan with all that is known of it: how a pupil would find each site, what its page needs, and which lessons are ready. */
export async function planView({ school, actor, at }: PlanCaller, open: OpenPlan, kept: KeptPlan = open): Promise<PlanView> {
  const { plan, version } = kept;
  const [trials, looks, ready, going] = await Promise.all([
    trialsOf(school, { ...open, plan }, at),
    school.plans.looksOf(plan.id),
    school.plans.readyOf(plan.id),
    school.jobs.list({ about: plan.id, states: ['waiting', 'running'], limit: 500 }),
  ]);
  const ids = new Set([plan.owner, ...plan.links.flatMap(({ answers }) => answers.map(({ by }) => by))]);
  const accounts = await Promise.all([...ids].map((id) => school.accounts.byId(id)));
  const people = Object.fromEntries(accounts.filter((one) => one !== null).map((one) => [one.id, nameWithRole(one)]));
  return {
    plan,
    version,
    ownerName: people[plan.owner] ?? 'Somebody who has left',
    own: open.own,
    trials: trials.map(({ embeds: _embeds, ...trial }) => trial),
    looks: Object.fromEntries(looks),
    ready,
    busy: going.some(({ kind, state, dueAt }) => (kind === 'prepare' || kind === 'look') && (state === 'running' || dueAt <= at)),
    mayAnswer: mayAnswer(actor.role),
    people,
  };
}
