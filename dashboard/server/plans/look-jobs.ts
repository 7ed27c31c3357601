import type { LessonPlan } from '#policies/contracts/lesson-plan.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { newId } from '../accounts/secret-token.ts';

/** Has the pages of these links looked at as a pupil of the class; those that are waited for already are not looked at twice. */
export async function lookAtLinks(school: SchoolStore, plan: LessonPlan, links: readonly string[], at: number): Promise<void> {
  const going = await school.jobs.list({ about: plan.id, states: ['waiting', 'running'], limit: 500 });
  const waitedFor = new Set(going.filter(({ kind, state }) => kind === 'look' && state === 'waiting').map(({ part }) => part));
  for (const link of links)
    if (!waitedFor.has(link)) await school.jobs.add({ id: newId('job'), kind: 'look', about: plan.id, part: link }, at);
}
