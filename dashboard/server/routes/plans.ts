import { z } from 'zod';
import {
  openNowSchema,
  planAnswerSchema,
  planAppealSchema,
  planChangedSchema,
  planChoiceSchema,
  planCopySchema,
  planImportedSchema,
  planImportSchema,
  planLessonSchema,
  plansSchema,
  planTypedSchema,
  planViewSchema,
} from '#policies/contracts/plan-api.ts';
import { can } from '#policies/permissions/permissions.ts';
import { lessonKey, type KeptPlan } from '#store/plan-store.ts';
import { newId } from '../accounts/secret-token.ts';
import { conflict, noPolicyYet, notFound, Problem } from '../http/problem.ts';
import { idParams } from '../http/query.ts';
import { RawAnswer } from '../http/raw-answer.ts';
import { route } from '../http/route.ts';
import { answerPlan } from '../plans/answer-plan.ts';
import { askPlan } from '../plans/ask-plan.ts';
import { isAsked, planParts } from '../plans/edit-plan.ts';
import { importPlan } from '../plans/import/import-plan.ts';
import { lookAtLinks } from '../plans/look-jobs.ts';
import { openNow } from '../plans/open-now.ts';
import { prepareNow } from '../plans/plan-jobs.ts';
import { planRows } from '../plans/plan-rows.ts';
import { planView } from '../plans/plan-view.ts';
import { changedMeanwhile, classesOf, reachablePlan, type OpenPlan, type PlanCaller } from '../plans/reachable-plan.ts';
import { appeal, cancelPreparing, choose, copyPlan, takeBack } from '../plans/turn-plan.ts';

const newest = 200;
const owner = 'ask-for-site' as const;
const anyReader = ['ask-for-site', 'see-requests'] as const;

/** What an act made of a plan, as its page shows it. */
async function shown(caller: PlanCaller, open: OpenPlan, kept: KeptPlan | Problem) {
  return kept instanceof Problem ? kept : planView(caller, open, kept);
}

const turnOf = ({ school }: PlanCaller, plan: string): string => `plan:${school.school.id}:${plan}`;

/** One act on one plan of the caller's at a time: two clicks are one after the other, and see each other. */
async function onPlan(caller: PlanCaller, id: string, whose: 'own' | 'any', act: (open: OpenPlan) => Promise<KeptPlan | Problem>) {
  return caller.services.inTurn(turnOf(caller, id), async () => {
    const open = await reachablePlan(caller, id, whose);
    return open instanceof Problem ? open : shown(caller, open, await act(open));
  });
}

const listPlans = route({
  method: 'GET',
  url: '/api/plans',
  permission: anyReader,
  schema: { query: z.object({ waiting: z.literal('1').optional() }), answer: plansSchema },
  async handler({ school, actor, account, query, at }) {
    const everybodys = query.waiting !== undefined && can(actor.role, 'see-requests');
    const kept = await school.plans.list({ ...(everybodys ? { waiting: true } : { owner: account.id }), limit: newest });
    return { plans: await planRows(school, kept, account, at) };
  },
});

const makePlan = route({
  method: 'POST',
  url: '/api/plans',
  permission: owner,
  schema: { body: planTypedSchema, answer: planViewSchema },
  async handler(asked) {
    const { services, school, account, body, at } = asked;
    const opened = await services.bundles.latest(school);
    if (!opened) return noPolicyYet;
    const teaches = await classesOf(school, opened, account);
    const parts = planParts(body, { lessons: [], links: [] }, opened.bundle.policy, teaches, at);
    if (parts instanceof Problem) return parts;
    const plan = { ...parts, id: newId('plan'), owner: account.id, madeAt: at, changedAt: at, copyOf: null, atOnce: false };
    const version = await school.plans.save(plan, 0);
    if (version === null) return changedMeanwhile;
    await lookAtLinks(school, plan, plan.lessons.length === 0 ? [] : plan.links.map(({ id }) => id), at);
    return planView(asked, { plan, version, opened, own: true, teaches });
  },
});

const onePlan = route({
  method: 'GET',
  url: '/api/plans/:id',
  permission: anyReader,
  schema: { params: idParams, answer: planViewSchema },
  async handler(asked) {
    const open = await reachablePlan(asked, asked.params.id, 'any');
    return open instanceof Problem ? open : planView(asked, open);
  },
});

const changePlan = route({
  method: 'POST',
  url: '/api/plans/:id',
  permission: owner,
  schema: { params: idParams, body: planChangedSchema, answer: planViewSchema },
  handler: (asked) =>
    onPlan(asked, asked.params.id, 'own', async (open) => {
      const { school, body, at } = asked;
      if (body.version !== open.version) return changedMeanwhile;
      const parts = planParts(body, open.plan, open.opened.bundle.policy, open.teaches, at);
      if (parts instanceof Problem) return parts;
      const plan = { ...open.plan, ...parts, changedAt: at };
      const version = await school.plans.save(plan, open.version);
      if (version === null) return changedMeanwhile;
      const before = new Map(open.plan.links.map((link) => [link.id, link]));
      const lessonsChanged = plan.lessons.map(lessonKey).join() !== open.plan.lessons.map(lessonKey).join();
      const unseen = plan.links.filter((link) => !isAsked(link) && (lessonsChanged || before.get(link.id)?.url !== link.url));
      if (plan.lessons.length > 0)
        await lookAtLinks(
          school,
          plan,
          unseen.map(({ id }) => id),
          at,
        );
      return { plan, version };
    }),
});

