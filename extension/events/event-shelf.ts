// Where events wait until the school's server has them. Kept on disk by the browser (extension/chrome/shelf.ts).
import type { AccessEvent } from '#policies/contracts/access-event.ts';

export interface EventShelf {
  /** Durable when it resolves; an id that is there already stays once. */
  add(event: AccessEvent): Promise<void>;
  /** The oldest, in the order in which they were added. */
  oldest(limit: number): Promise<AccessEvent[]>;
  remove(ids: readonly string[]): Promise<void>;
  count(): Promise<number>;
}
