// One search is one event, though engines send a browser round through several addresses with the same words.
import { LRUCache } from 'lru-cache';
import type { Exchange, SearchFinding } from './exchange.ts';

export interface RecentSearches {
  has(exchange: Exchange, search: SearchFinding): boolean;
  add(exchange: Exchange, search: SearchFinding): void;
}

/** Other workers of the same proxy: a browser's next request may come to any of them. */
interface Others {
  tell(topic: 'searched', says: { readonly key: string; readonly at: number }): void;
  on(topic: 'searched', heard: (says: { readonly key: string; readonly at: number }) => void): void;
}

const sameSearchFor = 15_000;

export function recentSearches(others: Others | null = null): RecentSearches {
  const seen = new LRUCache<string, number>({ max: 5_000 });
  others?.on('searched', ({ key, at }) => void seen.set(key, at));
  return {
    has(exchange, search) {
      const at = seen.get(keyOf(exchange, search));
      return at !== undefined && exchange.at >= at && exchange.at - at < sameSearchFor;
    },
    add(exchange, search) {
      const key = keyOf(exchange, search);
      seen.set(key, exchange.at);
      others?.tell('searched', { key, at: exchange.at });
    },
  };
}

const keyOf = ({ identity }: Exchange, { engine, term }: SearchFinding): string =>
  JSON.stringify([identity?.subject.id, identity?.device, engine, term.toLowerCase()]);
