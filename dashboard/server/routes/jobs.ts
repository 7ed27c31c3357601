import { z } from 'zod';
import { jobsSchema } from '#policies/contracts/plan-api.ts';
import { jobStates } from '#policies/model/job.ts';
import type { SchoolStore } from '#store/school-store.ts';
import type { KeptJob } from '#store/job-store.ts';
import { conflict } from '../http/problem.ts';
import { optionalList } from '../http/query.ts';
import { route } from '../http/route.ts';

const newest = 200;

const listJobs = route({
  method: 'GET',
  url: '/api/jobs',
  permission: 'see-jobs',
  schema: { query: z.object({ state: optionalList(z.enum(jobStates)) }), answer: jobsSchema },
  async handler({ school, query }) {
    const jobs = await school.jobs.list({ ...(query.state?.length ? { states: query.state } : {}), limit: newest });
    return { jobs: await Promise.all(jobs.map(async ({ part: _part, ...job }) => ({ ...job, about: await aboutWords(school, job) }))) };
  },
});

/** The plan's title or the site's host: neither is anybody's name. */
async function aboutWords(school: SchoolStore, { kind, about }: Pick<KeptJob, 'kind' | 'about'>): Promise<string> {
  if (kind === 'precache') return (await school.requests.byId(about))?.host ?? 'a request that is gone';
  return (await school.plans.byId(about))?.plan.title ?? 'a plan that is gone';
}

const cancelJob = route({
  method: 'POST',
  url: '/api/jobs/:id/cancel',
  permission: 'manage-jobs',
  // Longer than other ids: what is prepared for a lesson is named by it.
  schema: { params: z.object({ id: z.string().max(300) }) },
  async handler({ school, params, actor, at }) {
    const cancelled = await school.jobs.cancel(params.id, at, 'Somebody stopped it.');
    if (!cancelled) return conflict('It has ended already.');
    await school.audit.add({ at, by: actor.account, did: 'cancelled-job', to: `job:${params.id}`, detail: null });
    return undefined;
  },
});

export const jobRoutes = [listJobs, cancelJob];
