// Guessing codes: a code has 60 random bits, so that a bound on tries is all that is needed.
import { LRUCache } from 'lru-cache';

const triesAllowed = 10;
/** Milliseconds. */
const window = 15 * 60_000;

/** Counts a try from an address; false when it has had too many. @param at epoch milliseconds */
export function guestTries(): (address: string, at: number) => boolean {
  const tries = new LRUCache<string, { count: number; readonly since: number }>({ max: 50_000 });
  return (address, at) => {
    const known = tries.get(address);
    const now = known !== undefined && at - known.since < window ? known : { count: 0, since: at };
    now.count += 1;
    tries.set(address, now);
    return now.count <= triesAllowed;
  };
}
