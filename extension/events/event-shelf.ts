// Where events wait until the school's server has them. Kept on disk by the browser (extension/chrome/shelf.ts).
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { Heartbeat } from '#policies/contracts/extension-api.ts';

/** Events that this browser will never send, counted from the beginning. */
export type Lost = NonNullable<Heartbeat['lost']>;

export const nothingLost: Lost = { dropped: 0, refused: 0 };

export interface EventShelf {
  /** Durable when it resolves; an id that is there already stays once. */
  add(event: AccessEvent): Promise<void>;
  /** The oldest, in the order in which they were added. */
  oldest(limit: number): Promise<AccessEvent[]>;
  remove(ids: readonly string[]): Promise<void>;
  count(): Promise<number>;
  /** Removes the oldest ordinary ones, `limit` at most, and counts them as dropped in the same step. Others stay however many there are. */
  dropOrdinary(limit: number): Promise<void>;
  /** Removes those that the server does not want, and counts them as refused in the same step. */
  setAside(ids: readonly string[]): Promise<void>;
  lost(): Promise<Lost>;
}
