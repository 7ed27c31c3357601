import type { Logger } from 'pino';
import type { SchoolStore, Store } from '#store/school-store.ts';
import { signHead } from './signed-head.ts';

/** Milliseconds between two looks for records to chain: as long as one could be changed without a trace. */
const every = 10_000;
const day = 86_400_000;

/**
 * Chains the records of every school while the server runs, and signs each chain's end once a day. It stands beside the
 * intake and not in it: events are durable before they are chained, and what a crash left is chained at the next start.
 */
export function keepChains(store: Store, clock: () => number, log: Logger): { stop(): Promise<void> } {
  let running: Promise<void> | null = null;
  const look = (): void => {
    running ??= chainAll(store, clock(), log).finally(() => {
      running = null;
    });
  };
  look();
  const timer = setInterval(look, every);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function chainAll(store: Store, at: number, log: Logger): Promise<void> {
  const told = 'records could not be chained; it is tried again in ten seconds, and nothing is lost meanwhile';
  try {
    for (const { id } of await store.schools())
      // One school's fault holds up no other.
      await chainOne(store.forSchool(id), at).catch((error: unknown) => log.error({ err: error, school: id }, told));
  } catch (error) {
    log.error({ err: error }, told);
  }
}

async function chainOne(school: SchoolStore, at: number): Promise<void> {
  await school.chain.extend(at);
  const latest = await school.chain.latestSignedHead();
  if (latest === null || Math.floor(latest.at / day) < Math.floor(at / day)) await signHead(school, at);
}
