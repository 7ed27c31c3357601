// A browser takes one of several pictures and the beginning of a film. For a lesson the rest is fetched too: another pupil's screen is
// larger, and somebody will press play.
import type { VisitedRequest, VisitResult } from './visit.ts';

/** @param more what the crawler fetched of the same page afterwards */
export function completedVisit(seen: VisitResult, more: VisitResult): VisitResult {
  const fetched = new Map(more.requests.filter(isKept).map((one) => [one.url, one]));
  const known = new Set(seen.requests.map(({ url }) => url));
  const whole = seen.requests.map((one): VisitedRequest => {
    const again = one.outcome.is === 'fetched' && one.method === 'GET' ? fetched.get(one.url) : undefined;
    return again === undefined ? one : { ...one, bytes: Math.max(one.bytes, again.bytes), outcome: again.outcome };
  });
  const others = [...fetched.values()].filter(({ url }) => !known.has(url)).map((one) => ({ ...one, alternative: true }));
  return {
    ...seen,
    requests: [...whole, ...others],
    bytes: seen.bytes + more.requests.reduce((sum, one) => sum + (isHit(one) ? 0 : one.bytes), 0),
    milliseconds: seen.milliseconds + more.milliseconds,
  };
}

const isKept = ({ outcome, status }: VisitedRequest): boolean =>
  outcome.is === 'fetched' && outcome.notStored === null && status !== null && status < 400;
const isHit = ({ outcome }: VisitedRequest): boolean => outcome.is === 'fetched' && outcome.hit;
