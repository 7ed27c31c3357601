// Prepares lessons: takes the jobs that approvals leave, fetches each page with what it needs into the cache, keeps it until the
// lesson is over, and says how ready it is.
import { errorForLog } from '../record/error-for-log.ts';
import { startJobRunner } from '#store/job-runner.ts';
import { lookAtPage, type LookingOptions } from './look-at-page.ts';
import { measureLesson } from './measure-lesson.ts';
import { defaultPrecacheLimits, type PrecacheLimits } from './precache-limits.ts';
import { prepareLesson } from './prepare-lesson.ts';
import { prepareRequest } from './prepare-request.ts';

export interface PrecacheOptions extends Omit<LookingOptions, 'limits'> {
  /** How often to look for jobs, milliseconds. */
  readonly pollMs: number;
  readonly limits?: Partial<PrecacheLimits>;
}

export interface PrecacheRunner {
  /** Stops at once; what is under way is taken up again later. */
  close(): Promise<void>;
}

export function startPrecacheRunner(options: PrecacheOptions): PrecacheRunner {
  const { school, clock, log, pollMs } = options;
  const preparing = { ...options, limits: { ...defaultPrecacheLimits, ...options.limits } };
  const common = {
    jobs: school.jobs,
    clock,
    pollMs,
    onFault: (error: unknown, words: string) => log.error(errorForLog(error), words),
  };
  // Beside each other: somebody who looks through a long plan must not make a lesson late.
  const runners = [
    startJobRunner({
      ...common,
      works: { precache: prepareRequest(preparing), prepare: prepareLesson(preparing), measure: measureLesson(preparing) },
    }),
    startJobRunner({ ...common, works: { look: lookAtPage(preparing) } }),
  ];
  return {
    async close() {
      await Promise.all(runners.map((runner) => runner.close()));
    },
  };
}
