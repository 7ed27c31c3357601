// Who visits pages: the crawler, where there is no browser.
import { checkPermits } from '../../policy/permitted-judge.ts';
import type { FetchThroughPipeline } from '../../exchange/internal-request.ts';
import { robotsBook } from './robots.ts';
import { staticVisit } from './static-visit.ts';
import type { VisitPage } from './visit.ts';

export interface VisitorParts {
  readonly fetch: FetchThroughPipeline;
  readonly clock: () => number;
}

export function visitor({ fetch, clock }: VisitorParts): VisitPage {
  const robots = robotsBook(clock);
  return async (options) => {
    checkPermits(options.permits);
    return staticVisit(options, { fetch, robots, instead: 'There is no browser on this machine that could open it.' });
  };
}
