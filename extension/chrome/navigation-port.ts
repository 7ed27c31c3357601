// chrome.webNavigation: what a tab shows, including what never became a network request.
import { browser } from './browser.ts';

export interface SeenNavigation {
  readonly tabId: number;
  /** 0 is the tab's own page. */
  readonly frameId: number;
  readonly url: string;
  /** `prerender` or `pending_deletion` for what nobody looks at. */
  readonly documentLifecycle?: string;
  /** Why it failed, in Chrome's words (`net::ERR_BLOCKED_BY_CLIENT`). */
  readonly error?: string;
}

export type NavigationStep = 'begins' | 'committed' | 'address-changed' | 'failed';

/** Calls `seen` for each step of each navigation in each frame. */
export function onNavigation(seen: (step: NavigationStep, navigation: SeenNavigation) => void): void {
  browser.webNavigation.onBeforeNavigate.addListener((details) => seen('begins', details));
  browser.webNavigation.onCommitted.addListener((details) => seen('committed', details));
  browser.webNavigation.onHistoryStateUpdated.addListener((details) => seen('address-changed', details));
  browser.webNavigation.onErrorOccurred.addListener((details) => seen('failed', details));
}
