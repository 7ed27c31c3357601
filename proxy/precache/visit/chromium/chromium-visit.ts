// A visit by a real browser: it opens the page through the proxy as a pupil's would, runs its scripts, scrolls to its end, waits until
// it is quiet and takes its picture.
import { setTimeout as wait } from 'node:timers/promises';
import { noSigns, signFinder, type PageSigns } from '../page-signs.ts';
import { doorPage, openDoor, type DoorParts } from '../visit-door.ts';
import { VisitLedger } from '../visit-ledger.ts';
import { notesOf } from '../visit-notes.ts';
import type { Picture, VisitOptions, VisitResult } from '../visit.ts';
import { startChromium, type ChromiumProcess } from './chromium-process.ts';
import type { FoundChromium } from './find-chromium.ts';
import { joinedRequests } from './joined-requests.ts';
import { visitedPage, type Asked, type VisitedPage } from './visited-page.ts';

export interface ChromiumVisitParts {
  readonly chromium: FoundChromium;
  readonly door: DoorParts;
  /** PEM of a certificate that the proxy makes just now. */
  readonly certificate: () => string;
}

/** The browser itself cannot be used here, whatever the page is. */
export class BrowserUnusable extends Error {}

/** Milliseconds. */
const startPatience = 20_000;
const mostPictureBytes = 300_000;

interface Seen {
  readonly signs: PageSigns;
  readonly picture: Picture | null;
  /** The browser's own word for why it shows an error page. */
  readonly error: string | null;
}

/** Rejects with `BrowserUnusable` when it cannot be started or does not come through the proxy. */
export async function chromiumVisit(options: VisitOptions, parts: ChromiumVisitParts): Promise<VisitResult> {
  const { url, limits } = options;
  const began = performance.now();
  const over = new AbortController();
  const signal = AbortSignal.any([options.signal, over.signal, AbortSignal.timeout(limits.milliseconds)]);
  const ledger = new VisitLedger(options, () => over.abort());
  const door = await openDoor(parts.door, options, ledger);
  let running: ChromiumProcess | null = null;
  let page: VisitedPage | null = null;
  let seen: Seen | null = null;
  try {
    running = await startChromium({ chromium: parts.chromium, proxyPort: door.port, certificate: parts.certificate() }).catch(unusable);
    const ready = visitedPage(running.devtools, parts.chromium, { page: doorPage, port: door.port, credential: door.credential });
    page = await unlessOver(ready, AbortSignal.any([options.signal, AbortSignal.timeout(startPatience)])).catch(unusable);
    // A browser that ends, or a visit that is over, leaves what was seen until then.
    seen = await unlessOver(look(page, options, ledger), signal).catch(() => null);
  } finally {
    await running?.end();
    await door.close();
  }
  const asked = page.asked();
  const signs = seen?.signs ?? noSigns;
  const requests = joinedRequests(ledger.requests(), asked, seen?.error ?? null);
  const path = pathOf(url, asked);
  const cutShort = ledger.limited || signal.aborted || seen === null;
  const notes = notesOf({ by: 'chromium', requests, path, signs, cutShort });
  if (ledger.serviceWorker) notes.push({ about: 'service-worker', why: 'It keeps a copy of itself in the browser (a service worker).' });
  return {
    by: 'chromium',
    instead: null,
    requests,
    path,
    title: signs.title,
    picture: seen?.picture ?? null,
    notes,
    bytes: ledger.bytes,
    milliseconds: Math.round(performance.now() - began),
    cutShort,
  };
}

const unusable = (error: unknown): never => {
  throw new BrowserUnusable(error instanceof Error ? error.message : 'the browser could not be used');
};

async function look(page: VisitedPage, { url, limits }: VisitOptions, ledger: VisitLedger): Promise<Seen> {
  const patience = limits.milliseconds / 3;
  const loaded = page.loaded();
  const opened = page.open(url);
  const inTime = wait(patience, 'late' as const, { ref: false });
  const first = await Promise.race([opened, inTime]);
  const error = first === 'late' ? null : first;
  if (error === null) {
    await Promise.race([loaded, inTime]);
    await quiet(ledger, patience / 4);
    await page.scroll();
    await quiet(ledger, patience / 4);
  }
  const { url: at, html } = await page.look();
  const finder = signFinder(at);
  finder.write(html);
  return {
    signs: error === null ? finder.end() : noSigns,
    picture: error === null ? await page.picture(mostPictureBytes) : null,
    error,
  };
}

/** Until nothing is under way for a while; what stays open without a word (live data, films) is not waited for. */
async function quiet(ledger: VisitLedger, most: number): Promise<void> {
  const until = performance.now() + most;
  while (performance.now() < until) {
    if (ledger.quietFor > (ledger.idle ? 300 : 1_500)) return;
    await wait(25);
  }
}

async function unlessOver<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => undefined);
  let stop: () => void = () => undefined;
  const over = new Promise<never>((_, reject) => {
    stop = () => reject(new Error('the visit is over'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** From the address that was asked for over redirects, the site's and those of its scripts. */
function pathOf(url: string, asked: readonly Asked[]): string[] {
  const steps = asked.filter(({ isPage }) => isPage).map((one) => one.url);
  return steps.length === 0 ? [url] : steps;
}
