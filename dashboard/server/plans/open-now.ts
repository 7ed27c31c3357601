// The unplanned moment: a class opens a page now, within what its teacher may open alone, until the period that is on ends. It is kept as a plan of
// one lesson, so that it has the same trail.
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { LessonPlan, PlanLink } from '#policies/contracts/lesson-plan.ts';
import type { openNowSchema } from '#policies/contracts/plan-api.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { LessonRef } from '#policies/contracts/whitelist-request.ts';
import { formatTarget, typedTarget } from '#policies/engine/target.ts';
import { lessonWindow } from '#policies/workflows/lesson-window.ts';
import { planTrials } from '#policies/workflows/plan-trials.ts';
import { newId } from '../accounts/secret-token.ts';
import { noPolicyYet, Problem, undoable, undoableField } from '../http/problem.ts';
import { dateIn } from '../requests/timetable.ts';
import { askPlan } from './ask-plan.ts';
import { changedMeanwhile, classesOf, type OpenPlan, type PlanCaller } from './reachable-plan.ts';

type Wish = z.output<typeof openNowSchema>;

/** The plan that was made, with the site open; a problem where it is not the teacher's to open. */
export async function openNow(caller: PlanCaller, wish: Wish): Promise<OpenPlan | Problem> {
  const { services, school, account, at } = caller;
  const opened = await services.bundles.latest(school);
  if (!opened) return noPolicyYet;
  const target = typedTarget(wish.url);
  if (!target) return undoableField('url', 'Write the address of a web page, for instance https://example.org/page.');
  const teaches = await classesOf(school, opened, account);
  if (!teaches.includes(wish.group)) return undoableField('group', 'Choose a class that you teach.');
  const lesson = lessonNow(opened.bundle.policy, wish.group, at);
  if (lesson === null) return undoable('No period of the timetable is on now. Plan the site for the lesson instead.');
  const link: PlanLink = {
    id: randomBytes(4).toString('hex'),
    url: formatTarget(target).slice(0, 4096),
    host: target.host,
    wholeSite: wish.wholeSite,
    what: wish.what,
    state: 'draft',
    answers: [],
    embeds: [],
    reviewed: null,
    choice: null,
  };
  const plan: LessonPlan = {
    id: newId('plan'),
    owner: account.id,
    title: wish.what,
    lessons: [lesson],
    links: [link],
    madeAt: at,
    changedAt: at,
    copyOf: null,
    atOnce: true,
  };
  const [trial] = planTrials({ ...opened, plan, looks: new Map(), teaches, at });
  if (trial?.dryRun.before.effect === 'allow') return undoable('It is open to this class already.');
  if (trial?.answerer !== 'teacher') return undoable(`You cannot open it by yourself. ${trial?.because ?? ''}`.trim());
  const version = await school.plans.save(plan, 0);
  if (version === null) return changedMeanwhile;
  const open: OpenPlan = { plan, version, opened, own: true, teaches };
  await school.audit.add({
    at,
    by: account.id,
    did: 'opened-now',
    to: `plan:${plan.id}`,
    detail: `${wish.group} ${target.host}: ${wish.what}`,
  });
  const asked = await askPlan(caller, open);
  return asked instanceof Problem ? asked : { ...open, ...asked };
}

/** The lesson of a class that is on; of periods that overlap the one that ends last. */
function lessonNow(policy: PolicyDocument, group: string, at: number): LessonRef | null {
  const date = dateIn(policy.timeZone, at);
  const on = policy.periods
    .map((period) => ({ lesson: { group, date, period: period.id }, window: lessonWindow(policy, { group, date, period: period.id }) }))
    .filter(({ window }) => window !== null && window.from <= at && at < window.until)
    .sort((a, b) => (b.window?.until ?? 0) - (a.window?.until ?? 0));
  return on[0]?.lesson ?? null;
}
