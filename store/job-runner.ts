// Takes jobs from the school's queue, one at a time, and keeps each for as long as it is worked on. A job that was cut short is taken again by whoever
// comes next; one that is cancelled ends here within seconds.
import type { JobKind } from '#policies/model/job.ts';
import type { Job, JobStore } from './job-store.ts';

/** What a job is worked on with. */
export interface JobRun {
  readonly job: Job;
  /** Aborted when the proxy stops and when the job was cancelled. */
  readonly signal: AbortSignal;
  /** Says how far it is, 0 to 1. */
  progress(done: number): void;
}

export interface JobWork {
  /** Resolves with what came of it, in words. */
  work(run: JobRun): Promise<string>;
  /** After a fault of ours: tells whoever waits for the outcome. */
  giveUp(job: Job): Promise<void>;
}

export interface JobRunnerOptions {
  readonly jobs: JobStore;
  readonly works: Readonly<Partial<Record<JobKind, JobWork>>>;
  readonly clock: () => number;
  /** Told of faults of ours, for the operators' log. */
  readonly onFault: (error: unknown, words: string) => void;
  /** How often to look for jobs, milliseconds. */
  readonly pollMs: number;
}

/** A worker that says nothing for this long loses its job, seconds. */
const claimSeconds = 60;
const renewEvery = 2_000;

export function startJobRunner(options: JobRunnerOptions): {
  /** Stops at once; what is under way is taken up again later. */ close(): Promise<void>;
} {
  const stopping = new AbortController();
  const running = run(options, stopping.signal);
  return {
    async close() {
      stopping.abort();
      await running;
    },
  };
}

async function run(options: JobRunnerOptions, signal: AbortSignal): Promise<void> {
  const { jobs, works, clock, onFault, pollMs } = options;
  const kinds = Object.keys(works) as JobKind[];
  while (!signal.aborted) {
    let job: Job | null = null;
    try {
      job = await jobs.claim(kinds, clock(), claimSeconds);
      const work = job && works[job.kind];
      if (job && work) await one(job, work, options, signal);
    } catch (error) {
      // The one place for faults of this part: the job has failed, the next is not held up.
      if (signal.aborted) return;
      onFault(error, 'a job failed because of a fault');
      if (job) await fail(job, options);
    }
    if (!job) await pause(pollMs, signal);
  }
}

async function one(job: Job, work: JobWork, { jobs, clock, onFault }: JobRunnerOptions, stopping: AbortSignal): Promise<void> {
  const cancelled = new AbortController();
  let done: number | null = null;
  const renewal = setInterval(() => {
    jobs
      .renew(job.id, clock() + claimSeconds * 1000, done)
      .then((ours) => ours || cancelled.abort())
      .catch((error: unknown) => onFault(error, 'it could not be written that a job goes on'));
  }, renewEvery);
  try {
    const words = await work.work({
      job,
      signal: AbortSignal.any([stopping, cancelled.signal]),
      progress(fraction) {
        done = Math.max(0, Math.min(1, fraction));
      },
    });
    if (!stopping.aborted && !cancelled.signal.aborted) await jobs.end(job.id, clock(), 'done', words);
  } catch (error) {
    if (!cancelled.signal.aborted) throw error;
  } finally {
    clearInterval(renewal);
  }
}

async function fail(job: Job, { jobs, works, clock, onFault }: JobRunnerOptions): Promise<void> {
  try {
    await works[job.kind]?.giveUp(job);
    await jobs.end(job.id, clock(), 'failed', 'The filter itself failed at it. Tell the school’s technician.');
  } catch (error) {
    onFault(error, 'its outcome could not be written either');
  }
}

/** Resolves after so many milliseconds, or as soon as the signal says so. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
