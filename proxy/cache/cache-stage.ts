// The stage that answers from what is stored (RFC 9111): looks up, lets many ask as one, and passes on the rest.
import type { Judge } from '#policies/engine/judge.ts';
import type { Exchange, OriginResponse } from '../exchange/exchange.ts';
import { andThen, type Soon } from '../exchange/soon.ts';
import type { Next, Stage } from '../exchange/stage.ts';
import { hasField } from '../exchange/fields.ts';
import { requestDirectives, type Directives } from './cache-control.ts';
import { withCacheKey, withCacheStatus, type CacheStatus, type ForwardReason } from './cache-status.ts';
import { bodyLength, type Entry } from './entry.ts';
import { Flights, type Flight } from './flights.ts';
import { forbiddenBy } from './forbidden.ts';
import { giveFrom } from './given-answer.ts';
import { invalidated } from './invalidation.ts';
import type { Neighbours } from './neighbours.ts';
import { expired, OriginFetch, type Fetched } from './origin-fetch.ts';
import { OriginTrouble } from './origin-trouble.ts';
import { PartFetch } from './part-fetch.ts';
import type { ResponseStore } from './response-store.ts';
import { reuse, type Reuse } from './reuse.ts';
import { sharedSignal } from './shared-signal.ts';
import { answersCredentials, bypassReason } from './storable.ts';
import { DamagedBody } from './stored-body.ts';
import { freshnessLeft } from './stored-response.ts';
import { Unshared } from './unshared.ts';
import { selects } from './vary.ts';
import { wantsAll } from './whole-part.ts';

/** Others wait for a body up to this many bytes; a larger one is fetched once by each worker that is asked for it. */
const worthWaitingFor = 4_194_304;

/** A revalidation behind the client's back may take this long, in milliseconds. */
const behindLimit = 30_000;

export class CacheStage {
  /** What prepares a lesson has to know under which address something is stored, to keep it. */
  readonly stage: Stage = (exchange, next) => {
    const answer = this.#handle(exchange, this.#store.effects.counting(exchange, next));
    return exchange.purpose === 'precache' ? andThen(answer, (response) => withCacheKey(response, exchange.request.url)) : answer;
  };
  readonly #store: ResponseStore;
  readonly #clock: () => number;
  readonly #origin: OriginFetch;
  readonly #parts: PartFetch;
  readonly #flights = new Flights();
  #judge: Judge | null = null;
  readonly #unshared: Unshared;
  readonly #neighbours: Neighbours | null;

  constructor(store: ResponseStore, clock: () => number, neighbours: Neighbours | null = null) {
    this.#store = store;
    this.#neighbours = neighbours;
    this.#clock = clock;
    const trouble = new OriginTrouble(clock);
    this.#origin = new OriginFetch(store, clock, trouble);
    this.#unshared = new Unshared(clock);
    this.#parts = new PartFetch(store, clock, this.#unshared, trouble);
    neighbours?.listen((news) => {
      if (news.kind === 'unshared') this.#unshared.mark(news.key);
      else if (news.kind === 'changed') for (const entry of store.all(news.url)) if (entry.body.kind === 'arriving') store.drop(entry);
    });
  }

