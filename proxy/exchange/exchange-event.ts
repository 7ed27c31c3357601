// The access event of an exchange, as the proxy tells it.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import { accessEventOf } from '#policies/engine/event-of.ts';
import type { Flag } from '#policies/model/flag.ts';
import type { Verdict } from '#policies/model/verdict.ts';
import type { Exchange, OriginResponse, Warning } from './exchange.ts';
import { fieldOf } from './fields.ts';
import { accessRequestOf } from './judge.ts';

export interface Told {
  /** Reference number. */
  readonly id: string;
  readonly verdict: Verdict;
  readonly flag: Flag | null;
  readonly searchTerm: string | null;
  readonly response: OriginResponse | null;
}

/** `null` when nothing may be kept: no verdict was reached, a helpline, our own preparing for a lesson. */
export function exchangeEvent(exchange: Exchange, proxyId: string, told: Told): AccessEvent | null {
  const { identity, judgement } = exchange;
  if (identity === null || judgement === null || exchange.purpose !== 'client') return null;
  const { verdict, response } = told;
  if (verdict.obligations.includes('do-not-record')) return null;
  return accessEventOf({
    id: told.id,
    request: accessRequestOf(exchange, identity.subject),
    verdict,
    judge: judgement.judge,
    enforcedBy: { point: 'proxy', id: proxyId },
    device: identity.device,
    clientAddress: exchange.client.address,
    userAct: exchange.userAct,
    flag: told.flag,
    wentOn: warningOf(exchange) === 'went-on',
    searchTerm: told.searchTerm,
    status: response?.status ?? null,
    bytes: response === null ? null : announcedBytes(response),
  });
}

/** What became of the warning, where the verdict is one. */
export const warningOf = ({ page, judgement }: Pick<Exchange, 'page' | 'judgement'>): Warning | undefined =>
  page?.warning ?? judgement?.warning;

/** Body bytes as announced: the event is written before the body is sent. */
function announcedBytes(response: OriginResponse): number | null {
  const length = Number(fieldOf(response.headers, 'content-length') ?? Number.NaN);
  return Number.isSafeInteger(length) && length >= 0 ? length : null;
}
