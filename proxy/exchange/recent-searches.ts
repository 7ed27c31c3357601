// One search is one event, though engines send a browser round through several addresses with the same words.
import { LRUCache } from 'lru-cache';
import type { Exchange, SearchFinding } from './exchange.ts';

export interface RecentSearches {
  has(exchange: Exchange, search: SearchFinding): boolean;
  add(exchange: Exchange, search: SearchFinding): void;
}

const sameSearchFor = 15_000;

export function recentSearches(): RecentSearches {
  const seen = new LRUCache<string, number>({ max: 5_000 });
  return {
    has(exchange, search) {
      const at = seen.get(keyOf(exchange, search));
      return at !== undefined && exchange.at >= at && exchange.at - at < sameSearchFor;
    },
    add: (exchange, search) => void seen.set(keyOf(exchange, search), exchange.at),
  };
}

const keyOf = ({ identity }: Exchange, { engine, term }: SearchFinding): string =>
  JSON.stringify([identity?.subject.id, identity?.device, engine, term.toLowerCase()]);
