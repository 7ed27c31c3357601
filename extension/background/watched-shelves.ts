// The shelves with an eye on them: when the disk fails, the school's technicians must hear of it.
import type { FactsShelf } from '../enforce/block-facts.ts';
import type { EventShelf } from '../events/event-shelf.ts';
import type { MemoryShelf } from '../identity/membership.ts';

export interface Shelves {
  readonly memory: MemoryShelf;
  readonly events: EventShelf;
  readonly facts: FactsShelf;
}

/** The same shelves; `working` is told after every use whether it worked. */
export function watched({ memory, events, facts }: Shelves, working: (well: boolean) => void): Shelves {
  async function watch<T>(use: Promise<T>): Promise<T> {
    try {
      const result = await use;
      working(true);
      return result;
    } catch (failure) {
      working(false);
      throw failure;
    }
  }
  return {
    memory: { read: (name) => watch(memory.read(name)), write: (name, value) => watch(memory.write(name, value)) },
    events: {
      add: (event) => watch(events.add(event)),
      oldest: (limit) => watch(events.oldest(limit)),
      remove: (ids) => watch(events.remove(ids)),
      count: () => watch(events.count()),
      dropOrdinary: (limit) => watch(events.dropOrdinary(limit)),
      setAside: (ids) => watch(events.setAside(ids)),
      lost: () => watch(events.lost()),
    },
    facts: {
      keep: (made) => watch(facts.keep(made)),
      find: (reference) => watch(facts.find(reference)),
      sweep: (before) => watch(facts.sweep(before)),
    },
  };
}
