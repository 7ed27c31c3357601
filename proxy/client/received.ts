// From a request as a client sent it, over HTTP/1.1 or HTTP/2, to an exchange, or to the reason why it is refused.
// Three names must agree: the one that was dialled, the one of the TLS handshake, and the one in the request.
import type { Readable } from 'node:stream';
import { formatTarget, parseTarget, targetOfAuthority } from '#policies/engine/target.ts';
import type { Target } from '#policies/model/target.ts';
import type { Abandonment } from '../exchange/abandonment.ts';
import { purposeOf } from '../exchange/destination.ts';
import type { ClientSide, Exchange, Header } from '../exchange/exchange.ts';
import { endToEnd, fieldOf, fieldsOf } from '../exchange/fields.ts';
import type { Refusal } from '../pages/answers.ts';
import type { Tunnel } from './tunnel.ts';

export interface Received {
  readonly method: string;
  /** Request target as sent (RFC 9112 §3.2), or `:path`. */
  readonly requestTarget: string;
  /** `:authority` of HTTP/2; `null` in HTTP/1.1, where `Host` says it. */
  readonly authority: string | null;
  readonly headers: readonly Header[];
  readonly protocol: ClientSide['protocol'];
  readonly tunnel: Tunnel | null;
  readonly address: string | null;
  /** The client wants a WebSocket. */
  readonly upgrade: boolean;
  readonly body: (() => Readable) | null;
  readonly inform: ClientSide['inform'];
  readonly signal: Abandonment;
}

export type Reading = { readonly ok: true; readonly exchange: Exchange } | { readonly ok: false; readonly problem: Refusal };

const malformed: Refusal = {
  status: 400,
  trouble: 'request-unreadable',
};
const misdirected: Refusal = {
  status: 421,
  trouble: 'request-misdirected',
};
const notAWebsite: Refusal = {
  status: 400,
  trouble: 'not-a-website',
};

export function exchangeOf(received: Received, at: number, headerFields: number): Reading {
  const { method, headers, protocol, tunnel, address, signal } = received;
  if (headers.length > headerFields) return refused({ ...malformed, status: 431 });
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method)) return refused(malformed);
  // TRACE shows scripts what they must not see; nobody needs it through a filter.
  if (method === 'TRACE' || method === 'CONNECT') return refused({ ...malformed, status: 405 });
  const found = targetOf(received);
  if ('status' in found) return refused(found);
  const target = received.upgrade ? { ...found, scheme: found.scheme === 'https' ? ('wss' as const) : ('ws' as const) } : found;
  const purpose = purposeOf(headers);
  return {
    ok: true,
    exchange: {
      at,
      target,
      ...purpose,
      destination: received.upgrade ? 'websocket' : purpose.destination,
      client: {
        address,
        protocol,
        authorization: tunnel === null ? fieldOf(headers, 'proxy-authorization') : tunnel.authorization,
        shownAt: tunnel === null ? at : tunnel.openedAt,
        inform: received.inform,
      },
      request: { method, url: formatTarget(found), headers: endToEnd(headers, ['host', 'expect']), variant: '', body: received.body },
      signal,
      purpose: 'client',
      identity: null,
      judgement: null,
      search: null,
      page: null,
    },
  };
}

const refused = (problem: Refusal): Reading => ({ ok: false, problem });

/** The target that every part of the request agrees on, or why there is none. The address is parsed once; what is judged is what is sent. */
function targetOf(received: Received): Target | Refusal {
  const { requestTarget, tunnel } = received;
  const scheme = tunnel === null ? 'http' : 'https';
  const relative = requestTarget.startsWith('/');
  if (relative && tunnel === null) return notAWebsite;
  // User information would put one name before the other's eyes (`http://allowed@other/`).
  if (!relative && !/^https?:\/\/[^/?#\\@]+(?:[/?]|$)/i.test(requestTarget)) return malformed;
  const target = parseTarget(relative && tunnel !== null ? `${tunnel.origin}${requestTarget}` : requestTarget);
  if (target === null || target.path === null) return malformed;
  if (target.scheme !== scheme) return misdirected;
  if (tunnel !== null && !(sameAuthority(target, tunnel.target) && (tunnel.serverName === null || tunnel.serverName === target.host)))
    return misdirected;
  return hostProblem(received, target, scheme) ?? target;
}

/** RFC 9112 §3.2: exactly one `Host`; with HTTP/2 it may be absent, and must say what `:authority` says (RFC 9113 §8.3.1). */
function hostProblem({ headers, authority, protocol }: Received, target: Target, scheme: 'http' | 'https'): Refusal | null {
  const hosts = fieldsOf(headers, 'host');
  // Almost everybody writes it just as it is, and then there is nothing to read.
  if (authority === null && hosts.length === 1 && target.host === hosts[0] && target.port === defaultPort[scheme]) return null;
  const named = authority === null ? hosts : [authority, ...hosts];
  if (hosts.length > 1 || (named.length === 0 && protocol !== '1.0')) return malformed;
  for (const name of named) {
    const host = targetOfAuthority(name, scheme);
    if (host === null) return malformed;
    if (!sameAuthority(host, target)) return misdirected;
  }
  return null;
}

const defaultPort = { http: 80, https: 443 } as const;

const sameAuthority = (one: Target, other: Target): boolean => one.host === other.host && one.port === other.port;
