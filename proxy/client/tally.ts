// How many of something each client has just now, so that nobody takes up everything.

export interface Tally {
  /** Counts one more. @returns how many there are with it */
  add(key: string): number;
  remove(key: string): void;
  of(key: string): number;
}

export function ownTally(): Tally {
  const held = new Map<string, number>();
  const of = (key: string): number => held.get(key) ?? 0;
  return {
    of,
    add(key) {
      const now = of(key) + 1;
      held.set(key, now);
      return now;
    },
    remove(key) {
      const left = of(key) - 1;
      if (left > 0) held.set(key, left);
      else held.delete(key);
    },
  };
}
