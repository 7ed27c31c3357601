// Pages that were let through. The proxy records them when traffic crosses it; what does not cross it is recorded here.
import { accessEventOf } from '#policies/engine/event-of.ts';
import { searchOf } from '#policies/engine/search.ts';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { Flag } from '#policies/model/flag.ts';
import { LRUCache } from 'lru-cache';
import type { Judged } from '../enforce/judgement.ts';
import type { Presence } from '../identity/presence.ts';
import type { Outbox } from './outbox.ts';

/** `request`: about to be fetched. `page`: shown in a tab. `address-changed`: a page moved on without fetching a document. */
export type VisitSign = 'request' | 'page' | 'address-changed';

export interface Visits {
  /**
   * Notes that somebody opens or has opened an allowed page. The promise, where there is one, must be waited for before
   * the page is let through: a flagged search or a warning is on disk before it is answered.
   */
  note(tab: number, url: string, judged: Judged, sign: VisitSign): Promise<void> | null;
}

export interface VisitsOptions {
  readonly presence: Presence;
  readonly outbox: Pick<Outbox, 'add'>;
  readonly newReference: () => string;
}

export function createVisits({ presence, outbox, newReference }: VisitsOptions): Visits {
  /** What each tab was last noted for. */
  const noted = new LRUCache<number, { address: string; sign: VisitSign }>({ max: 500 });

  function isKnown(tab: number, url: string, sign: VisitSign): boolean {
    const address = url.split('#', 1)[0] ?? url;
    const before = noted.get(tab);
    noted.set(tab, { address, sign });
    if (before?.address !== address) return false;
    return sign === 'address-changed' || (sign === 'page' && before.sign === 'request');
  }

  async function record(event: AccessEvent, unseenByProxy: boolean): Promise<void> {
    if (unseenByProxy || !(await presence.throughProxy())) await outbox.add(event);
  }

  return {
    note(tab, url, judged, sign) {
      if (judged.verdict.obligations.includes('do-not-record')) return null;
      const search = searchOf(judged.request.target);
      const flag = search && judged.judge.flag(search.term);
      const grave = flag !== null || judged.verdict.effect === 'warn';
      if (sign === 'request' && !grave) return null;
      if (isKnown(tab, url, sign)) return null;
      const event = visitEvent(judged, newReference(), flag, search?.term ?? null);
      // A search inside a page that fetches no document does not look like a search to the proxy.
      const recorded = record(event, grave && sign === 'address-changed');
      if (sign === 'request') return recorded;
      recorded.catch(() => undefined);
      return null;
    },
  };
}

function visitEvent({ request, verdict, judge, device }: Judged, id: string, flag: Flag | null, searchTerm: string | null): AccessEvent {
  return accessEventOf({
    id,
    request,
    verdict,
    judge,
    enforcedBy: { point: 'extension', id: device },
    device,
    clientAddress: null,
    userAct: true,
    flag,
    searchTerm,
    // What is warned of is let through to whoever went on, and to nobody else.
    wentOn: verdict.effect === 'warn',
    status: null,
    bytes: null,
  });
}
