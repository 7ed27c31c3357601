import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from '../../start/pid-lock.mjs';
import { failed, type Outcome } from '../outcome.ts';

/** Five million names take half a minute. */
const patience = 180_000;
const pause = 200;

/** One change of the materials at a time: two that cross would compare the lists of one with the table of the other. Waits for its turn. */
export async function whileChangingMaterials<T>(folder: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const until = performance.now() + patience;
  for (;;) {
    const lock = takeLock(join(folder, '.lock'));
    if (lock.taken) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (performance.now() > until)
      return failed(`The lists are being compiled by process ${lock.pid} all the time: try again when it is done.`);
    await sleep(pause);
  }
}
