// Outermost stage: one access event an exchange, whatever happened inside. Blocked, warned and flagged ones are durable
// before the first byte of the answer.
import { accessEventOf } from '#policies/engine/event-of.ts';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { EventWriter } from '../record/event-writer.ts';
import { discard } from './discard.ts';
import type { Exchange, OriginResponse, SearchFinding } from './exchange.ts';
import { fieldOf } from './fields.ts';
import { accessRequestOf } from './judge.ts';
import type { RecentSearches } from './recent-searches.ts';
import type { Stage } from './stage.ts';

export function record(writer: EventWriter, proxyId: string, recent: RecentSearches): Stage {
  const keep = async (event: AccessEvent | null): Promise<void> => {
    if (event !== null) await writer.keep(event);
  };
  return async (exchange, next) => {
    await writer.ready();
    let response: OriginResponse;
    try {
      response = await next(exchange);
    } catch (error) {
      await keep(eventOf(exchange, null, proxyId, null));
      throw error;
    }
    try {
      const search = isPageView(exchange, response) ? exchange.search : null;
      const repeated = search !== null && recent.has(exchange, search);
      await keep(eventOf(exchange, response, proxyId, repeated ? null : search));
      // Only now: a search whose event could not be kept was not answered either, and will be tried again.
      if (search !== null) recent.add(exchange, search);
      return response;
    } catch (error) {
      discard(response);
      throw error;
    }
  };
}

/** The event, or `null` when nothing is kept: no verdict was reached, a helpline, a part of a page, our own preparing for a lesson. */
function eventOf(exchange: Exchange, response: OriginResponse | null, proxyId: string, search: SearchFinding | null): AccessEvent | null {
  const { identity, judgement } = exchange;
  if (identity === null || judgement === null || exchange.purpose !== 'client') return null;
  const { judge, verdict, reference } = judgement;
  if (verdict.obligations.includes('do-not-record')) return null;
  const event = accessEventOf({
    id: reference,
    request: accessRequestOf(exchange, identity.subject),
    verdict,
    judge,
    enforcedBy: { point: 'proxy', id: proxyId },
    device: identity.device,
    clientAddress: exchange.client.address,
    userAct: exchange.userAct,
    flag: search?.flag ?? null,
    searchTerm: search?.term ?? null,
    status: response?.status ?? null,
    bytes: response === null ? null : announcedBytes(response),
  });
  const always = event.kind === 'blocked' || event.kind === 'flagged';
  return always || isPageView(exchange, response) || changesSomething(exchange) ? event : null;
}

/**
 * A page, as against its parts. The client's own word (`Sec-Fetch-Dest`) counts only to add: an answer that is a page is
 * recorded whatever it was asked for as, and so is everything whose purpose nobody told.
 */
function isPageView(exchange: Exchange, response: OriginResponse | null): boolean {
  const { destination, destinationTold } = exchange;
  if (destination === 'document' || destination === 'frame' || destination === 'websocket') return true;
  if (!destinationTold && destination === 'other') return true;
  return response !== null && /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(fieldOf(response.headers, 'content-type') ?? '');
}

const changesSomething = ({ request }: Exchange): boolean =>
  request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS';

/** Body bytes as announced: the event is written before the body is sent. */
function announcedBytes(response: OriginResponse): number | null {
  const length = Number(fieldOf(response.headers, 'content-length') ?? Number.NaN);
  return Number.isSafeInteger(length) && length >= 0 ? length : null;
}
