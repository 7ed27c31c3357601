// Who visits pages: a browser where this machine has one, the crawler where it has none or the browser cannot be used. One browser at a
// time, because each takes what memory a small school's server has to spare.
import type { Logger } from 'pino';
import type { FetchThroughPipeline } from '../../exchange/internal-request.ts';
import { checkPermits } from '../../policy/permitted-judge.ts';
import { errorForLog } from '../../record/error-for-log.ts';
import { BrowserUnusable, chromiumVisit, type ChromiumVisitParts } from './chromium/chromium-visit.ts';
import { sweepProfiles } from './chromium/chromium-process.ts';
import { findChromium, type FoundChromium } from './chromium/find-chromium.ts';
import { completedVisit } from './completed-visit.ts';
import { robotsBook } from './robots.ts';
import { staticVisit } from './static-visit.ts';
import type { VisitPage, VisitResult, VisitOptions } from './visit.ts';

export interface VisitorParts extends Omit<ChromiumVisitParts, 'chromium'> {
  readonly fetch: FetchThroughPipeline;
  readonly clock: () => number;
  /** Path of the browser; `null`: the usual places; `false`: none, whatever there is. */
  readonly browser: string | null | false;
  readonly log: Logger;
}

export interface Visitor {
  readonly visit: VisitPage;
  /** Whether visits that are not given to the crawler are made by a browser, as far as is known now. */
  hasBrowser(): Promise<boolean>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/** Milliseconds. */
const pauseAfterFailure = 300_000;

const noBrowser = 'There is no browser on this machine that could open it (Chromium, for example).';
const notWanted = 'It was looked at without a browser.';
const badBrowser = 'The browser on this machine could not be used to open it.';

export function visitor({ fetch, clock, browser, log, ...parts }: VisitorParts): Visitor {
  const robots = robotsBook(clock);
  const stopping = new AbortController();
  /** Looked for when it is first needed. */
  let found: Promise<FoundChromium | null> | null = null;
  let lastInLine: Promise<unknown> = Promise.resolve();
  /** After a browser that could not be used; `performance.now()`. */
  let triedAgainAt = 0;
  const underWay = new Set<Promise<VisitResult>>();

  const find = (): Promise<FoundChromium | null> => (found ??= browser === false ? Promise.resolve(null) : looked(browser));
  const looked = async (path: string | null): Promise<FoundChromium | null> => {
    await sweepProfiles().catch((error: unknown) => log.warn(errorForLog(error), 'what earlier visits left could not be removed'));
    const chromium = await findChromium(path);
    log.info({ version: chromium?.version ?? null }, 'looked for a browser that visits pages');
    return chromium;
  };

  async function byBrowser(options: VisitOptions, chromium: FoundChromium): Promise<VisitResult | null> {
    // Called off while it waited for its turn, or a browser that would only cost its start again.
    if (options.signal.aborted || performance.now() < triedAgainAt) return null;
    try {
      return await chromiumVisit(options, { ...parts, chromium });
    } catch (error) {
      if (!(error instanceof BrowserUnusable)) throw error;
      if (options.signal.aborted) return null;
      triedAgainAt = performance.now() + pauseAfterFailure;
      log.warn(errorForLog(error), 'the browser for visits cannot be used; pages are looked at without it');
      return null;
    }
  }

  async function completed(seen: VisitResult, options: VisitOptions): Promise<VisitResult> {
    // What the browser has seen is not undone where there is no time for the rest.
    if (options.signal.aborted || seen.cutShort) return seen;
    const progress: VisitOptions['progress'] = (so) =>
      options.progress({ requests: seen.requests.length + so.requests, bytes: seen.bytes + so.bytes });
    return completedVisit(seen, await staticVisit({ ...options, progress }, { fetch, robots, instead: notWanted }));
  }

  async function visit(given: VisitOptions): Promise<VisitResult> {
    const options = { ...given, signal: AbortSignal.any([given.signal, stopping.signal]) };
    const chromium = given.by === 'crawler' ? null : await find();
    const turn = chromium && lastInLine.then(() => byBrowser(options, chromium));
    if (turn !== null) lastInLine = turn.catch(() => undefined);
    const seen = await turn;
    if (seen !== null) return given.complete === true ? completed(seen, options) : seen;
    return staticVisit(options, {
      fetch,
      robots,
      instead: given.by === 'crawler' ? notWanted : chromium === null ? noBrowser : badBrowser,
    });
  }

  return {
    hasBrowser: async () => (await find()) !== null && performance.now() >= triedAgainAt,
    async visit(options) {
      checkPermits(options.permits);
      const visiting = visit(options);
      underWay.add(visiting);
      try {
        return await visiting;
      } finally {
        underWay.delete(visiting);
      }
    },
    async close() {
      stopping.abort();
      await Promise.allSettled(underWay);
    },
  };
}
