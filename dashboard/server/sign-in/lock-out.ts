// Guessing a password is stopped by account and address together: a pupil who guesses locks out that device, not the teacher.
import { LRUCache } from 'lru-cache';

const triesAllowed = 5;
const window = 15 * 60 * 1000;

interface Tries {
  count: number;
  since: number;
  lockedUntil: number;
}

export interface LockOut {
  /**
   * Counts one try before the password is looked at, so that many at once cannot slip past the bound.
   * Gives the milliseconds to wait when the key is locked, 0 when the try may go on.
   */
  begin(key: string, at: number): number;
  /** The password was right: the tries before are forgotten. */
  succeeded(key: string): void;
}

export function createLockOut(): LockOut {
  const tries = new LRUCache<string, Tries>({ max: 50_000 });
  return {
    begin(key, at) {
      const known = tries.get(key);
      if (known && known.lockedUntil > at) return known.lockedUntil - at;
      const now = known && known.lockedUntil === 0 && at - known.since < window ? known : { count: 0, since: at, lockedUntil: 0 };
      now.count++;
      if (now.count >= triesAllowed) now.lockedUntil = at + window;
      tries.set(key, now);
      return 0;
    },
    succeeded: (key) => void tries.delete(key),
  };
}
