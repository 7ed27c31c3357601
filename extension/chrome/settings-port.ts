// chrome.storage.managed: what the school's policy sets. On the very first start it is empty for some seconds.
import { browser } from './browser.ts';

/** The raw managed settings; empty when there are none or they cannot be read. */
export async function managedSettings(): Promise<unknown> {
  return browser.storage.managed.get().catch(() => ({}));
}

export function onManagedSettings(changed: () => void): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') changed();
  });
}
