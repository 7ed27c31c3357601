// The `Cache-Status` field (RFC 9211): what this cache did with a request, for technicians and for the pre-cache's report.
import type { Header, OriginResponse } from '../exchange/exchange.ts';
import { pseudonym } from '../exchange/fields.ts';

/** Why a request went on to the origin (RFC 9211 §2.2). */
export type ForwardReason = 'bypass' | 'method' | 'uri-miss' | 'vary-miss' | 'request' | 'stale' | 'partial';

export interface CacheStatus {
  readonly hit?: true;
  readonly fwd?: ForwardReason;
  readonly fwdStatus?: number;
  readonly stored?: boolean;
  readonly collapsed?: boolean;
  /** Seconds of freshness left; negative when stale. */
  readonly ttl?: number;
  /** A token of ours: why a response was not stored, or why a stale one was used. */
  readonly detail?: string;
}

function cacheStatusValue(status: CacheStatus): string {
  let value = pseudonym;
  if (status.hit) value += '; hit';
  if (status.fwd) value += `; fwd=${status.fwd}`;
  if (status.fwdStatus !== undefined) value += `; fwd-status=${status.fwdStatus}`;
  if (status.stored) value += '; stored';
  if (status.collapsed) value += '; collapsed';
  if (status.ttl !== undefined) value += `; ttl=${Math.floor(status.ttl)}`;
  if (status.detail) value += `; detail=${status.detail}`;
  return value;
}

export function cacheStatusField(status: CacheStatus): Header {
  return ['Cache-Status', cacheStatusValue(status)];
}

export function withCacheStatus(response: OriginResponse, status: CacheStatus): OriginResponse {
  return { ...response, headers: [...response.headers, cacheStatusField(status)] };
}

/** What this cache said last about a response: whether it stored it, and its `detail`. */
export function readCacheStatus(headers: readonly Header[]): { stored: boolean; hit: boolean; detail: string | null } | null {
  for (const [name, value] of headers.toReversed()) {
    if (name.toLowerCase() !== 'cache-status' || !value.startsWith(pseudonym)) continue;
    return { stored: /; stored\b/.test(value), hit: /; hit\b/.test(value), detail: /; detail=([a-z-]+)/.exec(value)?.[1] ?? null };
  }
  return null;
}
