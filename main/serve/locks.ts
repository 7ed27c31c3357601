// Two processes of the same kind on one data folder would fight over it; a lock file each keeps them apart.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from '../../start/pid-lock.mjs';
import { done, failed, type Outcome } from '../outcome.ts';
import type { DataFolder } from '../settings/data-folder.ts';

/** What `serve` keeps running; each may also be served alone. */
export const parts = ['proxy', 'dashboard'] as const;
export type Part = (typeof parts)[number];

/** Takes the locks of the given parts, or none of them. Gives what lets go of them. */
export function lockParts(data: DataFolder, wanted: readonly Part[]): Outcome<() => void> {
  const releases: (() => void)[] = [];
  const release = (): void => releases.forEach((each) => each());
  for (const part of wanted) {
    const lock = takeLock(join(data.root, `.${part}.lock`));
    if (!lock.taken) {
      release();
      return failed(
        `The ${part} of ${data.root} is being served already (process ${lock.pid}): stop that one first, or choose another folder with --data.`,
      );
    }
    releases.push(lock.release);
  }
  return done(release);
}

/** Preparing a folder is short and one at a time; whoever comes second finds it prepared. */
export async function whilePreparing<T>(data: DataFolder, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = takeLock(join(data.root, '.prepare.lock'));
    if (lock.taken) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    await sleep(50);
  }
}
