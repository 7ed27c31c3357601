// How stages are put together: each one may answer by itself, or change the request and the response of those after it.
import type { Exchange, OriginResponse } from './exchange.ts';
import type { Soon } from './soon.ts';

/** The rest of the pipeline. To be called at most once in a stage unless the stage says otherwise (the cache may revalidate, then fetch). */
export type Next = (exchange: Exchange) => Soon<OriginResponse>;

/**
 * One step. Expected failures are answers (`OriginResponse.failure`, or a page); what is thrown, or rejects, ends in the one catch
 * outside the pipeline, which refuses.
 */
export type Stage = (exchange: Exchange, next: Next) => Soon<OriginResponse>;

/** The stages as one function, first outermost. The last stage must answer: it has nothing after it. */
export function pipeline(stages: readonly Stage[]): Next {
  const end: Next = () => Promise.reject(new Error('the last stage of the pipeline did not answer'));
  return stages.reduceRight<Next>((next, stage) => (exchange) => stage(exchange, next), end);
}
