// Names to addresses, by whatever the machine asks (hosts file, name servers). Each look-up holds one of the threads that files and
// compression need too, for as long as the name server takes, so that they are counted: whoever asks for a thousand names of
// a slow name server holds up nobody but himself.
import { lookup, type LookupAddress } from 'node:dns';
import { LRUCache } from 'lru-cache';
import { getDomain } from 'tldts';

/** Told once; addresses in the resolver's order. */
export type Found = (error: Error | null, addresses: readonly LookupAddress[]) => void;
export type Resolve = (host: string, found: Found) => void;

export interface LookupLimits {
  /** Look-ups at a time. */
  readonly atOnce: number;
  /** Of these, for names below one registered domain, whose name servers are one owner's. */
  readonly ofOneDomain: number;
  /** Names that wait for their turn; more fail at once. */
  readonly waiting: number;
}

export const defaultLookupLimits: LookupLimits = { atOnce: 32, ofOneDomain: 6, waiting: 2_000 };

/** Milliseconds that an answer is good for: name servers change their minds, and a page asks for a name many times in a second. */
const goodFor = { found: 5_000, failed: 1_000 };
const mostKept = 10_000;

const byThisMachine: Resolve = (host, found) =>
  lookup(host, { all: true, order: 'verbatim' }, (error, addresses) => found(error, error === null ? addresses : []));

interface Asked {
  readonly host: string;
  readonly domain: string;
  readonly told: Found[];
}

export function nameLookups(limits: LookupLimits = defaultLookupLimits, resolve: Resolve = byThisMachine): Resolve {
  const kept = new LRUCache<string, { readonly error: Error | null; readonly addresses: readonly LookupAddress[] }>({ max: mostKept });
  /** By host: under way or waiting. */
  const asked = new Map<string, Asked>();
  const waiting: Asked[] = [];
  const underWay = new Map<string, number>();
  let count = 0;

  const mayStart = ({ domain }: Asked): boolean => (underWay.get(domain) ?? 0) < limits.ofOneDomain;

  function start(one: Asked): void {
    count += 1;
    underWay.set(one.domain, (underWay.get(one.domain) ?? 0) + 1);
    resolve(one.host, (error, addresses) => {
      count -= 1;
      const left = (underWay.get(one.domain) ?? 1) - 1;
      if (left === 0) underWay.delete(one.domain);
      else underWay.set(one.domain, left);
      asked.delete(one.host);
      kept.set(one.host, { error, addresses }, { ttl: error === null ? goodFor.found : goodFor.failed });
      for (const tell of one.told) tell(error, addresses);
      startWaiting();
    });
  }

  function startWaiting(): void {
    for (let at = 0; at < waiting.length && count < limits.atOnce;) {
      const one = waiting[at];
      if (one === undefined || !mayStart(one)) at += 1;
      else start(waiting.splice(at, 1)[0] ?? one);
    }
  }

  return (host, found) => {
    const known = kept.get(host);
    if (known !== undefined) return process.nextTick(found, known.error, known.addresses);
    const already = asked.get(host);
    if (already !== undefined) return void already.told.push(found);
    const one = { host, domain: getDomain(host, { allowPrivateDomains: true }) ?? host, told: [found] };
    if (count < limits.atOnce && mayStart(one)) {
      asked.set(host, one);
      return start(one);
    }
    if (waiting.length >= limits.waiting) {
      const error = Object.assign(new Error('too many names are waiting to be looked up'), { code: 'EAI_AGAIN' });
      return process.nextTick(found, error, []);
    }
    asked.set(host, one);
    waiting.push(one);
  };
}
