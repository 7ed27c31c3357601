// chrome.storage.session: what outlives the service worker's sleep and ends with the browser.
import { browser } from './browser.ts';

export interface SessionPort {
  read(name: string): Promise<unknown>;
  write(name: string, value: unknown): Promise<void>;
}

export const session: SessionPort = {
  read: async (name) => (await browser.storage.session.get(name))[name],
  write: (name, value) => browser.storage.session.set({ [name]: value }),
};
