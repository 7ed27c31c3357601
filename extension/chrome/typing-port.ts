// chrome.scripting: puts the watcher of typed words into frames, and hears what it says.
import type { Runtime } from 'webextension-polyfill';
import { z } from 'zod';
import { browser } from './browser.ts';
import { watchTyping } from './typing-watch.ts';

const typedSchema = z.object({ typed: z.string().max(21_000) });

/** Words that somebody typed, with where; the addresses are Chrome's own word and not the page's. */
export interface Typed {
  readonly text: string;
  readonly tabId: number;
  /** Of the frame, and of the page in the tab. */
  readonly url: string;
  readonly pageUrl: string;
}

export interface TypingPort {
  /** Watches a frame; again is once. A frame that has gone, or that Chrome keeps to itself, is no failure. */
  watch(tabId: number, frameId: number): Promise<void>;
  /** Every frame of every tab that is open. */
  frames(): Promise<{ tabId: number; frameId: number; url: string }[]>;
}

export const typingPort: TypingPort = {
  async watch(tabId, frameId) {
    const target = { tabId, frameIds: [frameId] };
    await browser.scripting.executeScript({ target, func: watchTyping, injectImmediately: true }).catch(() => undefined);
  },
  async frames() {
    const tabs = await browser.tabs.query({});
    const all = await Promise.all(
      tabs.map(async ({ id = -1 }) => {
        const frames = (await browser.webNavigation.getAllFrames({ tabId: id }).catch(() => null)) ?? [];
        return frames.map(({ frameId, url }) => ({ tabId: id, frameId, url }));
      }),
    );
    return all.flat();
  },
};

/** Answers what watchers in pages say: whether they are to go on. */
export function onTyped(answer: (typed: Typed) => Promise<boolean>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const read = typedSchema.safeParse(message);
    const { tab, url } = sender;
    if (!read.success || sender.id !== browser.runtime.id || tab?.id === undefined || url === undefined) return undefined;
    return answer({ text: read.data.typed, tabId: tab.id, url, pageUrl: tab.url ?? url });
  });
}
