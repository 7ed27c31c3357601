// What the cache can do for a lesson with an address: is it there, and may it be used at that moment without its origin.
import type { Entry } from './entry.ts';
import type { ResponseStore } from './response-store.ts';
import { freshnessLeft } from './stored-response.ts';

export interface Holding {
  readonly bytes: number;
  readonly status: number;
  /** The origin forbids that a stale copy is used, and the copy is stale at the moment that was asked for. */
  readonly needsOrigin: boolean;
  /** Request fields that chose this copy among others (`Vary`), lower case. */
  readonly variesBy: readonly string[];
}

/** The newest whole response that is stored; waits for bodies that are still arriving. */
export async function heldCopy(store: ResponseStore, url: string): Promise<Entry | null> {
  await store.settled([url]);
  return store.all(url).findLast(({ body, response }) => body.kind === 'stored' && response.part === null) ?? null;
}

export async function holding(store: ResponseStore, url: string, at: number): Promise<Holding | null> {
  const entry = await heldCopy(store, url);
  if (!entry || entry.body.kind !== 'stored') return null;
  const { response } = entry;
  return {
    bytes: entry.body.length,
    status: response.status,
    needsOrigin: response.freshness.neverStale && freshnessLeft(response, at) <= 0,
    variesBy: response.selecting.map(([name]) => name),
  };
}
