// Chrome's own rules are those of the last hour in which the browser ran. Until the worker has put them right, they may stop
// a page that is open now; then nobody would see why. Such a page is opened again.
import { LRUCache } from 'lru-cache';
import type { NavigationStep, SeenNavigation } from '../chrome/navigation-port.ts';
import type { TabsPort } from '../chrome/tabs-port.ts';
import { addressOf } from './address.ts';
import type { AskFully } from './video-owners.ts';

export interface FloorRetryOptions {
  readonly ready: Promise<void>;
  /** Resolves when Chrome's rules are right and give way to the judge. */
  readonly rightRules: () => Promise<void>;
  readonly ask: AskFully;
  readonly tabs: Pick<TabsPort, 'show'>;
}

/** What Chrome says of whatever an extension has stopped, by rule or by listener. */
const stoppedByExtension = 'net::ERR_BLOCKED_BY_CLIENT';
/** Milliseconds in which a page is not tried a second time: another extension may stop it too. */
const once = 10_000;

export function createFloorRetry(o: FloorRetryOptions): (step: NavigationStep, navigation: SeenNavigation) => Promise<void> {
  const tried = new LRUCache<string, true>({ max: 100, ttl: once });
  return async (step, { tabId, frameId, url, error }) => {
    if (step !== 'failed' || frameId !== 0 || error !== stoppedByExtension) return;
    await o.ready;
    await o.rightRules();
    const address = addressOf(url);
    const key = `${tabId} ${url}`;
    if (address.kind !== 'site' || tried.has(key)) return;
    const judged = await o.ask(address.target, 'document', null);
    if (judged.kind === 'closed' || (judged.kind === 'judged' && judged.verdict.effect === 'block')) return;
    tried.set(key, true);
    await o.tabs.show(tabId, url);
  };
}
