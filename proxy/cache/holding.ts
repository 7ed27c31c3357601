// What the cache can do for a lesson with an address: is it there, and may it be used at that moment without its origin.
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

/** The newest stored response; waits for bodies that are still arriving. */
export async function holding(store: ResponseStore, url: string, at: number): Promise<Holding | null> {
  await store.rebuilt;
  await Promise.all(store.all(url).map((entry) => entry.settled));
  const entry = store.all(url).findLast(({ body, response }) => body.kind === 'stored' && response.part === null);
  if (!entry || entry.body.kind !== 'stored') return null;
  const { response } = entry;
  return {
    bytes: entry.body.length,
    status: response.status,
    needsOrigin: response.freshness.neverStale && freshnessLeft(response, at) <= 0,
    variesBy: response.selecting.map(([name]) => name),
  };
}
