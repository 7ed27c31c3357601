// Answers for parts of what is not stored as a whole: documents and films that players fetch piece by piece, all pupils the same
// pieces. A part is stored by itself, answers whoever wants it or something within it, and is fetched anew when it is stale; parts
// are never put together.
import { discard } from '../exchange/discard.ts';
import type { Exchange, OriginResponse, OutgoingRequest } from '../exchange/exchange.ts';
import type { Next } from '../exchange/stage.ts';
import { bodySource } from './body-source.ts';
import { requestDirectives } from './cache-control.ts';
import { cacheStatusField, withCacheStatus, type CacheStatus, type ForwardReason } from './cache-status.ts';
import type { Entry } from './entry.ts';
import { Flights, type Flight } from './flights.ts';
import { fieldValue, withoutFields } from './header-fields.ts';
import { asksForPart, partFields, partOf, rangeWithin } from './part.ts';
import { beforeTheClassWaits } from './lesson-patience.ts';
import type { OriginTrouble } from './origin-trouble.ts';
import type { ResponseStore } from './response-store.ts';
import { mayStandIn, reuse, troubleOf, unreachable, type Trouble } from './reuse.ts';
import { sharedSignal } from './shared-signal.ts';
import { DamagedBody } from './stored-body.ts';
import { storability, storedFields } from './storable.ts';
import { currentAge, freshnessLeft } from './stored-response.ts';
import type { Unshared } from './unshared.ts';
import { selectingFields, selects, varyNames } from './vary.ts';

interface Asked {
  readonly response: OriginResponse;
  readonly entry: Entry | null;
  /** The entry is a kept copy, shown instead of what the origin failed to give. */
  readonly standsIn?: true;
}

/** All parts of one thing are shared or none is. */
const partsOf = ({ url, variant }: OutgoingRequest): string => `${url}\n${variant}\nparts`;

const ofThePart = new Set(['content-range', 'content-length']);

export class PartFetch {
  readonly #store: ResponseStore;
  readonly #clock: () => number;
  readonly #unshared: Unshared;
  readonly #trouble: OriginTrouble;
  readonly #flights = new Flights();

  constructor(store: ResponseStore, clock: () => number, unshared: Unshared, trouble: OriginTrouble) {
    this.#store = store;
    this.#clock = clock;
    this.#unshared = unshared;
    this.#trouble = trouble;
  }

