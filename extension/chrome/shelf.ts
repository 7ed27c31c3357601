// IndexedDB: the extension's own small store. "Strict" durability means on disk before we go on, as a record must be.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb';
import type { BlockFacts, FactsShelf } from '../enforce/block-facts.ts';
import type { MaterialShelf } from '../bundle/material-source.ts';
import { nothingLost, type EventShelf, type Lost } from '../events/event-shelf.ts';
import type { MemoryShelf } from '../identity/membership.ts';

interface Tables extends DBSchema {
  memory: { key: string; value: unknown };
  /** Keyed by an ever-growing number, so that order is kept; `id` is unique. */
  events: { key: number; value: AccessEvent; indexes: { id: string; kind: string } };
  facts: { key: string; value: BlockFacts; indexes: { at: number } };
  /** By SHA-256. A Blob is a file that is read once; bytes would go through Chrome's database, and be there twice for a while. */
  materials: { key: string; value: Blob };
}

const durable = { durability: 'strict' } as const;
let opened: Promise<IDBPDatabase<Tables>> | null = null;

function database(): Promise<IDBPDatabase<Tables>> {
  opened ??= openDB<Tables>('schoolgate', 3, {
    upgrade(db, from, _to, change) {
      if (from < 1) {
        db.createObjectStore('memory');
        db.createObjectStore('events', { autoIncrement: true }).createIndex('id', 'id', { unique: true });
        db.createObjectStore('facts', { keyPath: 'reference' }).createIndex('at', 'at');
      }
      if (from === 2) db.deleteObjectStore('materials');
      if (from < 3) db.createObjectStore('materials');
      if (from < 3) change.objectStore('events').createIndex('kind', 'kind');
    },
    terminated: () => (opened = null),
  });
  opened.catch(() => (opened = null));
  return opened;
}

type Events = IDBPObjectStore<Tables, ('events' | 'memory')[], 'events', 'readwrite'>;

async function keysOf(events: Pick<Events, 'index'>, ids: readonly string[]): Promise<number[]> {
  const keys = await Promise.all(ids.map((id) => events.index('id').getKey(id)));
  return keys.filter((key) => key !== undefined);
}

const lostKey = 'lost-events';

/** Removes events and counts them, both or neither. */
async function lose(how: keyof Lost, pick: (events: Events) => Promise<number[]>): Promise<void> {
  const write = (await database()).transaction(['events', 'memory'], 'readwrite', durable);
  const [events, memory] = [write.objectStore('events'), write.objectStore('memory')];
  const keys = await pick(events);
  for (const key of keys) await events.delete(key);
  const lost = ((await memory.get(lostKey)) as Lost | undefined) ?? nothingLost;
  await memory.put({ ...lost, [how]: lost[how] + keys.length }, lostKey);
  await write.done;
}

export const memoryShelf: MemoryShelf = {
  read: async (name) => (await database()).get('memory', name),
  async write(name, value) {
    await (await database()).put('memory', value, name);
  },
};

export const eventShelf: EventShelf = {
  async add(event) {
    const write = (await database()).transaction('events', 'readwrite', durable);
    if ((await write.store.index('id').getKey(event.id)) === undefined) await write.store.add(event);
    await write.done;
  },
  oldest: async (limit) => (await database()).getAll('events', null, limit),
  async remove(ids) {
    const write = (await database()).transaction('events', 'readwrite');
    for (const key of await keysOf(write.store, ids)) await write.store.delete(key);
    await write.done;
  },
  count: async () => (await database()).count('events'),
  dropOrdinary: (limit) =>
    // Those of a kind come in the order in which they were added.
    lose('dropped', (events) => events.index('kind').getAllKeys('ordinary', limit)),
  setAside: (ids) => lose('refused', (events) => keysOf(events, ids)),
  lost: async () => ((await (await database()).get('memory', lostKey)) as Lost | undefined) ?? nothingLost,
};

export const factsShelf: FactsShelf = {
  async keep(facts) {
    await (await database()).put('facts', facts);
  },
  find: async (reference) => (await (await database()).get('facts', reference)) ?? null,
  async sweep(before) {
    const write = (await database()).transaction('facts', 'readwrite');
    for (let old = await write.store.index('at').openCursor(IDBKeyRange.upperBound(before)); old !== null; old = await old.continue())
      await old.delete();
    await write.done;
  },
};

export const materialShelf: MaterialShelf = {
  async read(sha256) {
    const kept = await (await database()).get('materials', sha256);
    return kept === undefined ? null : new Uint8Array(await kept.arrayBuffer());
  },
  async write(sha256, bytes) {
    await (await database()).put('materials', new Blob([bytes]), sha256);
  },
  async keepOnly(names) {
    const write = (await database()).transaction('materials', 'readwrite');
    for (const name of await write.store.getAllKeys()) if (!names.includes(name)) await write.store.delete(name);
    await write.done;
  },
};
