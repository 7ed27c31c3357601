// Events on their way to the school: first on disk, then sent, and taken off the disk only when the server has them.
// Killed at any moment, the browser sends them again at its next start; the server keeps each id once.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { ServerAnswer } from '../server/server-answer.ts';
import type { EventShelf } from './event-shelf.ts';

export interface Outbox {
  /** Durable when it resolves; sending begins at once and is not waited for. */
  add(event: AccessEvent): Promise<void>;
  /** Sends what waits; true when nothing waits any more. Never rejects. */
  flush(): Promise<boolean>;
  waiting(): Promise<number>;
}

export interface OutboxOptions {
  readonly shelf: EventShelf;
  readonly send: (events: readonly AccessEvent[]) => Promise<ServerAnswer<{ accepted: string[] }>>;
  /** The server did not want an event; it was set aside so that the others get through. */
  readonly refused: () => void;
}

const batch = 100;

export function createOutbox({ shelf, send, refused }: OutboxOptions): Outbox {
  let sending: Promise<boolean> | null = null;
  let more = false;

  /** Events that are done with, sent or set aside; null when the server cannot take any now. */
  async function deliver(events: readonly AccessEvent[]): Promise<readonly string[] | null> {
    const answer = await send(events);
    if (answer.ok) return answer.value.accepted;
    if (answer.problem !== 'refused') return null;
    if (events.length > 1) return deliver(events.slice(0, 1));
    refused();
    return events.map((event) => event.id);
  }

  async function drain(): Promise<boolean> {
    for (;;) {
      more = false;
      const events = await shelf.oldest(batch);
      if (events.length === 0 && !more) return true;
      if (events.length === 0) continue;
      const done = await deliver(events);
      if (done === null || done.length === 0) return false;
      await shelf.remove(done);
    }
  }

  function flush(): Promise<boolean> {
    more = true;
    sending ??= drain()
      .catch(() => false)
      .finally(() => (sending = null));
    return sending;
  }

  return {
    async add(event) {
      await shelf.add(event);
      void flush();
    },
    flush,
    waiting: () => shelf.count(),
  };
}
