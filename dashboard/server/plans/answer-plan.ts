// The school's answers to the sites of a plan, each with its reason. Two who answer at once: the second is told.
import type { z } from 'zod';
import type { Answerer, LinkAnswer, PageLook, PlanLink } from '#policies/contracts/lesson-plan.ts';
import type { planAnswerSchema } from '#policies/contracts/plan-api.ts';
import type { Role } from '#policies/model/actor.ts';
import { can } from '#policies/permissions/permissions.ts';
import { parseTarget } from '#policies/engine/target.ts';
import type { KeptPlan } from '#store/plan-store.ts';
import { conflict, notFound, Problem } from '../http/problem.ts';
import { tellAnswered } from '../letters/plan-letters.ts';
import { isMandatory, nobodyCanOpenIt } from '../requests/mandatory.ts';
import { trialsOf } from './ask-plan.ts';
import { changedMeanwhile, type OpenPlan, type PlanCaller } from './reachable-plan.ts';
import { settleLinks } from './settle-links.ts';

type Answers = z.output<typeof planAnswerSchema>;
type Answer = Answers['answers'][number];

const answeredAlready = conflict('One of these sites was answered already. Load the page again.');
const lookedAgain = conflict('One of these pages was looked at again after you had read about it. Load the page again.');
const forTheLead = new Problem(403, 'Not yours to answer', 'One of these sites is for the safeguarding lead to answer.');
/** Somebody who refused may not be the one who answers the appeal. */
const anotherPerson = new Problem(403, 'Not yours to answer', 'An appeal is answered by somebody else than who refused.');

/** Whose answers a role may give. */
export function mayAnswer(role: Role): Answerer[] {
  if (can(role, 'answer-for-lead')) return ['committee', 'safeguarding-lead'];
  return can(role, 'decide-requests') ? ['committee'] : [];
}

export async function answerPlan(caller: PlanCaller, open: OpenPlan, { version, answers }: Answers): Promise<KeptPlan | Problem> {
  const { school, account, actor, at } = caller;
  if (version !== open.version) return changedMeanwhile;
  const [trials, looks] = await Promise.all([trialsOf(school, open, at), school.plans.looksOf(open.plan.id)]);
  if (trials.length === 0) return conflict('All lessons of the plan are over.');
  const answered = new Map<string, PlanLink>();
  for (const answer of answers) {
    const link = open.plan.links.find(({ id }) => id === answer.link);
    if (!link) return notFound('site in this plan');
    if (link.state !== 'waiting' && link.state !== 'appealed') return answeredAlready;
    if (answer.decision === 'approve' && (looks.get(link.id)?.at ?? null) !== answer.lookedAt) return lookedAgain;
    const trial = trials.find((one) => one.link === link.id);
    if (trial?.answerer === 'safeguarding-lead' && !mayAnswer(actor.role).includes('safeguarding-lead')) return forTheLead;
    if (link.state === 'appealed' && link.answers.findLast(({ did }) => did === 'refused')?.by === account.id) return anotherPerson;
    const turned = answerLink(link, answer, { by: account.id, at, embeds: trial?.embeds ?? link.embeds, look: looks.get(link.id) ?? null });
    const target = parseTarget(link.url);
    const lawForbids = target !== null && open.plan.lessons.some(({ group }) => isMandatory(open.opened.judge, target, [group], at));
    answered.set(link.id, lawForbids ? { ...link, state: 'refused-mandatory', answers: [...link.answers, system(at)] } : turned);
  }
  const links = open.plan.links.map((link) => answered.get(link.id) ?? link);
  const settled = await settleLinks({ ...caller, by: account.id }, open, links);
  if (settled instanceof Problem) return settled;
  await tellAnswered({ school, url: caller.services.publicUrl(), at }, settled.plan, answered.size);
  for (const { id, host, state, answers: all } of answered.values())
    await school.audit.add({
      at,
      by: account.id,
      did: state === 'approved' ? 'approved-plan-site' : 'refused-plan-site',
      to: `plan:${open.plan.id}`,
      detail: `${id} ${host}: ${all.at(-1)?.words ?? ''}`,
    });
  return settled;
}

const system = (at: number): LinkAnswer => ({ did: 'refused', by: 'system', at, words: nobodyCanOpenIt });

function answerLink(
  link: PlanLink,
  { decision, reason }: Answer,
  {
    by,
    at,
    embeds,
    look,
  }: { readonly by: string; readonly at: number; readonly embeds: readonly string[]; readonly look: PageLook | null },
): PlanLink {
  const approves = decision === 'approve';
  const answers = [...link.answers, { did: approves ? ('approved' as const) : ('refused' as const), by, at, words: reason }];
  if (!approves) return { ...link, state: 'refused', answers };
  return { ...link, state: 'approved', answers, embeds: [...embeds], reviewed: look?.page ?? null };
}
