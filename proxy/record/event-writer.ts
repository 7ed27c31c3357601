// Access events on their way to the store. What somebody was shown is durable first; ordinary events go in batches.
// Nothing is dropped silently: while the store fails, requests are refused, and what waits stays in memory until it is saved.
import type { Logger } from 'pino';
import { accessEventSchema } from '#policies/contracts/access-event.ts';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { EventStore } from '#store/school-store.ts';
import type { Soon } from '../exchange/soon.ts';
import { errorForLog } from './error-for-log.ts';

export interface EventWriter {
  /** At once, or when events can be kept, which may mean waiting for a full queue. Rejects while the store fails. */
  ready(): Soon<void>;
  /**
   * Takes an event: an ordinary one for the next batch, at once; for any other it resolves when the event is durable. Rejects
   * when that fails or the event breaks the contract: the user must not be answered then. Ordinary events are made by
   * `accessEventOf` from what was checked before; they are looked at again only where the store does not take them.
   */
  keep(event: AccessEvent): Soon<void>;
  /**
   * Takes an event of something that has happened already, when nobody can be refused any more: it waits with the others
   * until it is saved, however long the store fails.
   */
  keepLater(event: AccessEvent): void;
  /** Saves what waits. */
  close(): Promise<void>;
}

const batchDelay = 250;
const batchSize = 2_000;
const queueLimit = 10_000;

export function eventWriter(store: Pick<EventStore, 'append'>, log: Logger): EventWriter {
  let queue: AccessEvent[] = [];
  let timer: NodeJS.Timeout | null = null;
  let flushing: Promise<void> | null = null;
  let failing = false;

  /** One flush at a time; resolves when the queue as it was is saved. */
  function flush(): Promise<void> {
    flushing ??= saveAll().finally(() => (flushing = null));
    return flushing;
  }

  async function saveAll(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    while (queue.length > 0) {
      const batch = queue.slice(0, batchSize);
      try {
        await store.append(batch);
      } catch (error) {
        if (leaveOutUnsound(batch)) continue;
        if (!failing)
          log.error({ ...errorForLog(error), waiting: queue.length }, 'access events cannot be saved; requests are refused until they can');
        failing = true;
        schedule();
        throw error;
      }
      queue = queue.slice(batch.length);
    }
    if (failing) log.info('access events can be saved again');
    failing = false;
  }

  /** One that breaks the contract would stop the whole queue for ever. @returns whether any was left out */
  function leaveOutUnsound(batch: readonly AccessEvent[]): boolean {
    const unsound = new Set(batch.filter((event) => !accessEventSchema.safeParse(event).success));
    if (unsound.size === 0) return false;
    log.error({ ids: [...unsound].map(({ id }) => id) }, 'access events that break their contract were left out: a fault of this program');
    queue = queue.filter((event) => !unsound.has(event));
    return true;
  }

  function schedule(): void {
    timer ??= setTimeout(() => void flush().catch(() => {}), batchDelay);
  }

  function enqueue(event: AccessEvent): void {
    queue.push(event);
    if (queue.length >= batchSize) void flush().catch(() => {});
    else schedule();
  }

  return {
    ready: () => (failing || queue.length >= queueLimit ? flush() : undefined),
    keep: (event) => (event.kind === 'ordinary' ? enqueue(event) : store.append([accessEventSchema.parse(event)])),
    keepLater(event) {
      queue.push(accessEventSchema.parse(event));
      schedule();
    },
    async close() {
      if (timer !== null) clearTimeout(timer);
      await flushing?.catch(() => {});
      await flush().catch(() => log.error({ lost: queue.length }, 'access events could not be saved before the end'));
      if (timer !== null) clearTimeout(timer);
    },
  };
}
