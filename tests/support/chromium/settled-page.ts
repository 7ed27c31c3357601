// Waiting until a fresh browser is a school's browser.
import type { Page } from 'playwright-core';
import type { ManagedBrowser } from './launch-managed.ts';

/**
 * A page of a browser whose extension is installed, enrolled and has a policy.
 *
 * It waits on the extension's own status page and not by trying an address again and again: Chrome reads managed settings
 * in the background only when it is not busy loading pages, so a test that keeps navigating can wait for ever.
 */
export async function settledPage(browser: ManagedBrowser, { timeout = 30_000, heading = 'This browser is filtered' } = {}): Promise<Page> {
  await browser.serviceWorker();
  await takePolicyNow(browser);
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${browser.extensionId}/pages/popup/popup.html`);
  await page.getByRole('heading', { name: heading }).waitFor({ timeout });
  return page;
}

/** Makes the browser read its policy at once; by itself it does within some seconds. */
export async function takePolicyNow(browser: ManagedBrowser): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.goto('chrome://policy');
    await page.evaluate(() => {
      const { chrome } = globalThis as typeof globalThis & { chrome: { send(message: string): void } };
      chrome.send('reloadPolicies');
    });
  } finally {
    await page.close();
  }
}
