// Asking the origin: with a validator where something is stored, storing what comes, and standing in for an origin that fails.
import { discard } from '../exchange/discard.ts';
import type { Exchange, OriginResponse } from '../exchange/exchange.ts';
import { andThen, type Soon } from '../exchange/soon.ts';
import type { Next } from '../exchange/stage.ts';
import { fieldsOf } from '../exchange/fields.ts';
import { bodySource } from './body-source.ts';
import { requestDirectives } from './cache-control.ts';
import { withCacheStatus, type ForwardReason } from './cache-status.ts';
import { confirms, unconditional, validatingRequest } from './conditions.ts';
import { bodyLength, type Entry } from './entry.ts';
import type { Landed } from './flights.ts';
import { describesStored, freshened } from './freshening.ts';
import { deltaSeconds } from './cache-control.ts';
import { giveFrom } from './given-answer.ts';
import { fieldValue } from './header-fields.ts';
import { beforeTheClassWaits } from './lesson-patience.ts';
import type { OriginTrouble } from './origin-trouble.ts';
import type { ResponseStore } from './response-store.ts';
import { mayStandIn, troubleOf, unreachable, type Trouble } from './reuse.ts';
import { answersLaterGet, bypassReason, storability, storedFields, type NotStored } from './storable.ts';
import { freshnessLeft, type StoredResponse } from './stored-response.ts';
import { selectingFields, varyNames } from './vary.ts';
import { asWhole } from './whole-part.ts';

export interface Fetched {
  readonly response: OriginResponse;
  /** What others who wait for the same may share. */
  readonly landed: Landed | null;
}

interface Kept {
  readonly response: OriginResponse;
  readonly entry: Entry | null;
}

interface NotKept {
  readonly not: NotStored;
}

interface Asked {
  readonly exchange: Exchange;
  readonly next: Next;
  readonly stored: Entry | null;
  readonly reason: ForwardReason;
  /** When the request was sent, epoch milliseconds. */
  readonly requestTime: number;
  readonly validated: boolean;
}

export class OriginFetch {
  readonly #store: ResponseStore;
  readonly #clock: () => number;
  readonly #trouble: OriginTrouble;

  constructor(store: ResponseStore, clock: () => number, trouble: OriginTrouble) {
    this.#store = store;
    this.#clock = clock;
    this.#trouble = trouble;
  }

