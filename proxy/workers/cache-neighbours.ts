// How the caches of workers keep to one another: one asks the origin, and all know what came of it.
import type { Abandonment } from '../exchange/abandonment.ts';
import type { Neighbours } from '../cache/neighbours.ts';
import type { Claims } from './claims.ts';
import type { News } from './news.ts';

/** Longest wait for another worker's answer, in milliseconds; the same as for another client's in one worker. */
const patience = 5_000;
const nothingToEnd = (): void => undefined;

export function cacheNeighbours(news: News, claims: Claims, shared: Pick<Neighbours, 'tidyBefore' | 'count' | 'isFirst'>): Neighbours {
  const waiting = new Map<number, Set<() => void>>();
  news.on('landed', (places) => {
    for (const place of places) for (const resume of waiting.get(place) ?? []) resume();
  });

  function landing(place: number, signal: Abandonment): Promise<void> {
    return new Promise((resolve) => {
      const resumes = waiting.get(place) ?? new Set();
      waiting.set(place, resumes);
      const resume = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', resume);
        resumes.delete(resume);
        if (resumes.size === 0) waiting.delete(place);
        resolve();
      };
      const timer = setTimeout(resume, patience);
      signal.addEventListener('abort', resume, { once: true });
      resumes.add(resume);
    });
  }

  return {
    ...shared,
    tell: (says) => news.tell('cache', says),
    listen: (heard) => news.on('cache', heard),
    async turn(key, signal) {
      const claim = claims.take(key);
      if (claim.kind === 'theirs') await landing(claim.place, signal);
      // Whoever had it before let go of it after telling what was stored.
      news.catchUp();
      if (claim.kind !== 'ours') return nothingToEnd;
      return (unshared) => {
        if (unshared && claims.isWaitedFor(claim.place)) news.tell('cache', { kind: 'unshared', key });
        if (claims.letGo(claim.place)) news.tell('landed', [claim.place]);
      };
    },
  };
}
