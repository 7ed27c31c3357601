// Real browsers among those of the benchmark.
import { chromium, type Browser } from 'playwright-core';
import type { PageLoad } from './load-page.ts';

export interface WaitingBrowser {
  open(url: string): Promise<PageLoad>;
  close(): Promise<void>;
}

/** Started, with an empty window, and nothing of the page known. */
export async function startBrowser(port: number): Promise<WaitingBrowser> {
  const browser: Browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    proxy: { server: `http://127.0.0.1:${port}` },
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  // Its profile does not know the school's authority; what the proxy does for it is the same.
  const page = await browser.newPage({ ignoreHTTPSErrors: true });
  return {
    async open(url) {
      let [asked, bytes] = [0, 0];
      const failed: string[] = [];
      page.on('response', (response) => {
        if (response.url().endsWith('/favicon.ico')) return;
        asked += 1;
        bytes += Number(response.headers()['content-length'] ?? 0);
        if (response.status() !== 200) failed.push(response.url());
      });
      page.on('requestfailed', (request) => void failed.push(`${request.url()}: ${request.failure()?.errorText}`));
      // The page is over when its last part is, which is when Chromium says that it has loaded.
      const began = performance.now();
      await page.goto(url, { waitUntil: 'load', timeout: 120_000 }).catch(() => void failed.push(url));
      return { ms: performance.now() - began, bytes, failed, asked };
    },
    close: () => browser.close(),
  };
}
