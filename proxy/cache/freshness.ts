// How long a response may be reused (RFC 9111 §4.2). The rules of http-cache-semantics decide; what they are fed is normalised
// here first, because they take dates, ages and directives as origins happen to write them.
import CachePolicy from 'http-cache-semantics';
import type { Header } from '../exchange/exchange.ts';
import { fieldsOf, hasField } from '../exchange/fields.ts';
import { deltaSeconds, responseDirectives, storageForbidden, type Directives } from './cache-control.ts';
import { fieldValue } from './header-fields.ts';
import { parseHttpDate } from './http-date.ts';

/** All in seconds. */
export interface Freshness {
  /** For how long the response is fresh, counted from its age 0. */
  readonly lifetime: number;
  /** Age when it was received (*corrected_initial_age*, RFC 9111 §4.2.3). */
  readonly initialAge: number;
  /** How long after its freshness it may be served while it is revalidated (RFC 5861 §3). */
  readonly staleWhileRevalidate: number;
  /** How long after its freshness it may be served when the origin fails (RFC 5861 §4). */
  readonly staleIfError: number;
  /** The response must never be served stale: `no-cache`, `must-revalidate`, `proxy-revalidate`, `s-maxage` (RFC 9111 §4.2.4). */
  readonly neverStale: boolean;
}

/** One exchange with the origin; times in epoch milliseconds. */
export interface Received {
  readonly url: string;
  readonly request: readonly Header[];
  readonly status: number;
  readonly headers: readonly Header[];
  readonly requestTime: number;
  readonly responseTime: number;
}

const heuristicLimit = 86_400;
/** Not for reuse by themselves: parts of a representation, and answers to conditions. */
const notWhole = new Set([206, 304]);

/** *corrected_age_value*. `Date` takes no part, as RFC 9111 allows where caches send `Age`: origins' clocks are too often wrong. */
function initialAge(received: Received): number {
  const first = fieldsOf(received.headers, 'age')[0]?.split(',')[0]?.trim();
  const age = first === undefined ? 0 : (deltaSeconds(first) ?? 0);
  return age + Math.max(0, received.responseTime - received.requestTime) / 1000;
}

/** Directives that the library's rules need, in the one form it reads right. */
function directivesForPolicy(directives: Directives, status: number): string {
  const parts: string[] = [];
  for (const name of ['max-age', 's-maxage']) {
    const seconds = directives.seconds(name);
    if (seconds !== null) parts.push(`${name}=${seconds}`);
  }
  if (storageForbidden(directives, status)) parts.push('no-store');
  for (const name of ['private', 'public', 'immutable']) if (directives.has(name)) parts.push(name);
  // `no-cache` with field names concerns these fields only; they are left out of what is stored.
  if (directives.has('no-cache') && directives.argument('no-cache') === null) parts.push('no-cache');
  return parts.join(', ');
}

/** `null`: by RFC 9111 §3 a shared cache must not store it. */
export function freshnessOf(received: Received): Freshness | null {
  const directives = responseDirectives(received.headers);
  const date = parseHttpDate(fieldValue(received.headers, 'date') ?? '', received.responseTime) ?? received.responseTime;
  const policyHeaders: Record<string, string> = { date: new Date(date).toUTCString() };
  const cacheControl = directivesForPolicy(directives, received.status);
  if (cacheControl !== '') policyHeaders['cache-control'] = cacheControl;
  const expires = fieldValue(received.headers, 'expires');
  if (expires !== null) {
    const at = parseHttpDate(expires, received.responseTime);
    policyHeaders['expires'] = at === null ? '0' : new Date(at).toUTCString();
  }
  const modified = parseHttpDate(fieldValue(received.headers, 'last-modified') ?? '', received.responseTime);
  if (modified !== null) policyHeaders['last-modified'] = new Date(modified).toUTCString();
  if (
    !directives.has('no-cache') &&
    !hasField(received.headers, 'cache-control') &&
    fieldValue(received.headers, 'pragma')?.includes('no-cache')
  )
    policyHeaders['pragma'] = 'no-cache';

  const explicit = expires !== null || directives.has('max-age') || directives.has('s-maxage');
  // RFC 9111 §3 lets a cache keep any final status that says itself how long it lasts; the library knows a list of statuses only.
  const status = !notWhole.has(received.status) && (explicit || directives.has('public')) ? 200 : received.status;
  const policy = new CachePolicy(
    { url: received.url, method: 'GET', headers: hasField(received.request, 'authorization') ? { authorization: 'present' } : {} },
    { status, headers: policyHeaders },
    { shared: true },
  );
  if (!policy.storable()) return null;
  const lifetime = explicit ? policy.maxAge() : Math.min(policy.maxAge(), heuristicLimit);
  return {
    lifetime,
    initialAge: initialAge(received),
    staleWhileRevalidate: directives.seconds('stale-while-revalidate') ?? 0,
    staleIfError: directives.seconds('stale-if-error') ?? 0,
    neverStale:
      directives.has('must-revalidate') ||
      directives.has('proxy-revalidate') ||
      directives.has('s-maxage') ||
      (directives.has('no-cache') && directives.argument('no-cache') === null),
  };
}
