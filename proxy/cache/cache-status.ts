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

/** The same response, saying also under which address it is stored (RFC 9211 §2.8). */
export function withCacheKey(response: OriginResponse, url: string): OriginResponse {
  const last = response.headers.findLastIndex(([name, value]) => name === 'Cache-Status' && value.startsWith(pseudonym));
  const headers = response.headers.map((field, index): Header =>
    index === last ? [field[0], `${field[1]}; key="${url.replaceAll(/[\\"]/g, '\\$&')}"`] : field,
  );
  return { ...response, headers };
}

export interface ReadCacheStatus {
  readonly stored: boolean;
  readonly hit: boolean;
  readonly detail: string | null;
  readonly key: string | null;
}

/** What this cache said about a response; `null` when it was not asked. */
export function readCacheStatus(headers: readonly Header[]): ReadCacheStatus | null {
  for (const [name, value] of headers.toReversed()) {
    if (name.toLowerCase() !== 'cache-status' || !value.startsWith(pseudonym)) continue;
    const parameters = value.replace(/; key="((?:[^"\\]|\\.)*)"$/, '');
    const key = /; key="((?:[^"\\]|\\.)*)"$/.exec(value)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? null;
    return {
      stored: /; stored\b/.test(parameters),
      hit: /; hit\b/.test(parameters),
      detail: /; detail=([a-z-]+)/.exec(parameters)?.[1] ?? null,
      key,
    };
  }
  return null;
}