  /** GET. `stored`: what fits the request but may not be used without asking. */
  get(exchange: Exchange, next: Next, stored: Entry | null, reason: ForwardReason): Soon<Fetched> {
    const { request } = exchange;
    if (stored && this.#store.pins.has(request.url) && this.#trouble.has(request.url) && this.#mayStandIn(stored, exchange, unreachable)) {
      return this.#standIn(stored, exchange, null);
    }
    const validating = stored && validatingRequest(request, stored.response);
    const asked: Asked = { exchange, next, stored, reason, requestTime: this.#clock(), validated: validating !== null };
    const answer = next(validating ? { ...exchange, request: validating } : exchange);
    if (stored && this.#store.pins.has(request.url)) return this.#inLessonTime(answer, asked, stored);
    return andThen(answer, (response) => this.#conclude(asked, response));
  }

  async #inLessonTime(answer: Soon<OriginResponse>, asked: Asked, stored: Entry): Promise<Fetched> {
    const response = await this.#inTime(answer, asked, stored);
    return response ? this.#conclude(asked, response) : this.#standIn(stored, asked.exchange, null);
  }

  /** HEAD is always passed on when the stored response may not answer it; what it says updates the stored one (RFC 9111 §4.3.5). */
  async head(exchange: Exchange, next: Next, stored: Entry | null, reason: ForwardReason): Promise<OriginResponse> {
    const requestTime = this.#clock();
    const response = await next(exchange);
    if (!stored) return withCacheStatus(response, { fwd: reason });
    const trouble = troubleOf(response);
    if (trouble) {
      if (!this.#mayStandIn(stored, exchange, trouble)) return withCacheStatus(response, { fwd: reason });
      discard(response);
      return (await this.#standIn(stored, exchange, response.status)).response;
    }
    const times = { requestTime, responseTime: this.#clock() };
    const updated = describesStored(response, stored.response, bodyLength(stored))
      ? freshened(stored.response, exchange.request, response.headers, times)
      : null;
    this.#store.freshen(stored, updated ?? expired(stored.response));
    return withCacheStatus(response, { fwd: reason });
  }

  /** `null` when the kept copy should be shown now; the late answer still updates it. */
  async #inTime(answer: Soon<OriginResponse>, asked: Asked, stored: Entry): Promise<OriginResponse | null> {
    if (!this.#mayStandIn(stored, asked.exchange, unreachable)) return answer;
    const response = await beforeTheClassWaits(answer, (late) => {
      if (late.status === 304 && asked.validated) this.#freshen(asked, stored, late);
    });
    if (response === null) this.#trouble.mark(asked.exchange.request.url);
    return response;
  }

  #conclude(asked: Asked, response: OriginResponse): Soon<Fetched> {
    const { exchange, stored } = asked;
    const trouble = troubleOf(response);
    if (trouble?.failure) this.#trouble.mark(exchange.request.url);
    else this.#trouble.clear(exchange.request.url);
    if (trouble && stored && this.#mayStandIn(stored, exchange, trouble)) {
      discard(response);
      return this.#standIn(stored, exchange, response.status);
    }
    if (asked.validated && stored && response.status === 304) return this.#confirmed(asked, stored, response);
    const fwdStatus = stored ? { fwdStatus: response.status } : {};
    return andThen(this.#keep(exchange, response, asked.requestTime), (kept) => this.#toldOf(asked, response, kept, fwdStatus));
  }

  #toldOf({ exchange, stored, reason }: Asked, response: OriginResponse, kept: Kept | NotKept, fwdStatus: { fwdStatus?: number }): Fetched {
    if ('not' in kept) {
      // The origin now says that this must not be kept: then neither is what was kept before, unless a lesson depends on it.
      const withdrawn = kept.not === 'no-store' || kept.not === 'private';
      if (withdrawn && stored && !this.#store.pins.has(exchange.request.url)) this.#store.withdraw(stored);
      return { response: withCacheStatus(response, { fwd: reason, ...fwdStatus, detail: kept.not }), landed: null };
    }
    const { entry } = kept;
    const answer = withCacheStatus(kept.response, { fwd: reason, ...fwdStatus, stored: true });
    return { response: answer, landed: entry && { entry, standsIn: false } };
  }

  /** An answer to POST, stored where it says itself that a later GET would be given the same (RFC 9110 §9.3.3). */
  async answerToPost(exchange: Exchange, response: OriginResponse, requestTime: number): Promise<OriginResponse> {
    if (response.failure || bypassReason(exchange) !== null || !answersLaterGet(exchange, response))
      return withCacheStatus(response, { fwd: 'method' });
    const kept = await this.#keep(exchange, response, requestTime);
    if ('not' in kept) return withCacheStatus(response, { fwd: 'method', detail: kept.not });
    return withCacheStatus(kept.response, { fwd: 'method', stored: true });
  }

  /** Stores a response while it goes on to whoever asked, in the form it goes on in; or says why it is not stored. */
  #keep(exchange: Exchange, response: OriginResponse, requestTime: number): Soon<Kept | NotKept> {
    const times = { requestTime, responseTime: this.#clock() };
    const whole = asWhole(exchange.request, response);
    const judged = storability(exchange, whole, times);
    if ('not' in judged) return judged;
    const announced = deltaSecondsOrNull(fieldValue(whole.headers, 'content-length'));
    if (announced !== null && announced > this.#store.largestBody) return { not: 'too-large' };
    const record: StoredResponse = {
      id: this.#store.newId(exchange.request),
      url: exchange.request.url,
      variant: exchange.request.variant,
      status: whole.status,
      statusText: whole.statusText ?? '',
      headers: storedFields(whole.headers, times.responseTime),
      selecting: selectingFields(varyNames(whole.headers) ?? [], exchange.request.headers),
      freshness: judged.freshness,
      responseTime: times.responseTime,
      originMs: Math.max(0, times.responseTime - requestTime),
      bodyless: response.body === null,
      part: null,
    };
    if (response.body === null) return this.#store.put(record, new Uint8Array(0)).then(() => ({ response, entry: null }));
    const entry = this.#store.record(record, bodySource(response.body), announced);
    return andThen(this.#store.openBody(entry, null), (body) => ({ response: { ...response, body }, entry }));
  }

  async #confirmed(asked: Asked, stored: Entry, response: OriginResponse): Promise<Fetched> {
    const { exchange, next, reason } = asked;
    if (!confirms(response.headers, stored.response)) {
      this.#store.withdraw(stored);
      return this.get({ ...exchange, request: unconditional(exchange.request) }, next, null, reason);
    }
    const kept = this.#freshen(asked, stored, response);
    const now = this.#clock();
    const status = { fwd: reason, fwdStatus: 304, stored: kept, ttl: freshnessLeft(stored.response, now) };
    const answer = await giveFrom(this.#store, stored, exchange, now, status);
    if (!kept) this.#store.withdraw(stored);
    // A cookie that came with the confirmation is this client's alone.
    const cookies = fieldsOf(response.headers, 'set-cookie').map((value) => ['Set-Cookie', value] as const);
    return { response: { ...answer, headers: [...answer.headers, ...cookies] }, landed: kept ? { entry: stored, standsIn: false } : null };
  }

  /** `false`: with its new fields it must not be kept. */
  #freshen(asked: Asked, stored: Entry, response: OriginResponse): boolean {
    const times = { requestTime: asked.requestTime, responseTime: this.#clock() };
    const updated = freshened(stored.response, asked.exchange.request, response.headers, times);
    if (updated) this.#store.freshen(stored, updated);
    return updated !== null;
  }

  #mayStandIn(stored: Entry, exchange: Exchange, trouble: Trouble): boolean {
    return mayStandIn(
      stored.response,
      this.#store.pins.has(exchange.request.url),
      requestDirectives(exchange.request.headers),
      trouble,
      this.#clock(),
    );
  }

  async #standIn(stored: Entry, exchange: Exchange, status: number | null): Promise<Fetched> {
    const now = this.#clock();
    const told = {
      ...(status === null ? { hit: true as const } : { fwd: 'stale' as const, fwdStatus: status }),
      ttl: freshnessLeft(stored.response, now),
      detail: this.#store.pins.has(exchange.request.url) ? 'pinned' : 'stale-if-error',
    };
    const response = await giveFrom(this.#store, stored, exchange, now, told);
    return { response, landed: { entry: stored, standsIn: true } };
  }
}

/** Kept, but to be validated before its next use. */
export function expired(response: StoredResponse): StoredResponse {
  return { ...response, freshness: { ...response.freshness, lifetime: 0, staleWhileRevalidate: 0 } };
}

function deltaSecondsOrNull(value: string | null): number | null {
  return value === null ? null : deltaSeconds(value);
}
