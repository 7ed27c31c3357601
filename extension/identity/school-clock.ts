// The school's time. Lessons begin and permissions end by the server's clock; a device's own may be wrong or be put wrong.
import type { MemoryShelf } from './membership.ts';

export interface SchoolClock {
  /** Epoch milliseconds at the school. */
  now(): number;
  /** The server said what time it is. */
  learn(serverTime: number): void;
  /** What was learnt before the browser was restarted. */
  load(): Promise<void>;
}

/** Differences below this are the network's, milliseconds. */
const negligible = 2_000;

export function createSchoolClock(deviceClock: () => number, memory: MemoryShelf): SchoolClock {
  let ahead = 0;
  return {
    now: () => deviceClock() + ahead,
    learn(serverTime) {
      const difference = serverTime - deviceClock();
      if (Math.abs(difference - ahead) < negligible) return;
      ahead = Math.abs(difference) < negligible ? 0 : difference;
      memory.write('clock', ahead).catch(() => undefined);
    },
    async load() {
      const known = await memory.read('clock');
      if (typeof known === 'number') ahead = known;
    },
  };
}
