// Stopping something: a reference, a record that is on disk, and what the block page will say. Whoever sees the same stop
// first (the request or the navigation) makes it; the others are given the same reference.
import type { BlockPageInput } from '#policies/words/block-page.ts';
import { accessEventOf } from '#policies/engine/event-of.ts';
import { LRUCache } from 'lru-cache';
import type { Outbox } from '../events/outbox.ts';
import type { BlockFacts, FactsShelf } from './block-facts.ts';
import type { Judged } from './judgement.ts';

export interface Stop {
  readonly url: string;
  readonly judged: Judged;
  /** Whether a person did it, as against a page or the browser. */
  readonly userAct: boolean;
}

export interface Stopper {
  /** Records the stop and keeps what its page says; both are on disk when it resolves. */
  stop(stop: Stop): Promise<BlockFacts>;
  /** The same for what a tab shows: within some seconds the same address in the same tab, under the same policy, is the same stop. */
  stopTab(tab: number, stop: Stop): Promise<BlockFacts>;
  isStopping(tab: number, stop: Stop): boolean;
}

export interface StopperOptions {
  readonly outbox: Pick<Outbox, 'add'>;
  readonly facts: FactsShelf;
  readonly newReference: () => string;
  readonly pageInput: (judged: Judged, reference: string) => BlockPageInput;
}

/** Milliseconds. Covers a held request, its navigation's steps and a tab that restores itself; a second try later counts anew. */
const sameStop = 3_000;

export function createStopper({ outbox, facts, newReference, pageInput }: StopperOptions): Stopper {
  const ofTabs = new LRUCache<string, Promise<BlockFacts>>({ max: 500, ttl: sameStop });
  const key = (tab: number, { url, judged }: Stop): string => `${tab} ${judged.verdict.because.bundle} ${url.split('#', 1)[0]}`;

  async function stop({ url, judged, userAct }: Stop): Promise<BlockFacts> {
    const reference = newReference();
    const made: BlockFacts = { reference, at: judged.request.at, url, page: pageInput(judged, reference) };
    const event = accessEventOf({
      id: reference,
      request: judged.request,
      verdict: judged.verdict,
      judge: judged.judge,
      enforcedBy: { point: 'extension', id: judged.device },
      device: judged.device,
      clientAddress: null,
      userAct,
      flag: null,
      searchTerm: null,
      status: null,
      bytes: 0,
    });
    await Promise.all([outbox.add(event), facts.keep(made)]);
    return made;
  }

  return {
    stop,
    stopTab(tab, what) {
      const known = ofTabs.get(key(tab, what));
      if (known !== undefined) return known;
      const made = stop(what);
      ofTabs.set(key(tab, what), made);
      return made;
    },
    isStopping: (tab, stop) => ofTabs.has(key(tab, stop)),
  };
}
