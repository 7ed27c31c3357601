// One request and its response on the way through the proxy (RFC 9110 §3.4), as every stage sees it.
import type { Duplex, Readable } from 'node:stream';
import type { Judge } from '#policies/engine/judge.ts';
import type { Flag } from '#policies/model/flag.ts';
import type { Rule } from '#policies/model/rule.ts';
import type { Destination, Target } from '#policies/model/target.ts';
import type { Verdict } from '#policies/model/verdict.ts';
import type { Identity } from '../identity/identity.ts';
import type { OriginFailure } from '../origin/origin-failure.ts';
import type { Abandonment } from './abandonment.ts';

/** A field line: name as it was written, value without surrounding white space (RFC 9110 §5.5). */
export type Header = readonly [name: string, value: string];

/** What travels upstream. Immutable: a stage that wants another request makes one and hands it on. */
export interface OutgoingRequest {
  readonly method: string;
  /** Absolute, normalised `http:` or `https:` URL without a fragment. With `variant` and `Vary` it is the cache key. */
  readonly url: string;
  /** End-to-end fields only: hop-by-hop fields, `Host` and `Proxy-Authorization` are gone already. */
  readonly headers: readonly Header[];
  /**
   * What an obligation changed about the request besides its URL (`''`: nothing). Two requests with different variants
   * must never share a stored response, even when the origin forgets to send `Vary`.
   */
  readonly variant: string;
  /** Starts the request's body: call it once, and only if the body is really wanted (it sends `100 Continue`). */
  readonly body: (() => Readable) | null;
}

/**
 * What goes back towards the client. Who receives one must read its body to the end or destroy it; a body that is
 * destroyed stops the download. `body` is `null` where there is none by definition (HEAD, 204, 304; RFC 9110 §6.4.1).
 */
export interface OriginResponse {
  readonly status: number;
  readonly statusText?: string;
  /** End-to-end fields only. `Content-Length` is the origin's own and may be absent. */
  readonly headers: readonly Header[];
  readonly body: Readable | Uint8Array | null;
  /** Set when the answer is a page of ours because no usable response came from the origin: never stored, stale may be served instead. */
  readonly failure?: OriginFailure;
  /** The origin's side of a connection that changed its protocol (status 101). Destroy it when it is not used. */
  readonly upgraded?: Duplex;
}

/** How a request came to us. */
export interface ClientSide {
  /** Address of the peer as the socket shows it; `null` for requests that the proxy makes for itself. */
  readonly address: string | null;
  /** Version for `Via` (RFC 9110 §7.6.3). */
  readonly protocol: '1.0' | '1.1' | '2';
  /** `Proxy-Authorization` as sent, with the request or with the CONNECT that the tunnel was opened by. */
  readonly authorization: string | null;
  /** When that was shown, epoch milliseconds: a tunnel stays whose it was when it was opened. */
  readonly shownAt: number;
  /** Passes on an interim response (1xx) from the origin; does nothing where it cannot be sent. */
  readonly inform: (status: number, headers: readonly Header[]) => void;
}

/** The judge's answer, with the judge that gave it: requests in flight keep theirs when a new bundle comes. */
export interface Judgement {
  readonly judge: Judge;
  readonly verdict: Verdict;
  /** 12 digits: reference on the block page, and the access event's id. */
  readonly reference: string;
  /** Of a verdict `warn`: whether it was held at the warning, or let through because somebody went on. */
  readonly warning?: Warning;
}

export type Warning = 'held' | 'went-on';

/** A search that this exchange carries out. */
export interface SearchFinding {
  readonly engine: string;
  readonly term: string;
  readonly flag: Flag | null;
  /** It was sent in a body, as prompts are, and not with a page view. */
  readonly typed?: true;
}

/** What the answer turned out to hold: words of a page, a file of some kind or size. */
export interface PageFinding {
  /** In place of the verdict on the address; `null`: that stands. */
  readonly verdict: Verdict | null;
  readonly flag: Flag | null;
  /** Of a verdict `warn`, as in a `Judgement`. */
  readonly warning?: Warning;
}

/**
 * The exchange. Its first part never changes. `identity`, `judgement`, `search` and `page` are each written once, by the stage that
 * finds them out, and read by stages outside it (`record`). `cache` and `forward` write nothing to it: they may hand on a copy.
 */
export interface Exchange {
  /** When it began, epoch milliseconds; the moment it is judged at. */
  readonly at: number;
  /** What the client asked for: never rewritten by obligations. */
  readonly target: Target;
  readonly destination: Destination;
  /** `true`: the client told us (`Sec-Fetch-Dest`); `false`: guessed from other fields. */
  readonly destinationTold: boolean;
  /** Origin of the page that asked, or `null`. */
  readonly initiator: string | null;
  /** `true` when a person caused it (`Sec-Fetch-User`), `null` when it cannot be told. */
  readonly userAct: boolean | null;
  readonly client: ClientSide;
  readonly request: OutgoingRequest;
  /** Aborted when the client went away: what is fetched only for it must stop. */
  readonly signal: Abandonment;
  /** `pupil`: somebody at a screen; `precache`: the proxy itself before a lesson. Ordinary events of the latter are not recorded. */
  readonly purpose: 'client' | 'precache';
  /** Permissions that hold for this exchange besides the policy: a visit that asks what they would open. Never of a client's. */
  readonly permits?: readonly Rule[];
  identity: Identity | null;
  judgement: Judgement | null;
  search: SearchFinding | null;
  page: PageFinding | null;
}
