import { join } from 'node:path';
import { takeLock } from '../../start/pid-lock.mjs';
import { failed, type Outcome } from '../outcome.ts';

/** One change of a source at a time: each would remove what the other has stored and not yet named. */
export async function whileLocked<T>(folder: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const lock = takeLock(join(folder, '.lock'));
  if (!lock.taken) return failed(`It is being changed already (process ${lock.pid}): try again when that is over.`);
  try {
    return await work();
  } finally {
    lock.release();
  }
}
