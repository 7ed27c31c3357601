// One request for all sites of a plan that were not asked for yet. What the teacher may open is opened at once; nobody is asked what nobody can open.
import type { LinkAnswer, PlanLink } from '#policies/contracts/lesson-plan.ts';
import { lessonsInForce } from '#policies/contracts/lesson-policy.ts';
import { lessonWindow } from '#policies/workflows/lesson-window.ts';
import { planTrials, type PlanTrial } from '#policies/workflows/plan-trials.ts';
import type { KeptPlan } from '#store/plan-store.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { Problem, undoable } from '../http/problem.ts';
import { nobodyCanOpenIt } from '../requests/mandatory.ts';
import type { OpenPlan, PlanCaller } from './reachable-plan.ts';
import { settleLinks } from './settle-links.ts';

const hour = 60 * 60 * 1000;

export async function askPlan(caller: PlanCaller, open: OpenPlan): Promise<KeptPlan | Problem> {
  const { school, account, at } = caller;
  const drafts = open.plan.links.filter(({ state }) => state === 'draft');
  if (drafts.length === 0) return undoable('There is no site in the plan that was not asked for yet.');
  const trials = await trialsOf(school, open, at);
  if (trials.length === 0) return undoable('The plan has no lesson that is still to come.');
  const by = account.id;
  const looks = await school.plans.looksOf(open.plan.id);
  const links = open.plan.links.map((link) =>
    link.state === 'draft' ? asked({ ...link, reviewed: looks.get(link.id)?.page ?? null }, trials, by, at) : link,
  );
  const settled = await settleLinks({ ...caller, by }, open, links);
  if (settled instanceof Problem) return settled;
  const states = links.filter((_link, index) => open.plan.links[index]?.state === 'draft').map(({ state }) => state);
  const detail = [...new Set(states)].map((state) => `${states.filter((one) => one === state).length} ${state}`).join(', ');
  await school.audit.add({ at, by, did: 'asked-for-plan', to: `plan:${open.plan.id}`, detail });
  if (states.includes('waiting')) await remind(school, open, at);
  return settled;
}

export async function trialsOf(school: SchoolStore, { opened, plan, teaches }: OpenPlan, at: number): Promise<PlanTrial[]> {
  return planTrials({ ...opened, plan, looks: await school.plans.looksOf(plan.id), teaches, at });
}

function asked(link: PlanLink, trials: readonly PlanTrial[], by: string, at: number): PlanLink {
  const trial = trials.find((one) => one.link === link.id);
  const said = (did: LinkAnswer['did'], who: string, words: string): LinkAnswer => ({ did, by: who, at, words });
  const answers = [...link.answers, said('asked', by, link.what)];
  if (trial === undefined || trial.answerer === 'nobody')
    return { ...link, state: 'refused-mandatory', answers: [...answers, said('refused', 'system', nobodyCanOpenIt)] };
  const embeds = [...trial.embeds];
  if (trial.dryRun.before.effect === 'allow' && embeds.length === 0) return { ...link, state: 'open-already', answers };
  if (trial.answerer === 'teacher')
    return { ...link, state: 'approved', embeds, answers: [...answers, said('approved', by, link.what || 'For the lesson.')] };
  return { ...link, state: 'waiting', embeds, answers };
}

/** When nobody has answered by then, the request goes to the head. */
async function remind(school: SchoolStore, { plan, opened }: OpenPlan, at: number): Promise<void> {
  const { policy } = opened.bundle;
  const first = plan.lessons.map((lesson) => lessonWindow(policy, lesson)).find((window) => window !== null && window.until > at);
  if (!first) return;
  const due = Math.max(at + hour, first.from - lessonsInForce(policy).answerHours * hour);
  await school.jobs.add({ id: `remind:${plan.id}:${at}`, kind: 'remind', about: plan.id, part: null }, at, due);
}
