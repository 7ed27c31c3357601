// The load generator from outside, and what a proxy used while a job of it ran.
import type { z } from 'zod';
import { loadMessage, type LoadJob, type LoadResult } from '../load/load-job.ts';
import { startChild } from '../measured-child.ts';
import { pinnedTo } from './start-program.ts';

export interface Generator {
  /** `begin` is called when everything is open and warm. Rejects where an answer was not as it must be. */
  run(job: LoadJob, begin?: () => void): Promise<LoadResult>;
  stop(): Promise<void>;
}

export async function startGenerator(): Promise<Generator> {
  const child = await startChild('load-generator.ts', {}, (message) => message, [...pinnedTo(1)]);
  let hear: (message: z.infer<typeof loadMessage>) => void = () => undefined;
  child.heard((message) => hear(loadMessage.parse(message)));
  return {
    run(job, begin) {
      return new Promise((resolve, reject) => {
        hear = (message) => {
          if ('warm' in message) {
            begin?.();
            child.tell({ go: true });
          } else if ('done' in message) resolve(message.done);
          else if ('failed' in message) reject(new Error(message.failed));
        };
        child.tell({ job });
      });
    },
    stop: () => child.stop(),
  };
}
