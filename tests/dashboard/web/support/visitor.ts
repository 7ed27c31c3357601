// Somebody in front of a real browser. Whatever the browser complains about while they visit is remembered.
import { chromium, type Browser, type Page } from 'playwright-core';
import { withoutPolicy } from '#tests/support/chromium/managed-policy.ts';

export interface Visitor {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught exceptions and blocked resources; refused API calls are not among them. */
  readonly complaints: readonly string[];
  leave(): Promise<void>;
}

export interface VisitOptions {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
}

export interface OpenBrowser {
  visit(options?: VisitOptions): Promise<Visitor>;
  close(): Promise<void>;
}

/** Chromium without any managed policy of another test; nothing but loopback resolves. */
export async function openBrowser(): Promise<OpenBrowser> {
  const letGo = await withoutPolicy();
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--lang=en-GB', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  return {
    visit: (options = {}) => visit(browser, options),
    async close() {
      await browser.close();
      letGo();
    },
  };
}

async function visit(browser: Browser, { width = 1280, scheme = 'light' }: VisitOptions): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    colorScheme: scheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    hasTouch: width < 600,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The browser itself reports every 401, 403, 404 and 409 that the app handles.
    const refused =
      message.text().startsWith('Failed to load resource: the server responded with a status of 4') &&
      message.location().url.includes('/api/');
    if ((message.type() === 'error' || message.type() === 'warning') && !refused) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints, leave: () => context.close() };
}

export const passphrase = 'correct horse battery';

/** Through a one-time link, choosing a passphrase when asked for one, to the start page of the role. */
export async function signInByLink(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue' }).click();
  const start = page.getByRole('navigation', { name: 'Main', includeHidden: true });
  const choose = page.getByLabel('New passphrase');
  await start.or(choose).first().waitFor({ state: 'attached' });
  if (await choose.isVisible()) {
    await choose.fill(passphrase);
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await start.waitFor({ state: 'attached' });
  }
}
