// One question for every listener: what holds for this target, now, for whoever uses this browser.
import type { AccessRequest, Place } from '#policies/model/access-request.ts';
import type { Destination, Target } from '#policies/model/target.ts';
import type { Verdict } from '#policies/model/verdict.ts';
import { presenceHost } from '#policies/contracts/extension-api.ts';
import type { Judge } from '#policies/engine/judge.ts';
import type { Standing } from '../identity/standing.ts';

/** A verdict with everything that a record of it needs. */
export interface Judged {
  readonly request: AccessRequest;
  readonly verdict: Verdict;
  readonly judge: Judge;
  readonly device: string;
}

/** `open`: the school's own server, never judged. `closed`: there is no policy yet, so nothing else is open. */
export type Judgement = { readonly kind: 'open' } | { readonly kind: 'closed' } | ({ readonly kind: 'judged' } & Judged);

export type Ask = (target: Target, destination: Destination, initiator: string | null) => Judgement;

export interface JudgementOptions {
  readonly standing: Standing;
  /** Origins (`https://host:port`) of the school's server, as enrolled and as the settings say now. */
  readonly serverOrigins: () => readonly string[];
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Where this browser is; on the school's network where nobody says. */
  readonly place?: () => Place;
}

export function createJudgement({ standing, serverOrigins, clock, place = () => 'on-site' }: JudgementOptions): Ask {
  const isSchools = (target: Target): boolean => {
    if (target.host === presenceHost) return true;
    return serverOrigins().some((origin) => isAt(origin, target));
  };
  return (target, destination, initiator) => {
    if (isSchools(target)) return { kind: 'open' };
    const enforcing = standing.enforcing();
    if (enforcing === null) return { kind: 'closed' };
    const { judge, membership } = enforcing;
    const request: AccessRequest = { subject: membership.subject, target, destination, initiator, at: clock(), place: place() };
    return { kind: 'judged', request, verdict: judge.judge(request), judge, device: membership.device };
  };
}

/** The exact origin; a WebSocket belongs to the origin of its http scheme. */
function isAt(origin: string, target: Target): boolean {
  const { protocol, hostname, port } = new URL(origin);
  const scheme = target.scheme.replace('ws', 'http');
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  const portOf = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  return protocol === `${scheme}:` && hostname === host && portOf === target.port;
}
