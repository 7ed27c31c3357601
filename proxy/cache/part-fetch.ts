// Answers for parts of what is not stored as a whole: documents and films that players fetch piece by piece, all pupils the same
// pieces. A part is stored by itself, answers whoever wants it or something within it, and is fetched anew when it is stale; parts
// are never put together.
import type { Exchange, OriginResponse, OutgoingRequest } from '../exchange/exchange.ts';
import type { Next } from '../exchange/stage.ts';
import { bodySource } from './body-source.ts';
import { requestDirectives } from './cache-control.ts';
import { cacheStatusField, withCacheStatus, type CacheStatus, type ForwardReason } from './cache-status.ts';
import type { Entry } from './entry.ts';
import { Flights, type Flight } from './flights.ts';
import { fieldValue, withoutFields } from './header-fields.ts';
import { asksForPart, partFields, partOf, rangeWithin } from './part.ts';
import type { ResponseStore } from './response-store.ts';
import { reuse } from './reuse.ts';
import { sharedSignal } from './shared-signal.ts';
import { DamagedBody } from './stored-body.ts';
import { storability, storedFields } from './storable.ts';
import { currentAge, freshnessLeft } from './stored-response.ts';
import type { Unshared } from './unshared.ts';
import { selectingFields, selects, varyNames } from './vary.ts';

/** All parts of one thing are shared or none is. */
const partsOf = ({ url, variant }: OutgoingRequest): string => `${url}\n${variant}\nparts`;

const ofThePart = new Set(['content-range', 'content-length']);

export class PartFetch {
  readonly #store: ResponseStore;
  readonly #clock: () => number;
  readonly #unshared: Unshared;
  readonly #flights = new Flights();

  constructor(store: ResponseStore, clock: () => number, unshared: Unshared) {
    this.#store = store;
    this.#clock = clock;
    this.#unshared = unshared;
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
      reuse(landed.entry.response, directives, this.#clock()) === 'fresh'
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
      const { response, entry } = await this.#ask({ ...exchange, signal: shared.signal }, next, reason);
      if (!entry && !response.failure && response.status === 206) this.#unshared.mark(partsOf(exchange.request));
      flight.land(entry && { entry, standsIn: false });
      return response;
    } finally {
      shared.release();
      this.#flights.finish(key, flight);
    }
  }

  async #ask(exchange: Exchange, next: Next, fwd: ForwardReason): Promise<{ response: OriginResponse; entry: Entry | null }> {
    const requestTime = this.#clock();
    const response = await next(exchange);
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
      bodyless: false,
      part,
    };
    const entry = this.#store.record(record, bodySource(response.body), length);
    const body = await this.#store.openBody(entry, null);
    return { response: withCacheStatus({ ...response, body }, { fwd, stored: true }), entry };
  }

  /** From a part that is stored; `null`: it has not what is asked for. */
  async answer(entry: Entry, { request }: Exchange, status: CacheStatus): Promise<OriginResponse | null> {
    const { response } = entry;
    const within = rangeWithin(entry, request);
    if (within === null || response.part === null) return null;
    const age = String(Math.floor(currentAge(response, this.#clock())));
    const headers = [...response.headers, ...partFields(response.part, within), ['Age', age] as const, cacheStatusField(status)];
    try {
      return { status: 206, statusText: 'Partial Content', headers, body: await this.#store.openBody(entry, within) };
    } catch (error) {
      if (!(error instanceof DamagedBody)) throw error;
      this.#store.dropDamaged(entry);
      return null;
    }
  }
}
