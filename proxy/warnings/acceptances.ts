// Warnings that somebody has gone on from. They are asked for after the judge, so that none outlives a verdict that has become
// stricter; they are kept in memory, so that a proxy that starts again warns again.
import { LRUCache } from 'lru-cache';
import { warningRests } from '#policies/engine/warning-scope.ts';

export interface Acceptances {
  /** @param who person and device @param scope `warningScope` @param at epoch milliseconds @param rests milliseconds */
  accept(who: string, scope: string, at: number, rests?: number): void;
  has(who: string, scope: string, at: number): boolean;
}

interface Accepted {
  readonly key: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** Other workers of the same proxy: a browser's next request may come to any of them. */
export interface OtherWorkers {
  tell(topic: 'went-on', says: Accepted): void;
  on(topic: 'went-on', heard: (says: Accepted) => void): void;
  catchUp(): void;
}

const most = 50_000;

export function acceptances(others: OtherWorkers | null = null): Acceptances {
  const known = new LRUCache<string, number>({ max: most });
  others?.on('went-on', ({ key, until }) => void known.set(key, until));

  function isKnown(key: string, at: number): boolean {
    const left = (known.get(key) ?? at) - at;
    // A clock that was put back makes none last longer.
    return left > 0 && left <= warningRests;
  }

  return {
    accept(who, scope, at, rests = warningRests) {
      const said = { key: keyOf(who, scope), until: at + Math.min(rests, warningRests) };
      known.set(said.key, said.until);
      others?.tell('went-on', said);
    },
    has(who, scope, at) {
      const key = keyOf(who, scope);
      if (isKnown(key, at)) return true;
      // The worker that was told answers the browser after it has told us, but the browser may be here sooner than we listen.
      others?.catchUp();
      return isKnown(key, at);
    },
  };
}

const keyOf = (who: string, scope: string): string => JSON.stringify([who, scope]);
