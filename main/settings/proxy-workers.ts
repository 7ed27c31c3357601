import { availableParallelism } from 'node:os';
import { failed, type Outcome } from '../outcome.ts';
import type { Settings } from './settings.ts';

const mostByItself = 8;

/**
 * How many workers the proxy has. Every worker brings threads for files, TLS and the store with it, and the dashboard, the
 * writer of events and the system need a processor too: so one for every two, and up to three processors one process alone,
 * which is what costs least.
 */
export function workersOf({ proxy }: Pick<Settings, 'proxy'>, processors = availableParallelism(), platform = process.platform): number {
  if (proxy.workers !== 'auto') return proxy.workers;
  return platform === 'linux' && processors > 3 ? Math.min(Math.floor(processors / 2), mostByItself) : 1;
}

/** Only Linux shares the connections of one port out among several listeners. */
export function workersProblem(
  { proxy }: Pick<Settings, 'proxy'>,
  platform = process.platform,
): Extract<Outcome<void>, { ok: false }> | null {
  if (platform === 'linux' || proxy.workers === 'auto' || proxy.workers === 1) return null;
  return failed('The proxy can have several workers on Linux only: set proxy.workers to 1 or auto in the settings.');
}
