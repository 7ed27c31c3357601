// chrome.runtime and chrome.permissions: what the extension knows of itself, and talking between its pages and its background.
import { browser } from './browser.ts';

/** `chrome-extension://ID`, as requests of our own name their initiator. */
export const ownOrigin: string = browser.runtime.getURL('').replace(/\/$/, '');
export const ownVersion: string = browser.runtime.getManifest().version;

export const pageAddress = (path: string): string => browser.runtime.getURL(path);

/** Whether Chrome lets us stop requests: only when policy installed us. Without it listeners register and stop nothing. */
export async function mayBlock(): Promise<boolean> {
  const { permissions } = await browser.permissions.getAll();
  return permissions?.includes('webRequestBlocking') ?? false;
}

/** Answers messages of our own pages, and of nobody else: what runs in a site's pages has our id too, but not our address. */
export function onPageMessage(answer: (message: unknown) => Promise<unknown>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: { readonly id?: string; readonly url?: string }) =>
    sender.id === browser.runtime.id && sender.url?.startsWith(`${ownOrigin}/`) === true ? answer(message) : undefined,
  );
}

/** Tells every open page of ours; with none open nobody hears it. */
export function tellPages(message: unknown): void {
  browser.runtime.sendMessage(message).catch(() => undefined);
}

export function askBackground(message: unknown): Promise<unknown> {
  return browser.runtime.sendMessage(message);
}

export function onBackgroundNews(heard: (message: unknown) => void): void {
  browser.runtime.onMessage.addListener((message: unknown) => {
    heard(message);
  });
}
