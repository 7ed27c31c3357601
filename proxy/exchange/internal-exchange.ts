// Makes the proxy's own requests into exchanges.
import { formatTarget, parseTarget } from '#policies/engine/target.ts';
import type { GroupId } from '#policies/model/group.ts';
import type { Identity } from '../identity/identity.ts';
import { noDevice } from '../identity/school-register.ts';
import { purposeOf } from './destination.ts';
import type { Exchange } from './exchange.ts';
import { endToEnd } from './fields.ts';
import type { FetchThroughPipeline, InternalRequest } from './internal-request.ts';
import type { Next } from './stage.ts';
import { stoppedBy, warnedBy } from './stopped.ts';

/** Rejects with a `TypeError` for an address that is not http or https; otherwise as the pipeline does. */
export function fetchThrough(exchangePipeline: Next): FetchThroughPipeline {
  return async (request, signal = AbortSignal.timeout(60_000)) => {
    const exchange = exchangeFor(request, signal);
    const response = await exchangePipeline(exchange);
    return { ...response, stopped: stoppedBy(exchange), warned: warnedBy(exchange) };
  };
}

/** Somebody of a class, and nobody in particular. */
export function visitorOf(group: GroupId): Identity {
  return { subject: { id: 'precache', groups: [group] }, kind: 'pupil', ...noDevice };
}

function exchangeFor({ url, headers, group, at, permits = [] }: InternalRequest, signal: AbortSignal): Exchange {
  const target = parseTarget(url);
  if (target === null || (target.scheme !== 'http' && target.scheme !== 'https'))
    throw new TypeError('only http and https addresses can be fetched');
  return {
    at,
    target,
    ...purposeOf(headers),
    userAct: false,
    client: { address: null, protocol: '1.1', authorization: null, shownAt: at, inform: () => {} },
    request: { method: 'GET', url: formatTarget(target), headers: endToEnd(headers, ['host', 'expect']), variant: '', body: null },
    signal,
    purpose: 'precache',
    permits,
    identity: visitorOf(group),
    judgement: null,
    search: null,
    page: null,
  };
}
