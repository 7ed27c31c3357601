// How fast one host is asked: as many at once as a page has parts, then so many a second, and not at all while it asks to be left alone.
import { setTimeout as wait } from 'node:timers/promises';

export interface Pace {
  /** Requests at once before the pace holds. */
  readonly burst: number;
  readonly perSecond: number;
}

export interface HostPace {
  /** Resolves when it is this request's turn; rejects when the signal ends the wait. `false`: the host will not be ready before `by`. */
  turn(host: string, by: number, signal: AbortSignal): Promise<boolean>;
  /** Nothing is asked of the host for so many milliseconds. */
  rest(host: string, milliseconds: number): void;
}

export function hostPace({ burst, perSecond }: Pace): HostPace {
  const every = 1000 / perSecond;
  /** When each host's next request would be due if it had been asked evenly; a burst may run ahead of it. */
  const due = new Map<string, number>();
  const restsUntil = new Map<string, number>();
  const wholeBurst = (burst - 1) * every;
  return {
    async turn(host, by, signal) {
      for (;;) {
        const now = performance.now();
        const next = Math.max(due.get(host) ?? now - wholeBurst, now - wholeBurst);
        const at = Math.max(next, restsUntil.get(host) ?? 0);
        if (at > by) return false;
        // Timers know no less than a millisecond.
        if (at <= now + 1) {
          due.set(host, next + every);
          return true;
        }
        await wait(at - now, undefined, { signal });
      }
    },
    rest(host, milliseconds) {
      restsUntil.set(host, Math.max(restsUntil.get(host) ?? 0, performance.now() + milliseconds));
    },
  };
}

/** `Retry-After` (RFC 9110 §10.2.3) in milliseconds; `null` where it says nothing that can be read. @param now epoch milliseconds */
export function retryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
