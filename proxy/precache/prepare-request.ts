// Makes the page of one approved request ready for its lesson, and says how ready it is.
import type { Logger } from 'pino';
import type { WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import { lessonWindow } from '#policies/workflows/lesson-window.ts';
import type { SchoolStore } from '#store/school-store.ts';
import type { HttpCache } from '../cache/http-cache.ts';
import type { FetchThroughPipeline } from '../exchange/internal-request.ts';
import { errorForLog } from '../record/error-for-log.ts';
import type { JobRun, JobWork } from '#store/job-runner.ts';
import { fetchLesson, keysOf } from './lesson-fetch.ts';
import type { PrecacheLimits } from './precache-limits.ts';
import { readinessOf } from './readiness.ts';

export interface PreparingOptions {
  readonly school: SchoolStore;
  readonly fetchThroughPipeline: FetchThroughPipeline;
  readonly cache: HttpCache;
  readonly clock: () => number;
  readonly log: Logger;
  readonly limits: PrecacheLimits;
}

/** Progress is written no more often than this, milliseconds. */
const progressEvery = 1000;

export function prepareRequest(options: PreparingOptions): JobWork {
  const { school, clock } = options;
  /** Nobody has a readiness to look at where there is no such request. */
  async function notReady(id: string, why: string): Promise<string> {
    const request = await school.requests.byId(id);
    const none = { fetched: 0, stored: 0, bytes: 0 };
    if (request) await school.requests.saveReadiness(id, { state: 'red', at: clock(), ...none, missing: [{ url: request.url, why }] });
    return why;
  }
  return {
    async work(run) {
      const request = await school.requests.byId(run.job.about);
      const window = request && (await windowOf(request, school));
      if (!request?.lesson || request.state !== 'approved' || !window)
        return notReady(run.job.about, 'There is no approved lesson to prepare for any more.');
      if (clock() >= window.until) return notReady(run.job.about, 'The lesson was over before it could be prepared.');
      return prepare({ ...request, lesson: request.lesson }, window, run, options);
    },
    async giveUp({ about }) {
      await notReady(about, 'The filter itself failed while it prepared the lesson. Tell the school’s technician.');
    },
  };
}

async function prepare(
  request: WhitelistRequest & { readonly lesson: NonNullable<WhitelistRequest['lesson']> },
  window: { readonly from: number; readonly until: number },
  { job, signal }: JobRun,
  options: PreparingOptions,
): Promise<string> {
  const { school, cache, clock } = options;
  const progress = progressWriter(job.about, options);
  const fetched = await fetchLesson({
    url: request.url,
    group: request.lesson.group,
    // The permission may begin with the lesson: then it is judged as it will be judged in its first moment.
    at: Math.max(clock(), window.from),
    fetch: options.fetchThroughPipeline,
    limits: options.limits,
    signal,
    progress: progress.tell,
  });
  await progress.written();
  if (signal.aborted) return '';
  await cache.pin(keysOf(fetched), window.until);
  const readiness = await readinessOf(fetched, cache, window.until, clock());
  await school.requests.saveReadiness(job.about, readiness);
  const { state, stored, missing } = readiness;
  return `${state}: ${stored} of ${readiness.fetched} addresses stored, ${missing.length} missing.`;
}

interface ProgressWriter {
  tell(so: { requests: number; bytes: number }): void;
  /** Resolves when nothing is being written any more, so that the outcome is not overwritten by what was before it. */
  written(): Promise<void>;
}

function progressWriter(request: string, { school, clock, log }: PreparingOptions): ProgressWriter {
  let last = Number.NEGATIVE_INFINITY;
  let writing = Promise.resolve();
  return {
    tell({ requests, bytes }) {
      if (performance.now() - last < progressEvery) return;
      last = performance.now();
      const soFar = { state: 'running' as const, at: clock(), fetched: requests, stored: 0, bytes, missing: [] };
      writing = writing
        .then(() => school.requests.saveReadiness(request, soFar))
        .catch((error: unknown) => log.warn(errorForLog(error), 'the progress of a lesson could not be written'));
    },
    written: () => writing,
  };
}

async function windowOf(request: WhitelistRequest, school: SchoolStore): Promise<{ from: number; until: number } | null> {
  const current = request.lesson && (await school.policies.current());
  return request.lesson && current ? lessonWindow(current.policy, request.lesson) : null;
}
