// A pupil's real Chromium behind the real proxy: which objects it asks for when a page is opened and read to its end, and what became of each.
import { chromium, type Request } from 'playwright-core';
import { formatTarget } from '#policies/engine/target.ts';
import type { ProxiedSchool } from '../../../support/proxied-school.ts';

export interface PupilsBrowser {
  /** Address → what became of it, as `prediction` says it. */
  open(url: string): Promise<Map<string, string>>;
  close(): Promise<void>;
}

/** @param credentials `Proxy-Authorization` of the pupil's device */
export async function openPupilsBrowser({ proxy, school }: ProxiedSchool, credentials: string): Promise<PupilsBrowser> {
  const shown = Buffer.from(credentials.replace(/^Basic /, ''), 'base64').toString('utf8');
  const colon = shown.indexOf(':');
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true });
  const userAgent = userAgentOf(browser.version());
  return {
    async open(url) {
      const context = await browser.newContext({
        proxy: { server: `http://127.0.0.1:${proxy.port}`, username: shown.slice(0, colon), password: shown.slice(colon + 1) },
        ignoreHTTPSErrors: true,
        viewport: { width: 1280, height: 800 },
        locale: 'en-GB',
        userAgent,
      });
      try {
        const page = await context.newPage();
        const requests: Request[] = [];
        page.on('request', (request) => requests.push(request));
        await page.goto(url).catch(() => null);
        const scroll = page.evaluate(async () => {
          for (let screen = 1; screen <= 20; screen += 1) {
            scrollTo({ top: screen * innerHeight, behavior: 'instant' });
            await new Promise((done) => setTimeout(done, 50));
            if (scrollY + innerHeight >= document.documentElement.scrollHeight - 1) break;
          }
        });
        // Not in a page that says that there is none.
        await scroll.catch(() => null);
        await page.waitForLoadState('networkidle');
        const seen = new Map<string, string>();
        for (const request of requests) {
          if (!/^https?:/.test(request.url())) continue;
          seen.set(request.url(), (await request.response().catch(() => null)) === null ? 'failed' : 'fetched');
        }
        // What was stopped is told by the records, because a browser shows a script of another site nothing of the refusal.
        // It is there before a browser has its answer.
        for (const { kind, target } of (await school.events.find({ limit: 200 })).events)
          if (kind === 'blocked' && seen.has(formatTarget(target))) seen.set(formatTarget(target), 'blocked');
        return seen;
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}

/** Playwright’s says that it has no window; a pupil’s does not. */
const userAgentOf = (version: string): string =>
  `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version.split('.', 1)[0]}.0.0.0 Safari/537.36`;