  /** The answer from a stored part; `null`: there is none, or none that may be used without asking. */
  async stored(exchange: Exchange): Promise<OriginResponse | null> {
    if (!asksForPart(exchange.request)) return null;
    const entry = this.#store.findPart(exchange.request);
    if (!entry || reuse(entry.response, requestDirectives(exchange.request.headers), this.#clock()) !== 'fresh') return null;
    return this.answer(entry, exchange, { hit: true, ttl: freshnessLeft(entry.response, this.#clock()) });
  }

  /** Asks the origin, together with everybody who wants the very same part at this moment. */
  async fetch(exchange: Exchange, next: Next, reason: ForwardReason): Promise<OriginResponse> {
    const { request } = exchange;
    if (!asksForPart(request)) return withCacheStatus(await next(exchange), { fwd: reason, detail: 'range' });
    const key = [request.url, request.variant, fieldValue(request.headers, 'range'), fieldValue(request.headers, 'if-range')].join('\n');
    const underWay = this.#flights.underWay(key);
    if (this.#unshared.has(partsOf(request))) return (await this.#ask(exchange, next, reason)).response;
    if (!underWay) return this.#lead(key, this.#flights.start(key), exchange, next, reason);
    const landed = await underWay.join(exchange.signal);
    const directives = requestDirectives(request.headers);
    if (
      landed &&
      !landed.entry.gone &&
      selects(landed.entry.response.selecting, request.headers) &&
      (landed.entry.body.kind === 'stored' || landed.entry.body.recording.joinable) &&
      (landed.standsIn || reuse(landed.entry.response, directives, this.#clock()) === 'fresh')
    ) {
      const status = { fwd: reason, collapsed: true as const, ttl: freshnessLeft(landed.entry.response, this.#clock()) };
      const shared = await this.answer(landed.entry, exchange, status);
      if (shared) return shared;
    }
    return (await this.#ask(exchange, next, reason)).response;
  }

  async #lead(key: string, flight: Flight, exchange: Exchange, next: Next, reason: ForwardReason): Promise<OriginResponse> {
    const shared = sharedSignal(exchange.signal, flight);
    try {
      const { response, entry, standsIn = false } = await this.#ask({ ...exchange, signal: shared.signal }, next, reason);
      if (!entry && !response.failure && response.status === 206) this.#unshared.mark(partsOf(exchange.request));
      flight.land(entry && { entry, standsIn });
      return response;
    } finally {
      shared.release();
      this.#flights.finish(key, flight);
    }
  }

  /** The origin's answer; where it fails, what is kept of the very same bytes. */
  async #ask(exchange: Exchange, next: Next, fwd: ForwardReason): Promise<Asked> {
    const { url } = exchange.request;
    const kept = this.#standsIn(exchange, unreachable);
    const pinned = kept !== null && this.#store.pins.has(url);
    if (pinned && this.#trouble.has(url)) {
      const answer = await this.#insteadOf(kept, exchange, null);
      if (answer) return answer;
    }
    const requestTime = this.#clock();
    const answer = next(exchange);
    const response = pinned ? await beforeTheClassWaits(answer, () => undefined) : await answer;
    const trouble = response === null ? unreachable : troubleOf(response);
    if (trouble?.failure) this.#trouble.mark(url);
    else this.#trouble.clear(url);
    const instead = trouble && this.#standsIn(exchange, trouble);
    const given = instead && (await this.#insteadOf(instead, exchange, response?.status ?? null));
    if (given) {
      if (response) discard(response);
      return given;
    }
    return this.#keep(exchange, response ?? (await next(exchange)), fwd, requestTime);
  }

  #standsIn({ request }: Exchange, trouble: Trouble): Entry | null {
    const entry = asksForPart(request) ? this.#store.findPart(request) : null;
    if (entry?.body.kind !== 'stored') return null;
    const pinned = this.#store.pins.has(request.url);
    return mayStandIn(entry.response, pinned, requestDirectives(request.headers), trouble, this.#clock()) ? entry : null;
  }

  async #insteadOf(entry: Entry, exchange: Exchange, fwdStatus: number | null): Promise<Asked | null> {
    const how = fwdStatus === null ? ({ hit: true } as const) : ({ fwd: 'stale', fwdStatus } as const);
    const detail = this.#store.pins.has(exchange.request.url) ? 'pinned' : 'stale-if-error';
    const response = await this.answer(entry, exchange, { ...how, ttl: freshnessLeft(entry.response, this.#clock()), detail });
    return response && { response, entry, standsIn: true };
  }

  async #keep(exchange: Exchange, response: OriginResponse, fwd: ForwardReason, requestTime: number): Promise<Asked> {
    const part = partOf(response);
    if (part === null || response.body === null) return { response: withCacheStatus(response, { fwd, detail: 'range' }), entry: null };
    const times = { requestTime, responseTime: this.#clock() };
    // What may be stored of the whole may be stored of a part.
    const judged = storability(exchange, { ...response, status: 200 }, times);
    const length = part.to - part.from + 1;
    if ('not' in judged || judged.freshness.lifetime <= judged.freshness.initialAge || length > this.#store.largestBody)
      return { response: withCacheStatus(response, { fwd, detail: 'not' in judged ? judged.not : 'range' }), entry: null };
    const record = {
      id: this.#store.newId(exchange.request),
      url: exchange.request.url,
      variant: exchange.request.variant,
      status: 206,
      statusText: 'Partial Content',
      headers: withoutFields(storedFields(response.headers, times.responseTime), ofThePart),
      selecting: selectingFields(varyNames(response.headers) ?? [], exchange.request.headers),
      freshness: judged.freshness,
      responseTime: times.responseTime,
      originMs: Math.max(0, times.responseTime - requestTime),
      bodyless: false,
      part,
    };
    const entry = this.#store.record(record, bodySource(response.body), length);
    const body = await this.#store.openBody(entry, null);
    return { response: withCacheStatus({ ...response, body }, { fwd, stored: true }), entry };
  }

  /** From a part that is stored; `null`: it has not what is asked for. */
  async answer(entry: Entry, exchange: Exchange, status: CacheStatus): Promise<OriginResponse | null> {
    const { request } = exchange;
    const { response } = entry;
    const within = rangeWithin(entry, request);
    if (within === null || response.part === null) return null;
    const age = String(Math.floor(currentAge(response, this.#clock())));
    const headers = [...response.headers, ...partFields(response.part, within), ['Age', age] as const, cacheStatusField(status)];
    try {
      const body = await this.#store.openBody(entry, within);
      const answer = { status: 206, statusText: 'Partial Content', headers, body };
      this.#store.effects.gave(exchange, entry, answer);
      return answer;
    } catch (error) {
      if (!(error instanceof DamagedBody)) throw error;
      this.#store.dropDamaged(entry);
      return null;
    }
  }
}
