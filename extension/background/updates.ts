// New versions of the extension are put in place as soon as they are there, but seldom: Chrome gives up on an extension that
// starts itself again and again, and then nothing is filtered any more.
import type { MemoryShelf } from '../identity/membership.ts';

/** Milliseconds between two of our own restarts. */
const seldom = 3_600_000;

/** Starts again unless that was done within the hour; says whether it did. */
export async function updateSeldom(memory: MemoryShelf, now: number, startAgain: () => void): Promise<boolean> {
  const last = await memory.read('updated');
  if (typeof last === 'number' && Math.abs(now - last) < seldom) return false;
  // Written first: a restart that cannot be remembered could become a loop.
  await memory.write('updated', now);
  startAgain();
  return true;
}
