// The three shelves in memory, for tests that run without a browser; `broken` makes every use fail as a full disk does.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import { nothingLost, type Lost } from '#extension/events/event-shelf.ts';
import type { BlockFacts } from '#extension/enforce/block-facts.ts';
import type { Shelves } from '#extension/background/watched-shelves.ts';

export interface MemoryShelves extends Shelves {
  broken: boolean;
  readonly kept: Map<string, unknown>;
  readonly waiting: AccessEvent[];
  readonly told: Map<string, BlockFacts>;
}

export function memoryShelves(): MemoryShelves {
  const kept = new Map<string, unknown>();
  const waiting: AccessEvent[] = [];
  const told = new Map<string, BlockFacts>();
  const use = async <T>(work: () => T): Promise<T> => {
    if (shelves.broken) throw new DOMException('The disk is full.', 'QuotaExceededError');
    return work();
  };
  const lost = { ...nothingLost };
  const lose = (how: keyof Lost, events: readonly AccessEvent[]): void => {
    waiting.splice(0, waiting.length, ...waiting.filter((one) => !events.includes(one)));
    lost[how] += events.length;
  };
  const shelves: MemoryShelves = {
    broken: false,
    kept,
    waiting,
    told,
    memory: { read: (name) => use(() => kept.get(name)), write: (name, value) => use(() => void kept.set(name, value)) },
    events: {
      add: (event) => use(() => void (waiting.some((one) => one.id === event.id) || waiting.push(event))),
      oldest: (limit) => use(() => waiting.slice(0, limit)),
      remove: (ids) => use(() => void waiting.splice(0, waiting.length, ...waiting.filter((one) => !ids.includes(one.id)))),
      count: () => use(() => waiting.length),
      dropOrdinary: (limit) => use(() => lose('dropped', waiting.filter(({ kind }) => kind === 'ordinary').slice(0, limit))),
      setAside: (ids) =>
        use(() =>
          lose(
            'refused',
            waiting.filter(({ id }) => ids.includes(id)),
          ),
        ),
      lost: () => use(() => ({ ...lost })),
    },
    facts: {
      keep: (facts) => use(() => void told.set(facts.reference, facts)),
      find: (reference) => use(() => told.get(reference) ?? null),
      sweep: (before) =>
        use(() => {
          for (const facts of told.values()) if (facts.at <= before) told.delete(facts.reference);
        }),
    },
  };
  return shelves;
}
