// chrome.tabs: which pages are open, and sending a tab elsewhere.
import { browser } from './browser.ts';

export interface OpenTab {
  readonly id: number;
  /** What it shows now, not what it is on its way to. */
  readonly url: string;
}

export interface TabsPort {
  list(): Promise<OpenTab[]>;
  /** Sends a tab to an address; a tab that has gone meanwhile is no failure. */
  show(tab: number, url: string): Promise<void>;
}

export const tabs: TabsPort = {
  async list() {
    const open = await browser.tabs.query({});
    return open.flatMap((tab) => (tab.id === undefined ? [] : [{ id: tab.id, url: tab.url ?? '' }]));
  },
  async show(tab, url) {
    await browser.tabs.update(tab, { url }).catch(() => undefined);
  },
};

/** Address of the web page in front; `null` where it is none. */
export async function pageInFront(): Promise<string | null> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.url !== undefined && /^https?:/.test(tab.url) ? tab.url : null;
}

/** Opens an address in a tab of its own. */
export async function newTab(url: string): Promise<void> {
  await browser.tabs.create({ url });
}
