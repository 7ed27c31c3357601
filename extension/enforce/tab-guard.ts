// Watches what tabs show. A page that the site's own service worker serves, one that comes back from the back/forward cache, or
// an address changed by script never becomes a request; here it is judged all the same, and so is every open tab after
// a new policy has come.
import { LRUCache } from 'lru-cache';
import type { NavigationStep, SeenNavigation } from '../chrome/navigation-port.ts';
import type { TabsPort } from '../chrome/tabs-port.ts';
import type { Visits } from '../events/visits.ts';
import { addressOf } from './address.ts';
import type { Judged } from './judgement.ts';
import type { OwnPages } from './own-pages.ts';
import type { Stop, Stopper } from './stopper.ts';
import type { AskFully } from './video-owners.ts';
import type { Warnings } from './warnings.ts';

export interface TabGuardOptions {
  readonly ready: Promise<void>;
  readonly ask: AskFully;
  readonly stopper: Stopper;
  readonly visits: Visits;
  readonly warnings: Pick<Warnings, 'holds'>;
  readonly tabs: TabsPort;
  readonly pages: OwnPages;
  /** Removes a site's own offline copy, so that next time it comes by the network. */
  readonly forgetOfflineCopy: (origin: string) => Promise<void>;
  readonly pause: (ms: number) => Promise<void>;
}

export interface TabGuard {
  seen(step: NavigationStep, navigation: SeenNavigation): Promise<void>;
  /** Judges every open tab again. */
  rescan(): Promise<void>;
}

/** How long the request of a navigation that begins may take to be seen, milliseconds; if none comes, nobody else stops it. */
const requestIsDue = 10;
/** How long a tab that was sent away may still show what it was sent away from, milliseconds. */
const tabIsGone = 500;

export function createTabGuard(o: TabGuardOptions): TabGuard {
  /** Reference that each tab was last sent away with. */
  const sent = new LRUCache<number, string>({ max: 500 });

  /** Sends the tab to one of our pages when what it shows (or a frame in it) is not open; true when it did. */
  async function check(tab: number, url: string, frame: number, userAct: boolean, step: NavigationStep | 'rescan'): Promise<void> {
    const address = addressOf(url);
    if (address.kind === 'browser') return void (frame === 0 && sent.delete(tab));
    if (address.kind === 'nameless') return frame === 0 ? o.tabs.show(tab, o.pages.notice('no-site', null)) : undefined;
    const judged = await o.ask(address.target, frame === 0 ? 'document' : 'frame', null);
    if (judged.kind === 'open') return;
    if (judged.kind === 'closed') return step === 'begins' ? undefined : o.tabs.show(tab, o.pages.notice('not-set-up', url));
    if (!(await isHeld(judged, frame, step))) {
      if (frame === 0 && (step === 'committed' || step === 'address-changed'))
        void o.visits.note(tab, url, judged, step === 'committed' ? 'page' : 'address-changed');
      return;
    }
    const stop: Stop = { url, judged, userAct };
    if (step === 'begins' && (await requestIsSeen(tab, stop))) return;
    const { reference } = await o.stopper.stopTab(tab, stop);
    if (sent.get(tab) !== reference) await sendAway(tab, reference, stop);
    else await sendAgainIfStuck(tab, reference, stop);
  }

  /** A warning comes before a page: what is open already is not interrupted, and a frame goes with its page. */
  async function isHeld(judged: Judged, frame: number, step: NavigationStep | 'rescan'): Promise<boolean> {
    if (judged.verdict.effect === 'block') return true;
    return frame === 0 && step !== 'rescan' && o.warnings.holds(judged);
  }

  async function sendAway(tab: number, reference: string, { url, judged }: Stop): Promise<void> {
    sent.set(tab, reference);
    if (judged.verdict.effect === 'warn') return o.tabs.show(tab, o.pages.warned(reference));
    await o.tabs.show(tab, o.pages.blocked(reference));
    await o.forgetOfflineCopy(new URL(url).origin);
  }

  /** A page that was on its way may still arrive after its tab was sent away, and go at once; it must not stay. */
  async function sendAgainIfStuck(tab: number, reference: string, { url, judged: { request } }: Stop): Promise<void> {
    await o.pause(tabIsGone);
    const isStuck = (await o.tabs.list()).some((open) => open.id === tab && open.url === url);
    const now = isStuck ? await o.ask(request.target, request.destination, null) : null;
    if (now?.kind !== 'judged' || !(await isHeld(now, 0, 'committed'))) return;
    await o.tabs.show(tab, o.pages[now.verdict.effect === 'warn' ? 'warned' : 'blocked'](reference));
  }

  async function requestIsSeen(tab: number, stop: Stop): Promise<boolean> {
    if (!o.stopper.isStopping(tab, stop)) await o.pause(requestIsDue);
    return o.stopper.isStopping(tab, stop);
  }

  /** What cannot be judged is not left open. */
  async function closedOnFailure(tab: number, work: () => Promise<void>): Promise<void> {
    await work().catch(() => o.tabs.show(tab, o.pages.notice('trouble', null)));
  }

  return {
    async seen(step, { tabId, frameId, url, documentLifecycle }) {
      const watched = documentLifecycle === undefined || documentLifecycle === 'active';
      if (!watched || step === 'failed' || (frameId !== 0 && step !== 'committed')) return;
      await o.ready;
      await closedOnFailure(tabId, () => check(tabId, url, frameId, true, step));
    },
    async rescan() {
      await o.ready;
      const open = await o.tabs.list();
      await Promise.all(open.map((tab) => closedOnFailure(tab.id, () => check(tab.id, tab.url, 0, false, 'rescan'))));
    },
  };
}
