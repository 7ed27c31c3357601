// Outermost stage: one access event an exchange, whatever happened inside. Blocked, warned and flagged ones are durable
// before the first byte of the answer.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { Flag } from '#policies/model/flag.ts';
import { severities } from '#policies/model/severity.ts';
import type { EventWriter } from '../record/event-writer.ts';
import { discard } from './discard.ts';
import { exchangeEvent, warningOf } from './exchange-event.ts';
import type { Exchange, OriginResponse, SearchFinding } from './exchange.ts';
import { fieldOf } from './fields.ts';
import type { RecentSearches } from './recent-searches.ts';
import { andThen, type Soon } from './soon.ts';
import type { Next, Stage } from './stage.ts';

export function record(writer: EventWriter, proxyId: string, recent: RecentSearches): Stage {
  const keep = (event: AccessEvent | null): Soon<void> => (event === null ? undefined : writer.keep(event));

  function answered(exchange: Exchange, next: Next): Soon<OriginResponse> {
    let response: Soon<OriginResponse>;
    try {
      response = next(exchange);
    } catch (error) {
      return failed(exchange, error);
    }
    if (!(response instanceof Promise)) return recorded(exchange, response);
    return response.then(
      (answer) => recorded(exchange, answer),
      (error: unknown) => failed(exchange, error),
    );
  }

  async function failed(exchange: Exchange, error: unknown): Promise<never> {
    await keep(eventOf(exchange, null, proxyId, null));
    throw error;
  }

  function recorded(exchange: Exchange, response: OriginResponse): Soon<OriginResponse> {
    const unkept = (error: unknown): never => {
      discard(response);
      throw error;
    };
    try {
      const pageView = isPageView(exchange, response);
      const search = exchange.search?.typed === true || pageView ? exchange.search : null;
      const repeated = search !== null && recent.has(exchange, search);
      const done = (): OriginResponse => {
        // Only now: a search whose event could not be kept was not answered either, and will be tried again.
        if (search !== null) recent.add(exchange, search);
        return response;
      };
      const keeping = keep(eventOf(exchange, response, proxyId, repeated ? null : search, pageView));
      return keeping instanceof Promise ? keeping.then(done).catch(unkept) : done();
    } catch (error) {
      return unkept(error);
    }
  }

  return (exchange, next) => andThen(writer.ready(), () => answered(exchange, next));
}

/** The event, or `null` when nothing is kept: what may not be, and parts of pages. */
function eventOf(
  exchange: Exchange,
  response: OriginResponse | null,
  proxyId: string,
  search: SearchFinding | null,
  pageView = isPageView(exchange, response),
): AccessEvent | null {
  const { judgement, page } = exchange;
  if (judgement === null) return null;
  const event = exchangeEvent(exchange, proxyId, {
    id: judgement.reference,
    verdict: page?.verdict ?? judgement.verdict,
    flag: graver(search?.flag ?? null, page?.flag ?? null),
    searchTerm: search?.term ?? null,
    response,
  });
  if (event === null) return null;
  const always = event.kind === 'blocked' || event.kind === 'flagged' || warningOf(exchange) === 'held';
  return always || pageView || changesSomething(exchange) ? event : null;
}

/** Of what somebody typed and what the page says, the graver; the typed words where they are equal. */
function graver(typed: Flag | null, read: Flag | null): Flag | null {
  if (typed === null || read === null) return typed ?? read;
  return severities.indexOf(read.severity) > severities.indexOf(typed.severity) ? read : typed;
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
