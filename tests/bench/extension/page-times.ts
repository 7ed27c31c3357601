// Times as the page itself has them (Navigation Timing Level 2), so that the test's own way to the browser is not in them.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { median } from '../medians.ts';

/** Milliseconds from the start of a navigation until its document had arrived, median of `times` openings. */
export async function documentTime(page: Page, url: string, times: number): Promise<number> {
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await page.goto(`${url}?n=${time}`);
    all.push(await page.evaluate(() => navigation().responseEnd));
  }
  return median(all);
}

/** Milliseconds until everything on the page was there. */
export async function loadTime(page: Page, url: string, times: number): Promise<number> {
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await page.goto(`${url}?n=${time}`, { waitUntil: 'load' });
    await sleep(20);
    all.push(await page.evaluate(() => navigation().loadEventStart));
  }
  return median(all);
}

/** Milliseconds of the longest event while a hundred characters are typed into a text area that holds 1,900 (Event Timing). */
export async function longestTyping(page: Page, url: string): Promise<number> {
  await page.goto(url);
  await page.evaluate(() => {
    const seen = document.documentElement.dataset;
    seen['longest'] = '0';
    new PerformanceObserver((entries) => {
      for (const entry of entries.getEntries() as PerformanceEventTiming[])
        seen['longest'] = String(Math.max(Number(seen['longest']), entry.processingEnd - entry.processingStart));
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
  const field = page.locator('textarea').first();
  await field.fill('The river runs to the sea. '.repeat(70));
  await field.pressSequentially('A hundred characters more, as somebody writes them. '.repeat(2), { timeout: 60_000 });
  await sleep(1_000);
  return page.evaluate(() => Number(document.documentElement.dataset['longest']));
}

/** Injected into pages: their own navigation entry. */
declare function navigation(): PerformanceNavigationTiming;

export async function withNavigation(page: Page): Promise<Page> {
  await page.addInitScript(() => {
    Object.assign(globalThis, { navigation: () => performance.getEntriesByType('navigation')[0] });
  });
  return page;
}
