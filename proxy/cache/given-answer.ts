// An answer from what is stored, counted for the lessons that need its address.
import type { Exchange, OriginResponse } from '../exchange/exchange.ts';
import { andThen, type Soon } from '../exchange/soon.ts';
import { answerFrom } from './answer.ts';
import type { CacheStatus } from './cache-status.ts';
import type { Entry } from './entry.ts';
import type { ResponseStore } from './response-store.ts';

/** Rejects with `DamagedBody` when what is stored turns out to be damaged. `now`: epoch milliseconds. */
export function giveFrom(store: ResponseStore, entry: Entry, exchange: Exchange, now: number, status: CacheStatus): Soon<OriginResponse> {
  const answer = answerFrom(entry, exchange.request, now, status, (one, range) => store.openBody(one, range));
  return andThen(answer, (response) => {
    store.effects.gave(exchange, entry, response);
    return response;
  });
}
