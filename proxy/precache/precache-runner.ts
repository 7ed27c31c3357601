// Prepares lessons: takes the jobs that approvals leave, fetches each page with what it needs into the cache, keeps it until the
// lesson is over, and says how ready it is. A job that was cut short is taken again by whoever comes next.
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import { lessonWindow } from '#policies/workflows/lesson-window.ts';
import type { Job, SchoolStore } from '#store/school-store.ts';
import type { HttpCache } from '../cache/http-cache.ts';
import type { FetchThroughPipeline } from '../exchange/internal-request.ts';
import { errorForLog } from '../record/error-for-log.ts';
import { fetchLesson, type LessonFetch } from './lesson-fetch.ts';
import { defaultPrecacheLimits, type PrecacheLimits } from './precache-limits.ts';
import { readinessOf } from './readiness.ts';

export interface PrecacheOptions {
  readonly school: SchoolStore;
  readonly fetchThroughPipeline: FetchThroughPipeline;
  readonly cache: HttpCache;
  readonly clock: () => number;
  readonly log: Logger;
  /** How often to look for jobs, milliseconds. */
  readonly pollMs: number;
  readonly limits?: Partial<PrecacheLimits>;
}

export interface PrecacheRunner {
  /** Stops at once; what is under way is taken up again later. */
  close(): Promise<void>;
}

/** Longer than a job can take: after this another proxy may take it. Seconds. */
const claimSeconds = 180;
/** Progress is written no more often than this, milliseconds. */
const progressEvery = 1000;

export function startPrecacheRunner(options: PrecacheOptions): PrecacheRunner {
  const stopping = new AbortController();
  const running = run(options, stopping.signal);
  return {
    async close() {
      stopping.abort();
      await running;
    },
  };
}

async function run(options: PrecacheOptions, signal: AbortSignal): Promise<void> {
  const { school, clock, log, pollMs } = options;
  while (!signal.aborted) {
    let job: Job | null = null;
    try {
      job = await school.jobs.claim('precache', clock(), claimSeconds);
      if (job) await prepare(job, options, signal);
    } catch (error) {
      // The one place for faults of this part: the lesson is told as not ready, the next job is not held up.
      if (signal.aborted) return;
      log.error(errorForLog(error), 'a lesson could not be prepared because of a fault');
      if (job)
        await giveUp(job, options).catch((fault: unknown) => log.error(errorForLog(fault), 'its readiness could not be written either'));
    }
    if (!job) await wait(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

async function prepare(job: Job, options: PrecacheOptions, signal: AbortSignal): Promise<void> {
  const { school, cache, clock } = options;
  const request = await school.requests.byId(job.request);
  const window = request && (await windowOf(request, school));
  if (!request?.lesson || request.state !== 'approved' || !window) {
    await notReady(job, options, 'There is no approved lesson to prepare for any more.');
    return;
  }
  const at = clock();
  if (at >= window.until) {
    await notReady(job, options, 'The lesson was over before it could be prepared.');
    return;
  }
  const progress = progressWriter(job, options);
  const fetched = await fetchLesson({
    url: request.url,
    group: request.lesson.group,
    // The permission may begin with the lesson: then it is judged as it will be judged in its first moment.
    at: Math.max(at, window.from),
    fetch: options.fetchThroughPipeline,
    limits: { ...defaultPrecacheLimits, ...options.limits },
    signal,
    progress: progress.tell,
  });
  await progress.written();
  if (signal.aborted) return;
  await cache.pin(keysOf(fetched), window.until);
  const readiness = await readinessOf(fetched, cache, window.until, clock());
  await school.requests.saveReadiness(job.request, readiness);
  await school.jobs.finish(job.id);
  options.log.info(
    {
      job: job.id,
      state: readiness.state,
      fetched: readiness.fetched,
      stored: readiness.stored,
      bytes: readiness.bytes,
      missing: readiness.missing.length,
    },
    'lesson prepared',
  );
}

/** Addresses that the cache stored under; an obligation may have changed them (safe search). */
function keysOf({ outcomes }: LessonFetch): string[] {
  return [...outcomes].map(([url, { outcome }]) => (outcome.kind === 'fetched' ? (outcome.key ?? url) : url));
}

interface ProgressWriter {
  tell(so: { requests: number; bytes: number }): void;
  /** Resolves when nothing is being written any more, so that the outcome is not overwritten by what was before it. */
  written(): Promise<void>;
}

function progressWriter(job: Job, { school, clock, log }: PrecacheOptions): ProgressWriter {
  let last = Number.NEGATIVE_INFINITY;
  let writing = Promise.resolve();
  return {
    tell({ requests, bytes }) {
      if (performance.now() - last < progressEvery) return;
      last = performance.now();
      const soFar = { state: 'running' as const, at: clock(), fetched: requests, stored: 0, bytes, missing: [] };
      writing = writing
        .then(() => school.requests.saveReadiness(job.request, soFar))
        .catch((error: unknown) => log.warn(errorForLog(error), 'the progress of a lesson could not be written'));
    },
    written: () => writing,
  };
}

async function windowOf(request: WhitelistRequest, school: SchoolStore): Promise<{ from: number; until: number } | null> {
  const current = request.lesson && (await school.policies.current());
  return request.lesson && current ? lessonWindow(current.policy, request.lesson) : null;
}

function giveUp(job: Job, options: PrecacheOptions): Promise<void> {
  return notReady(job, options, 'The filter itself failed while it prepared the lesson. Tell the school’s technician.');
}

async function notReady(job: Job, { school, clock }: PrecacheOptions, why: string): Promise<void> {
  const request = await school.requests.byId(job.request);
  if (request)
    await school.requests.saveReadiness(job.request, {
      state: 'red',
      at: clock(),
      fetched: 0,
      stored: 0,
      bytes: 0,
      missing: [{ url: request.url, why }],
    });
  await school.jobs.finish(job.id);
}
