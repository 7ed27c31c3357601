// Stage: what the verdict demands besides letting through. The origin sees the changed request, the address bar does not change.
import { restrictedVideoHeaders, withSafeSearch } from '#policies/engine/search.ts';
import type { Exchange, OutgoingRequest } from './exchange.ts';
import type { Stage } from './stage.ts';

export function oblige(): Stage {
  return (exchange, next) => {
    const obligations = exchange.judgement?.verdict.obligations ?? [];
    let { request } = exchange;
    if (obligations.includes('safe-search')) request = withSafety(request);
    if (obligations.includes('video-restriction')) request = withRestrictedVideo(request, exchange);
    if (request === exchange.request) return next(exchange);
    return next({ ...exchange, request });
  };
}

function withSafety(request: OutgoingRequest): OutgoingRequest {
  const url = withSafeSearch(request.url);
  return url === null ? request : { ...request, url };
}

function withRestrictedVideo(request: OutgoingRequest, { target }: Exchange): OutgoingRequest {
  const forced = restrictedVideoHeaders(target);
  if (forced.length === 0) return request;
  const names = new Set(forced.map(([name]) => name.toLowerCase()));
  const headers = [...request.headers.filter(([name]) => !names.has(name.toLowerCase())), ...forced];
  return { ...request, headers, variant: forced.map((field) => field.join('=')).join('&') };
}
