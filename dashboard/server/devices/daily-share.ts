import { createHmac, randomBytes } from 'node:crypto';

/** How often each device may still do something today; kept in memory alone, so that nothing tells later who did it. */
export interface DailyShare {
  /** Takes one of a device's turns; `false`: it has none left. @param at epoch milliseconds */
  take(device: string, at: number): boolean;
}

const day = 24 * 60 * 60 * 1000;

/** @param turns of one device in a day (UTC) */
export function createDailyShare(turns: number): DailyShare {
  let today = 0;
  let key = randomBytes(32);
  let taken = new Map<string, number>();
  return {
    take(device, at) {
      const now = Math.floor(at / day);
      if (now !== today) [today, key, taken] = [now, randomBytes(32), new Map<string, number>()];
      const name = createHmac('sha256', key).update(device).digest('base64');
      const before = taken.get(name) ?? 0;
      if (before >= turns) return false;
      taken.set(name, before + 1);
      return true;
    },
  };
}
