// A visit: a page opened as a pupil of a class would open it, before anybody does, to see what it needs, what of that is stopped, and
// how it looks. There are two ways, a real Chromium and a crawler of our own; both go through the proxy's own pipeline, fill the same
// cache, are recorded as nobody, and answer in the form that is defined here.
import type { GroupId } from '#policies/model/group.ts';
import type { Rule } from '#policies/model/rule.ts';
import type { Stopped } from '../../exchange/stopped.ts';
import type { NeedKind } from '../need.ts';
import type { PrecacheLimits } from '../precache-limits.ts';

export interface VisitOptions {
  /** Absolute http or https address. */
  readonly url: string;
  /** Class (or other group) that it is visited for: judged as for one of its members. */
  readonly group: GroupId;
  /** The moment it is judged at, epoch milliseconds: the lesson's. */
  readonly at: number;
  /** Permissions that hold for this visit only, as if they had been given (layer `decision`, effect `allow`). Mandatory lists still win. */
  readonly permits: readonly Rule[];
  /** `crawler`: by the crawler even where there is a browser; it is quicker by far and needs no memory. */
  readonly by?: 'crawler';
  /** What a browser leaves for others (further sizes of pictures, the rest of films) is fetched too, so that the cache has it. */
  readonly complete?: true;
  /** Ends the visit early; what was seen by then is the result. */
  readonly signal: AbortSignal;
  readonly limits: PrecacheLimits;
  /** Told after every request. */
  readonly progress: (so: VisitProgress) => void;
}

export interface VisitProgress {
  readonly requests: number;
  /** As sent by origins. */
  readonly bytes: number;
}

/**
 * Rejects with a `RangeError` for permits that are more than permissions, and with other errors for faults of ours only: whatever a
 * page does is a result.
 */
export type VisitPage = (options: VisitOptions) => Promise<VisitResult>;

/** What a request was for. `fetch`, `websocket` and `other` are made by scripts, which the crawler does not run. */
export type VisitKind = NeedKind | 'fetch' | 'websocket' | 'other';

/** What became of a request. */
export type VisitOutcome =
  | {
      readonly is: 'fetched';
      /** Address that the cache stored it under, if not the one that was asked for (safe search). */
      readonly key: string | null;
      /** Why the cache did not store it, as a token of its `Cache-Status`; `null`: stored, or answered from the store. */
      readonly notStored: string | null;
      readonly hit: boolean;
      /** Why a pupil is warned of it first; the visit went on. */
      readonly warned: Stopped | null;
    }
  /** By the school's policy. `stopped` is `null` only where the reason was not told. */
  | { readonly is: 'blocked'; readonly stopped: Stopped | null }
  /** No usable answer from the origin; words for a teacher. */
  | { readonly is: 'failed'; readonly why: string }
  /** The body broke off. */
  | { readonly is: 'broken' }
  /** Named by the page and not asked for. */
  | { readonly is: 'left-out'; readonly because: LeftOut }
  /** More redirects than browsers follow, or one that cannot be followed. */
  | { readonly is: 'gone-round' };

/**
 * `limit`: of hosts, requests, bytes or time. `robots`: the site asks programs not to. `busy`: it asked to be left alone for longer
 * than the visit lasts (`Retry-After`). `browser`: a real browser did not ask for it either (its own rules, or the page's).
 */
export type LeftOut = 'limit' | 'robots' | 'busy' | 'browser';

export interface VisitedRequest {
  readonly url: string;
  readonly host: string;
  readonly kind: VisitKind;
  readonly method: string;
  /** Address of the page or sheet that asked, as far as it is told; `null` for the page itself. */
  readonly from: string | null;
  /** One of several pictures of which a browser takes one; not missed when it is not there. */
  readonly alternative: boolean;
  /** Of the answer; `null` when none came. */
  readonly status: number | null;
  /** Of the body, as sent. */
  readonly bytes: number;
  readonly outcome: VisitOutcome;
}

/** What a teacher should know before the lesson. Each is a suspicion, with what it stands on, in words. */
export interface VisitNote {
  readonly about:
    | 'consent'
    | 'login'
    | 'streaming'
    | 'websocket'
    | 'live'
    | 'service-worker'
    /** The origin serves programs something else, or wants a person to prove to be one. */
    | 'refuses-programs'
    | 'warned'
    | 'limits';
  readonly why: string;
}

export interface Picture {
  readonly type: 'image/webp' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

export interface VisitResult {
  readonly by: 'chromium' | 'crawler';
  /** Why it was the crawler although there is a Chromium, or that there is none; `null` when it was Chromium. */
  readonly instead: string | null;
  /** Every request that was made or is named, redirects included, in their order; the page itself is the first. */
  readonly requests: readonly VisitedRequest[];
  /** Addresses from the one that was asked for to the one that opened, both included. */
  readonly path: readonly string[];
  readonly title: string | null;
  /** 1280×800 as a pupil sees it, at most 300 kB; `null` from the crawler, and where there was nothing to see. */
  readonly picture: Picture | null;
  readonly notes: readonly VisitNote[];
  readonly bytes: number;
  readonly milliseconds: number;
  /** A limit or the signal ended it before the page was done. */
  readonly cutShort: boolean;
}
