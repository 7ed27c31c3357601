// Events on their way to the school: first on disk, then sent, and taken off the disk only when the server has them.
// Killed at any moment, the browser sends them again at its next start; the server keeps each id once.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { ServerAnswer } from '../server/server-answer.ts';
import type { EventShelf, Lost } from './event-shelf.ts';

export interface Outbox {
  /** Durable when it resolves; sending begins at once and is not waited for. */
  add(event: AccessEvent): Promise<void>;
  /** Sends what waits; true when nothing waits any more. Never rejects. */
  flush(): Promise<boolean>;
  waiting(): Promise<number>;
  lost(): Promise<Lost>;
}

export interface OutboxOptions {
  readonly shelf: EventShelf;
  readonly send: (events: readonly AccessEvent[]) => Promise<ServerAnswer<{ accepted: string[] }>>;
  /** The server did not want an event; it was set aside so that the others get through. */
  readonly refused: () => void;
  /** Events that may wait; ordinary ones beyond are dropped, oldest first, and counted. */
  readonly most?: number;
}

const batch = 100;
/** A week of somebody who browses all day, and some 10 MB. */
const mostWaiting = 20_000;

export function createOutbox({ shelf, send, refused, most = mostWaiting }: OutboxOptions): Outbox {
  /** Many are dropped at once, so that a full shelf does not have to be counted for each event. */
  const makesRoomFor = Math.max(1, Math.floor(most / 100));
  let room = 0;
  let sending: Promise<boolean> | null = null;
  let more = false;

  /** Events that are done with, sent or set aside; null when the server cannot take any now. */
  async function deliver(events: readonly AccessEvent[]): Promise<readonly string[] | null> {
    const answer = await send(events);
    if (answer.ok) return answer.value.accepted;
    if (answer.problem !== 'refused') return null;
    if (events.length > 1) return deliver(events.slice(0, 1));
    const ids = events.map((event) => event.id);
    await shelf.setAside(ids);
    refused();
    return ids;
  }

  async function count(): Promise<number> {
    const waiting = await shelf.count();
    if (waiting + makesRoomFor > most) room = 0;
    return waiting;
  }

  /** Nobody's blocked or flagged page goes for want of room: where only such wait, there are more than `most`. */
  async function makeRoom(): Promise<void> {
    room -= 1;
    if (room >= 0) return;
    room = makesRoomFor - 1;
    const over = (await shelf.count()) + makesRoomFor - most;
    if (over > 0) await shelf.dropOrdinary(over);
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
      // That no room could be made is no reason to hold up what has room.
      await Promise.all([shelf.add(event), makeRoom().catch(() => undefined)]);
      void flush();
    },
    flush,
    waiting: count,
    lost: () => shelf.lost(),
  };
}