  #handle(exchange: Exchange, next: Next): Soon<OriginResponse> {
    this.#keepToPolicy(exchange);
    const { method } = exchange.request;
    if (method !== 'GET' && method !== 'HEAD') return this.#otherMethod(exchange, next);
    const frozen = exchange.purpose === 'client' ? this.#store.findFrozen(exchange.request) : null;
    return frozen ? this.#frozen(frozen, exchange, next) : this.#unfrozen(exchange, next);
  }

  /** The copy that was reviewed is everybody's, also for a client that wants it anew. */
  #frozen(entry: Entry, exchange: Exchange, next: Next): Soon<OriginResponse> {
    const status = { hit: true, ttl: freshnessLeft(entry.response, this.#clock()), detail: 'reviewed' } as const;
    const answer = entry.response.part === null ? this.#answer(entry, exchange, status) : this.#parts.answer(entry, exchange, status);
    if (!(answer instanceof Promise)) return answer;
    return answer.then(
      (given) => given ?? this.#unfrozen(exchange, next),
      (error: unknown) => {
        if (!(error instanceof DamagedBody)) throw error;
        this.#store.dropDamaged(entry);
        return this.#handle(exchange, next);
      },
    );
  }

  #unfrozen(exchange: Exchange, next: Next): Soon<OriginResponse> {
    const bypass = bypassReason(exchange);
    if (bypass) return andThen(next(exchange), (response) => withCacheStatus(response, { fwd: 'bypass', detail: bypass }));
    return this.#looked(exchange, next);
  }

  #looked(exchange: Exchange, next: Next): Soon<OriginResponse> {
    const found = this.#store.find(exchange.request);
    if (!found.entry) return this.#withStored(exchange, next, null, found.miss);
    const { entry } = found;
    const answer = this.#withStored(exchange, next, entry, 'stale');
    // What is read from memory is not damaged.
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((error: unknown) => {
      if (!(error instanceof DamagedBody)) throw error;
      this.#store.dropDamaged(entry);
      return this.#looked(exchange, next);
    });
  }

  /** What the law forbids (mandatory lists) is not kept either: when a newer policy judges, the whole store is looked through. */
  #keepToPolicy({ judgement, permits = [] }: Exchange): void {
    // A judge with permissions for one visit is no newer policy.
    if (judgement === null || permits.length > 0 || judgement.judge === this.#judge) return;
    // A request that began under an older policy changes nothing.
    if (this.#judge !== null && judgement.judge.bundle < this.#judge.bundle) return;
    this.#judge = judgement.judge;
    void this.#store.forbid(forbiddenBy(judgement.judge));
  }

  async #otherMethod(exchange: Exchange, next: Next): Promise<OriginResponse> {
    const requestTime = this.#clock();
    const response = await next(exchange);
    for (const url of invalidated(exchange.request, response)) {
      this.#neighbours?.tell({ kind: 'changed', url });
      for (const entry of this.#store.all(url)) {
        // A lesson's copy stays as the last resort, but is validated before it is used again.
        if (this.#store.pins.has(url)) this.#store.freshen(entry, expired(entry.response));
        else this.#store.drop(entry);
      }
    }
    return this.#origin.answerToPost(exchange, response, requestTime);
  }

  #withStored(exchange: Exchange, next: Next, entry: Entry | null, miss: ForwardReason): Soon<OriginResponse> {
    const { headers, method } = exchange.request;
    if (hasField(headers, 'authorization')) return this.#withCredentials(exchange, next, entry, miss);
    const directives = requestDirectives(headers);
    const partial = hasField(headers, 'range');
    if (!entry)
      return partial && method === 'GET' ? this.#part(exchange, next, miss, directives) : this.#ask(exchange, next, null, miss, directives);
    const use = reuse(entry.response, directives, this.#clock());
    if (use === 'asked-anew') return this.#ask(exchange, next, entry, 'request', directives);
    if (partial && !partsAreHere(entry, exchange)) return this.#partOf(entry, exchange, next, directives, use);
    return this.#reused(entry, exchange, next, directives, use);
  }

  #reused(entry: Entry, exchange: Exchange, next: Next, directives: Directives, use: Reuse): Soon<OriginResponse> {
    if (use !== 'fresh' && use !== 'fresh-enough') return this.#ask(exchange, next, entry, 'stale', directives);
    if (use === 'fresh-enough') this.#revalidateBehind(exchange, next, entry);
    return this.#answer(entry, exchange, { hit: true, ttl: freshnessLeft(entry.response, this.#clock()) });
  }

  /** Of a body that is still arriving. */
  async #partOf(entry: Entry, exchange: Exchange, next: Next, directives: Directives, use: Reuse): Promise<OriginResponse> {
    if (await partsCanBeHad(entry, exchange)) return this.#reused(entry, exchange, next, directives, use);
    const stored = await this.#parts.stored(exchange);
    return stored ?? (directives.has('only-if-cached') ? nothingStored() : this.#parts.fetch(exchange, next, 'partial'));
  }

  /** Where nothing whole is stored. */
  async #part(exchange: Exchange, next: Next, reason: ForwardReason, directives: Directives): Promise<OriginResponse> {
    const stored = await this.#parts.stored(exchange);
    if (stored) return stored;
    if (!directives.has('only-if-cached') && !wantsAll(exchange.request)) return this.#parts.fetch(exchange, next, reason);
    return this.#ask(exchange, next, null, reason, directives);
  }

  #ask(exchange: Exchange, next: Next, entry: Entry | null, reason: ForwardReason, directives: Directives): Soon<OriginResponse> {
    if (directives.has('only-if-cached')) return nothingStored();
    if (exchange.request.method === 'HEAD') return this.#origin.head(exchange, next, entry, reason);
    const key = `${exchange.request.url}\n${exchange.request.variant}`;
    return this.#unshared.has(key)
      ? this.#fetchAlone(key, exchange, next, entry, reason)
      : this.#fetchTogether(key, exchange, next, entry, reason, directives);
  }

  /** What could not be shared a moment ago is asked for by everybody alone. */
  #fetchAlone(key: string, exchange: Exchange, next: Next, entry: Entry | null, reason: ForwardReason): Soon<OriginResponse> {
    return andThen(this.#origin.get(exchange, next, entry, reason), (fetched) => {
      if (isUnshared(fetched)) this.#unshared.mark(key);
      return fetched.response;
    });
  }

  /** Somebody with credentials is answered from here only by what is everybody's; whatever else is between them and the origin. */
  async #withCredentials(exchange: Exchange, next: Next, entry: Entry | null, miss: ForwardReason): Promise<OriginResponse> {
    const directives = requestDirectives(exchange.request.headers);
    const shared = entry && answersCredentials(entry.response) ? entry : null;
    if (shared && reuse(shared.response, directives, this.#clock()) === 'fresh' && (await partsCanBeHad(shared, exchange)))
      return this.#answer(shared, exchange, { hit: true, ttl: freshnessLeft(shared.response, this.#clock()) });
    if (directives.has('only-if-cached')) return nothingStored();
    const reason = entry ? 'request' : miss;
    if (exchange.request.method === 'HEAD' || hasField(exchange.request.headers, 'range'))
      return withCacheStatus(await next(exchange), { fwd: reason, detail: 'authorization' });
    return (await this.#origin.get(exchange, next, null, reason)).response;
  }

  async #fetchTogether(
    key: string,
    exchange: Exchange,
    next: Next,
    entry: Entry | null,
    reason: ForwardReason,
    directives: Directives,
  ): Promise<OriginResponse> {
    const underWay = this.#flights.underWay(key);
    if (!underWay) return this.#lead(key, this.#flights.start(key), exchange, next, entry, reason);
    if (reason !== 'request' && !this.#unshared.has(key)) {
      const shared = await this.#share(underWay, exchange, reason, directives);
      if (shared) return shared;
    }
    return (await this.#origin.get(exchange, next, entry, reason)).response;
  }

  async #share(flight: Flight, exchange: Exchange, reason: ForwardReason, directives: Directives): Promise<OriginResponse | null> {
    const landed = await flight.join(exchange.signal);
    if (!landed || !selects(landed.entry.response.selecting, exchange.request.headers)) return null;
    const { entry } = landed;
    if (entry.gone || (entry.body.kind === 'arriving' && !entry.body.recording.joinable)) return null;
    const use = reuse(entry.response, directives, this.#clock());
    // A class that opens a page which is stale at once is given what came for the first of them, unless its origin forbade it.
    const asGood = use === 'stale' && !entry.response.freshness.neverStale && this.#store.pins.has(exchange.request.url);
    if (!landed.standsIn && use !== 'fresh' && !asGood) return null;
    return this.#answer(entry, exchange, { fwd: reason, collapsed: true, ttl: freshnessLeft(entry.response, this.#clock()) });
  }

  async #lead(
    key: string,
    flight: Flight,
    exchange: Exchange,
    next: Next,
    entry: Entry | null,
    reason: ForwardReason,
  ): Promise<OriginResponse> {
    const shared = sharedSignal(exchange.signal, flight);
    let endTurn: (unshared: boolean) => void = () => undefined;
    let unshared = false;
    try {
      if (this.#neighbours && reason !== 'request' && !this.#unshared.has(key)) {
        endTurn = await this.#neighbours.turn(key, shared.signal);
        const theirs = this.#freshlyStored(exchange);
        if (theirs) {
          flight.land({ entry: theirs, standsIn: false });
          return await this.#answer(theirs, exchange, { fwd: reason, collapsed: true, ttl: freshnessLeft(theirs.response, this.#clock()) });
        }
      }
      const fetched = await this.#origin.get({ ...exchange, signal: shared.signal }, next, entry, reason);
      const { response, landed } = fetched;
      unshared = isUnshared(fetched);
      if (unshared) this.#unshared.mark(key);
      flight.land(landed);
      if (landed && (bodyLength(landed.entry) ?? 0) <= worthWaitingFor) {
        // Others know what is stored only when it is.
        const end = endTurn;
        endTurn = () => undefined;
        void landed.entry.settled.then(() => end(false));
      }
      return response;
    } finally {
      endTurn(unshared);
      shared.release();
      this.#flights.finish(key, flight);
    }
  }

  /** What another worker stored while its turn was waited for. */
  #freshlyStored(exchange: Exchange): Entry | null {
    const { entry } = this.#store.find(exchange.request);
    if (!entry || entry.body.kind !== 'stored') return null;
    return reuse(entry.response, requestDirectives(exchange.request.headers), this.#clock()) === 'fresh' ? entry : null;
  }

  #revalidateBehind(exchange: Exchange, next: Next, entry: Entry): void {
    const key = `${exchange.request.url}\n${exchange.request.variant}`;
    if (this.#flights.underWay(key)) return;
    const client = { ...exchange.client, inform: () => undefined };
    const quiet: Exchange = { ...exchange, client, signal: AbortSignal.timeout(behindLimit) };
    this.#lead(key, this.#flights.start(key), quiet, next, entry, 'stale').then(
      ({ body }) => {
        if (body !== null && !(body instanceof Uint8Array)) body.on('error', () => undefined).resume();
      },
      // Nobody waits for it; the next request for this address asks again and is told what is wrong.
      () => undefined,
    );
  }

  #answer(entry: Entry, exchange: Exchange, status: CacheStatus): Soon<OriginResponse> {
    return giveFrom(this.#store, entry, exchange, this.#clock(), status);
  }
}

/** Nothing came that others could be given, and the origin did not fail. */
const isUnshared = ({ landed, response }: Fetched): boolean => !landed && !response.failure && response.status !== 304;

const partsAreHere = (entry: Entry, exchange: Exchange): boolean => entry.body.kind === 'stored' || wantsAll(exchange.request);

/** Parts of a body that is still on its way are the origin's to send: whoever seeks in a film does not wait for its beginning. */
async function partsCanBeHad(entry: Entry, exchange: Exchange): Promise<boolean> {
  if (entry.body.kind === 'stored' || !hasField(exchange.request.headers, 'range') || wantsAll(exchange.request)) return true;
  if (!entry.body.recording.received) return false;
  await entry.settled;
  return true;
}

/** `only-if-cached` (RFC 9111 §5.2.1.7). */
function nothingStored(): OriginResponse {
  return {
    status: 504,
    statusText: 'Gateway Timeout',
    headers: [
      ['Content-Length', '0'],
      ['Cache-Control', 'no-store'],
    ],
    body: new Uint8Array(0),
  };
}
