// A request that the proxy makes for itself, judged as if somebody of a class made it.
import type { GroupId } from '#policies/model/group.ts';
import type { Rule } from '#policies/model/rule.ts';
import type { Header, OriginResponse } from './exchange.ts';
import type { Stopped } from './stopped.ts';

export interface InternalRequest {
  /** Absolute `http:` or `https:` URL. */
  readonly url: string;
  readonly headers: readonly Header[];
  /** Class (or other group) that it is fetched for; the judge decides as for one of its members. */
  readonly group: GroupId;
  /** The moment it is judged at, epoch ms: the lesson's, because a permission may not hold yet when the proxy prepares. */
  readonly at: number;
  /** Permissions that hold for this request only, as if they had been given. The mandatory layer still wins. */
  readonly permits?: readonly Rule[];
}

export interface InternalResponse extends OriginResponse {
  /** Why it is a page of ours that says that it is blocked; `null` when it is none. */
  readonly stopped: Stopped | null;
  /** Why a person would be warned of it first; `null`: nobody would. */
  readonly warned: Stopped | null;
}

/**
 * Runs a GET through the whole pipeline without a client. A page of ours comes back as for a client: a block page is
 * status 403 with `Proxy-Status: schoolgate; error=http_request_denied`; a bad origin has `failure` set.
 * The body must be read or destroyed; `signal` stops it.
 */
export type FetchThroughPipeline = (request: InternalRequest, signal?: AbortSignal) => Promise<InternalResponse>;
