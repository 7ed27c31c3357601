// What the product has to do later or for a long time: one queue, that outlives every process and is seen in the dashboard.

import type { JobKind, JobState } from '#policies/model/job.ts';

export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  /** Id of the whitelist request or plan. */
  readonly about: string;
  /** Which part of a plan: a lesson (`GROUP DATE PERIOD`) or a link; `null`: all of it. */
  readonly part: string | null;
}

/** A job as those who run the system see it. */
export interface KeptJob extends Job {
  readonly state: JobState;
  readonly addedAt: number;
  /** Not before this moment. */
  readonly dueAt: number;
  /** How often somebody began it. */
  readonly attempts: number;
  /** 0 to 1 while it runs and says so. */
  readonly progress: number | null;
  readonly endedAt: number | null;
  /** What came of it, in words; of failures what is wrong. */
  readonly words: string | null;
}

export interface JobStore {
  /** Durable when it resolves. A job of an id that is there, whatever its state, stays as it is. @param due epoch milliseconds; at once without it */
  add(job: Job, at: number, due?: number): Promise<void>;
  /**
   * Takes the job that is due longest for `seconds`; a worker that dies loses it to the next. A job that was begun `mostAttempts` times
   * fails instead: what it is about ends every process that touches it.
   */
  claim(kinds: readonly JobKind[], at: number, seconds: number): Promise<Job | null>;
  /** Keeps a claimed job until `until` and says how far it is; `false`: it was cancelled, or ended otherwise. */
  renew(id: string, until: number, progress: number | null): Promise<boolean>;
  end(id: string, at: number, state: 'done' | 'failed', words: string): Promise<void>;
  /** Ends a job that waits or runs; whoever runs it notices at its next `renew`. False when it had ended. */
  cancel(id: string, at: number, words: string): Promise<boolean>;
  /** Newest first; 1 to 500. */
  list(query: { about?: string; kind?: JobKind; part?: string; states?: readonly JobState[]; limit: number }): Promise<KeptJob[]>;
  /** Forgets jobs that ended before a moment. */
  forget(before: number): Promise<void>;
}

export const mostAttempts = 5;
