// chrome.runtime's updates: Chrome puts a new version in place by itself only when the extension sleeps, and ours never does.
import { browser } from './browser.ts';

export function onUpdateReady(ready: () => void): void {
  browser.runtime.onUpdateAvailable.addListener(() => ready());
}

/** Starts the extension again, as its newest version. */
export const startAgain = (): void => browser.runtime.reload();
