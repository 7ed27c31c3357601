// Whether a stored response may answer a request as it is (RFC 9111 §4.2, §5.2.1), and whether it may stand in for an origin that fails.
import type { OriginResponse } from '../exchange/exchange.ts';
import type { OriginFailure } from '../origin/origin-failure.ts';
import type { Directives } from './cache-control.ts';
import { currentAge, freshnessLeft, type StoredResponse } from './stored-response.ts';

export type Reuse =
  | 'fresh'
  /** May be served while it is revalidated behind the client's back (RFC 5861 §3). */
  | 'fresh-enough'
  /** The client wants it validated although it is fresh. */
  | 'asked-anew'
  | 'stale';

export function reuse(stored: StoredResponse, request: Directives, now: number): Reuse {
  const age = currentAge(stored, now);
  const left = freshnessLeft(stored, now);
  if (request.has('no-cache')) return 'asked-anew';
  const maxAge = request.seconds('max-age');
  if (maxAge !== null && age >= maxAge) return 'asked-anew';
  const minFresh = request.seconds('min-fresh');
  if (minFresh !== null && left < minFresh) return 'asked-anew';
  if (left > 0) return 'fresh';
  if (stored.freshness.neverStale) return 'stale';
  if (request.has('max-stale') && (request.argument('max-stale') === null || -left <= (request.seconds('max-stale') ?? 0))) return 'fresh';
  return -left < stored.freshness.staleWhileRevalidate ? 'fresh-enough' : 'stale';
}

/** Failures that mean *disconnected* (RFC 9111 §4.2.4). A bad certificate is not among them: it must be seen. */
const disconnected: ReadonlySet<OriginFailure['type']> = new Set([
  'dns_error',
  'destination_unavailable',
  'connection_refused',
  'connection_terminated',
  'connection_timeout',
  'http_response_timeout',
  'http_response_incomplete',
  'http_protocol_error',
]);

/** How long a disconnected origin may be stood in for without anybody having asked for it. Seconds. */
const disconnectedLimit = 86_400;

export interface Trouble {
  /** `null`: the origin answered, with a status of 500 or more. */
  readonly failure: OriginFailure | null;
}

/** An origin of which nothing is heard in time. */
export const unreachable: Trouble = { failure: { type: 'connection_timeout', status: 504, trouble: 'connection-timeout' } };

export function troubleOf(response: OriginResponse): Trouble | null {
  if (response.failure) return { failure: response.failure };
  return response.status >= 500 ? { failure: null } : null;
}

/**
 * Whether the stored response may be served although it is stale. Never when its origin forbade it; always while it is pinned
 * for a lesson; within `stale-if-error` (RFC 5861 §4); and for a day when the origin cannot be reached at all.
 */
export function mayStandIn(stored: StoredResponse, pinned: boolean, request: Directives, trouble: Trouble, now: number): boolean {
  if (trouble.failure && !disconnected.has(trouble.failure.type)) return false;
  const left = freshnessLeft(stored, now);
  if (left > 0) return true;
  if (stored.freshness.neverStale) return false;
  if (pinned) return true;
  const staleness = -left;
  if (staleness < Math.max(stored.freshness.staleIfError, request.seconds('stale-if-error') ?? 0)) return true;
  return trouble.failure !== null && staleness < disconnectedLimit;
}
