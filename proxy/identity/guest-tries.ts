// Guessing codes: a code has 60 random bits, so that a bound on tries is all that is needed.
import { LRUCache } from 'lru-cache';

const triesAllowed = 10;
/** Milliseconds. */
const window = 15 * 60_000;

interface Try {
  readonly address: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Other workers of the same proxy, which count the same tries. */
export interface OtherCounters {
  tell(topic: 'tried', says: Try): void;
  on(topic: 'tried', heard: (says: Try) => void): void;
}

/** Counts a try from an address; false when it has had too many. @param at epoch milliseconds */
export function guestTries(others: OtherCounters | null = null): (address: string, at: number) => boolean {
  const tries = new LRUCache<string, { count: number; readonly since: number }>({ max: 50_000 });
  const counted = ({ address, at }: Try): number => {
    const known = tries.get(address);
    const now = known !== undefined && at - known.since < window ? known : { count: 0, since: at };
    now.count += 1;
    tries.set(address, now);
    return now.count;
  };
  others?.on('tried', counted);
  return (address, at) => {
    others?.tell('tried', { address, at });
    return counted({ address, at }) <= triesAllowed;
  };
}
