import type { z } from 'zod';
import type { plansSchema } from '#policies/contracts/plan-api.ts';
import { lessonWindow } from '#policies/workflows/lesson-window.ts';
import { lessonKey, type KeptPlan } from '#store/plan-store.ts';
import type { Account, SchoolStore } from '#store/school-store.ts';
import { nameWithRole } from '../accounts/role-words.ts';

type Row = z.output<typeof plansSchema>['plans'][number];

/** Plans as a list shows them. */
export async function planRows(school: SchoolStore, kept: readonly KeptPlan[], reader: Account, at: number): Promise<Row[]> {
  const policy = (await school.policies.current())?.policy;
  const names = new Map<string, Promise<Account | null>>();
  return Promise.all(
    kept.map(async ({ plan }): Promise<Row> => {
      const next =
        plan.lessons.find((lesson) => {
          const window = policy && lessonWindow(policy, lesson);
          return window && window.until > at;
        }) ?? null;
      if (!names.has(plan.owner)) names.set(plan.owner, school.accounts.byId(plan.owner));
      const [owner, reports] = await Promise.all([names.get(plan.owner), next ? school.plans.readyOf(plan.id) : []]);
      return {
        id: plan.id,
        title: plan.title,
        ownerName: owner ? nameWithRole(owner) : 'Somebody who has left',
        own: plan.owner === reader.id,
        groups: [...new Set(plan.lessons.map(({ group }) => group))],
        next,
        lessons: plan.lessons.length,
        links: plan.links.length,
        waiting: plan.links.filter(({ state }) => state === 'waiting' || state === 'appealed').length,
        ready: reports.find(({ lesson }) => next && lessonKey(lesson) === lessonKey(next))?.state ?? null,
        changedAt: plan.changedAt,
        atOnce: plan.atOnce,
      };
    }),
  );
}
