// Stage: proves to an extension that its traffic crosses this proxy, and hears from it, on a host that exists nowhere else.
import { createHmac } from 'node:crypto';
import { presenceHost, wentOnUrl } from '#policies/contracts/extension-api.ts';
import { answer } from '../pages/answers.ts';
import type { Stage } from './stage.ts';
import type { HearWentOn } from './went-on.ts';

const longestNonce = 200;

/** @param workers of how many take connections just now, where there are several */
export function presence(id: string, bundle: () => number, workers: () => { up: number; of: number } | null, wentOn: HearWentOn): Stage {
  return (exchange, next) => {
    if (exchange.target.host !== presenceHost) return next(exchange);
    if (exchange.request.url === wentOnUrl) return wentOn(exchange);
    const url = new URL(exchange.request.url);
    const nonce = url.searchParams.get('nonce');
    const secretHash = exchange.identity?.secretHash ?? null;
    const asked = exchange.target.scheme === 'http' && exchange.request.method === 'GET' && url.pathname === '/presence';
    if (!asked || secretHash === null || nonce === null || nonce === '' || nonce.length > longestNonce)
      return answer(404, 'Not found.\n', 'text/plain; charset=utf-8');
    const proof = createHmac('sha256', secretHash).update(nonce).digest('base64url');
    return answer(200, JSON.stringify({ proxy: id, bundle: bundle(), proof, workers: workers() ?? undefined }), 'application/json');
  };
}
