// Password hashing costs 32 MB and a quarter of a second each: a bound keeps a flood of sign-ins from starving the school.
export type BoundedWork = <T>(work: () => Promise<T>) => Promise<T | 'busy'>;

/** Runs at most `atOnce` pieces of work, lets `waiting` more queue, and answers `busy` to the rest without running them. */
export function createBoundedWork(atOnce: number, waiting: number): BoundedWork {
  const queue: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) return 'busy';
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running--;
    }
  };
}
