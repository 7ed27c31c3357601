// What a teacher does with a plan that was answered: asks again, chooses what pupils get of a changed page, takes it back, copies it.
import { randomBytes } from 'node:crypto';
import type { LessonPlan, PlanLink } from '#policies/contracts/lesson-plan.ts';
import type { ChangedPage } from '#policies/contracts/lesson-policy.ts';
import { lessonKey, type KeptPlan } from '#store/plan-store.ts';
import { newId } from '../accounts/secret-token.ts';
import { conflict, notFound, Problem } from '../http/problem.ts';
import { prepareNow } from './plan-jobs.ts';
import { changedMeanwhile, type OpenPlan, type PlanCaller } from './reachable-plan.ts';
import { settleLinks } from './settle-links.ts';

const noSuchLink = notFound('site in this plan');

/** A refusal is looked at once more, by somebody else; once. */
export async function appeal(caller: PlanCaller, open: OpenPlan, id: string, words: string): Promise<KeptPlan | Problem> {
  const { account, at, school } = caller;
  const link = open.plan.links.find((one) => one.id === id);
  if (!link) return noSuchLink;
  if (link.state !== 'refused') return conflict('Only what was refused can be appealed against.');
  if (link.answers.some(({ did }) => did === 'appealed')) return conflict('It was looked at a second time already.');
  const appealed: PlanLink = {
    ...link,
    state: 'appealed',
    answers: [...link.answers, { did: 'appealed', by: account.id, at, words }],
  };
  const settled = await settleLinks({ ...caller, by: account.id }, open, replaced(open.plan, appealed));
  if (settled instanceof Problem) return settled;
  await school.audit.add({
    at,
    by: account.id,
    did: 'appealed-plan-site',
    to: `plan:${open.plan.id}`,
    detail: `${id} ${link.host}: ${words}`,
  });
  return settled;
}

/** `none` closes the site at once; the other two have the lesson that comes next prepared again. */
export async function choose(caller: PlanCaller, open: OpenPlan, id: string, choice: ChangedPage): Promise<KeptPlan | Problem> {
  const { account, at, school } = caller;
  const link = open.plan.links.find((one) => one.id === id);
  if (!link) return noSuchLink;
  if (!wasApproved(link)) return conflict('Only of a site that was approved there is anything to choose.');
  const words = { reviewed: 'The copy that was approved.', live: 'The page as it is.', none: 'Not opened.' }[choice];
  const chosen: PlanLink = {
    ...link,
    choice,
    state: choice === 'none' ? 'refused' : 'approved',
    answers: [...link.answers, { did: 'chose', by: account.id, at, words }],
  };
  const settled = await settleLinks({ ...caller, by: account.id }, open, replaced(open.plan, chosen));
  if (settled instanceof Problem) return settled;
  await school.audit.add({
    at,
    by: account.id,
    did: 'chose-for-changed-page',
    to: `plan:${open.plan.id}`,
    detail: `${id} ${link.host}: ${words}`,
  });
  const next = choice === 'none' ? null : await nextReady(school, open.plan, at);
  if (next) await prepareNow(school, open.plan.id, next, at);
  return settled;
}

/** Its page has changed since; whoever answered had not refused it. */
function wasApproved({ answers, state }: PlanLink): boolean {
  const answered = answers.findLast(({ did, by }) => did === 'approved' || did === 'withdrawn' || (did === 'refused' && by !== 'system'));
  return answered?.did === 'approved' && (state === 'approved' || state === 'refused');
}

async function nextReady(school: PlanCaller['school'], plan: LessonPlan, at: number): Promise<LessonPlan['lessons'][number] | null> {
  const reports = await school.plans.readyOf(plan.id);
  const newest = reports.filter((one) => one.at <= at).sort((a, b) => b.at - a.at)[0];
  return newest?.lesson ?? plan.lessons[0] ?? null;
}

/** Everything that was asked for is a draft again; what was open is closed, and nothing more is fetched. What was said stays on the record. */
export async function takeBack(caller: PlanCaller, open: OpenPlan): Promise<KeptPlan | Problem> {
  const { account, at, school } = caller;
  const links = open.plan.links.map((link): PlanLink =>
    link.state === 'draft' || link.state === 'refused-mandatory'
      ? link
      : {
          ...link,
          state: 'draft',
          embeds: [],
          reviewed: null,
          choice: null,
          answers: [...link.answers, { did: 'withdrawn', by: account.id, at, words: 'The plan was taken back.' }],
        },
  );
  const settled = await settleLinks({ ...caller, by: account.id }, open, links);
  if (settled instanceof Problem) return settled;
  const going = () => school.jobs.list({ about: open.plan.id, states: ['waiting', 'running'], limit: 500 });
  for (let jobs = await going(); jobs.length > 0; jobs = await going())
    for (const job of jobs) await school.jobs.cancel(job.id, at, 'The plan was taken back.');
  await school.audit.add({ at, by: account.id, did: 'took-plan-back', to: `plan:${open.plan.id}`, detail: null });
  return settled;
}

/** The same unit at another time: nothing of it was asked for yet. */
export async function copyPlan({ school, account, at }: PlanCaller, { plan }: OpenPlan, days: number): Promise<KeptPlan | Problem> {
  const copy: LessonPlan = {
    ...plan,
    id: newId('plan'),
    owner: account.id,
    lessons: plan.lessons.map((lesson) => ({ ...lesson, date: movedBy(lesson.date, days) })),
    links: plan.links.map((link) => ({
      ...link,
      id: randomBytes(4).toString('hex'),
      state: 'draft',
      answers: [],
      embeds: [],
      reviewed: null,
      choice: null,
    })),
    madeAt: at,
    changedAt: at,
    copyOf: plan.id,
    atOnce: false,
  };
  const version = await school.plans.save(copy, 0);
  return version === null ? changedMeanwhile : { plan: copy, version };
}

function movedBy(date: string, days: number): string {
  const moved = new Date(Date.parse(`${date}T12:00:00Z`) + days * 24 * 60 * 60 * 1000);
  return moved.toISOString().slice(0, 10);
}

const replaced = ({ links }: LessonPlan, link: PlanLink): PlanLink[] => links.map((one) => (one.id === link.id ? link : one));

/** Ends the preparing of a lesson, and of no other. */
export async function cancelPreparing({ school, at }: PlanCaller, plan: string, lesson: LessonPlan['lessons'][number]): Promise<void> {
  const part = lessonKey(lesson);
  for (const job of await school.jobs.list({ about: plan, kind: 'prepare', part, states: ['waiting', 'running'], limit: 500 }))
    if (job.state === 'running' || job.dueAt <= at) await school.jobs.cancel(job.id, at, 'Somebody stopped it.');
}