const removePlan = route({
  method: 'DELETE',
  url: '/api/plans/:id',
  permission: owner,
  schema: { params: idParams },
  handler: (asked) =>
    asked.services.inTurn(turnOf(asked, asked.params.id), async () => {
      const open = await reachablePlan(asked, asked.params.id, 'own');
      if (open instanceof Problem) return open;
      if (open.plan.links.some(({ answers }) => answers.length > 0))
        return conflict('Somebody was asked about this plan, so it stays on the record. You can take it back.');
      await asked.school.plans.remove(open.plan.id);
      return undefined;
    }),
});

const lookAgain = route({
  method: 'POST',
  url: '/api/plans/:id/look',
  permission: anyReader,
  schema: { params: idParams, answer: planViewSchema },
  handler: (asked) =>
    onPlan(asked, asked.params.id, 'any', async (open) => {
      await lookAtLinks(
        asked.school,
        open.plan,
        open.plan.links.map(({ id }) => id),
        asked.at,
      );
      return open;
    }),
});

const ask = route({
  method: 'POST',
  url: '/api/plans/:id/ask',
  permission: owner,
  schema: { params: idParams, answer: planViewSchema },
  handler: (asked) => onPlan(asked, asked.params.id, 'own', (open) => askPlan(asked, open)),
});

const answer = route({
  method: 'POST',
  url: '/api/plans/:id/answer',
  permission: 'decide-requests',
  schema: { params: idParams, body: planAnswerSchema, answer: planViewSchema },
  handler: (asked) => onPlan(asked, asked.params.id, 'any', (open) => answerPlan(asked, open, asked.body)),
});

const appealAgainst = route({
  method: 'POST',
  url: '/api/plans/:id/appeal',
  permission: owner,
  schema: { params: idParams, body: planAppealSchema, answer: planViewSchema },
  handler: (asked) => onPlan(asked, asked.params.id, 'own', (open) => appeal(asked, open, asked.body.link, asked.body.words)),
});

const chooseChanged = route({
  method: 'POST',
  url: '/api/plans/:id/choice',
  permission: owner,
  schema: { params: idParams, body: planChoiceSchema, answer: planViewSchema },
  handler: (asked) => onPlan(asked, asked.params.id, 'own', (open) => choose(asked, open, asked.body.link, asked.body.choice)),
});

const withdraw = route({
  method: 'POST',
  url: '/api/plans/:id/take-back',
  permission: owner,
  schema: { params: idParams, answer: planViewSchema },
  handler: (asked) => onPlan(asked, asked.params.id, 'own', (open) => takeBack(asked, open)),
});

const copy = route({
  method: 'POST',
  url: '/api/plans/:id/copy',
  permission: owner,
  schema: { params: idParams, body: planCopySchema, answer: planViewSchema },
  async handler(asked) {
    const open = await reachablePlan(asked, asked.params.id, 'own');
    if (open instanceof Problem) return open;
    return shown(asked, open, await copyPlan(asked, open, asked.body.days));
  },
});

const prepare = route({
  method: 'POST',
  url: '/api/plans/:id/prepare',
  permission: owner,
  schema: { params: idParams, body: planLessonSchema, answer: planViewSchema },
  handler: (asked) =>
    onPlan(asked, asked.params.id, 'own', async (open) => {
      const { lesson } = asked.body;
      if (!open.plan.lessons.some((one) => lessonKey(one) === lessonKey(lesson))) return notFound('lesson in this plan');
      await cancelPreparing(asked, open.plan.id, lesson);
      await prepareNow(asked.school, open.plan.id, lesson, asked.at);
      return open;
    }),
});

const cancel = route({
  method: 'POST',
  url: '/api/plans/:id/prepare/cancel',
  permission: owner,
  schema: { params: idParams, body: planLessonSchema, answer: planViewSchema },
  handler: (asked) =>
    onPlan(asked, asked.params.id, 'own', async (open) => {
      await cancelPreparing(asked, open.plan.id, asked.body.lesson);
      return open;
    }),
});

const picture = route({
  method: 'GET',
  url: '/api/plans/:id/pictures/:link',
  permission: anyReader,
  schema: { params: idParams.extend({ link: z.string().max(64) }) },
  async handler(asked) {
    const open = await reachablePlan(asked, asked.params.id, 'any');
    if (open instanceof Problem) return open;
    const found = await asked.school.plans.picture(open.plan.id, asked.params.link);
    return found ? new RawAnswer(found.type, Buffer.from(found.bytes), { 'cache-control': 'private, max-age=60' }) : notFound('picture');
  },
});

const importLinks = route({
  method: 'POST',
  url: '/api/plans/import',
  permission: owner,
  bodyLimit: 4_000_000,
  schema: { body: planImportSchema, answer: planImportedSchema },
  async handler({ services, school, account, body, at }) {
    const opened = await services.bundles.latest(school);
    return opened ? importPlan(body, opened.bundle.policy, await classesOf(school, opened, account), at) : noPolicyYet;
  },
});

const openAtOnce = route({
  method: 'POST',
  url: '/api/plans/open-now',
  permission: owner,
  perMinute: 30,
  schema: { body: openNowSchema, answer: planViewSchema },
  async handler(asked) {
    const open = await openNow(asked, asked.body);
    return open instanceof Problem ? open : planView(asked, open);
  },
});

export const planRoutes = [
  listPlans,
  makePlan,
  importLinks,
  openAtOnce,
  onePlan,
  changePlan,
  removePlan,
  lookAgain,
  ask,
  answer,
  appealAgainst,
  chooseChanged,
  withdraw,
  copy,
  prepare,
  cancel,
  picture,
];
