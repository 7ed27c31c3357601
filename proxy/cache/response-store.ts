// The stored responses as a whole: finding, storing while they stream past, freshening, dropping, and keeping the size limit.
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { OutgoingRequest } from '../exchange/exchange.ts';
import type { Soon } from '../exchange/soon.ts';
import { BodyShelf } from './body-shelf.ts';
import type { ByteRange } from './byte-range.ts';
import { CacheDirectory } from './cache-directory.ts';
import { CacheIndex, type Found } from './cache-index.ts';
import { digestOf } from './body-digest.ts';
import { withCommonStrings } from './common-strings.ts';
import { checksumsOf } from './checksums.ts';
import type { Entry, StoredBody } from './entry.ts';
import type { CacheNews, Neighbours } from './neighbours.ts';
import { LessonEffects } from './lesson-effects.ts';
import { Pins, type Pin, type PinOptions } from './pins.ts';
import { Recording } from './recording.ts';
import type { StoredRecord, StoredResponse } from './stored-response.ts';

export interface StoreOptions {
  readonly dir: string;
  readonly maxBytes: number;
  /** Files on the disk; also what bounds how much is known in memory. Default 100,000, for about half as many responses. */
  readonly maxFiles?: number;
  readonly clock: () => number;
  /** Other caches on the same folder, in other workers. */
  readonly neighbours?: Neighbours | undefined;
}

const compact = (response: StoredResponse): StoredResponse => ({ ...response, headers: withCommonStrings(response.headers) });

/** Addresses that are looked at in one go when some are forbidden; well below a millisecond. */
const forbiddenSlice = 100;

const recordOf = (response: StoredResponse, { digest, length, checksums }: StoredBody): StoredRecord => ({
  response,
  digest,
  length,
  checksums,
});

export class ResponseStore {
  readonly pins: Pins;
  readonly effects: LessonEffects;
  readonly #directory: CacheDirectory;
  readonly #limit: { readonly bytes: number; readonly files: number };
  readonly #clock: () => number;
  readonly #index = new CacheIndex();
  readonly #shelf: BodyShelf;
  readonly #neighbours: Neighbours | null;
  /** Told to be gone while what is left from earlier was still being read; `null` once it is. */
  #goneMeanwhile: Set<string> | null = new Set<string>();
  readonly #pending = new Set<Promise<void>>();
  #rebuilt: Promise<void> = Promise.resolve();
  #forbidden: (url: string) => boolean = () => false;
  #isRebuilt = false;
  #closed = false;
  #diskFailures = 0;

  private constructor(
    directory: CacheDirectory,
    pins: Pins,
    effects: LessonEffects,
    { maxBytes, maxFiles = 100_000, clock, neighbours }: StoreOptions,
  ) {
    this.#directory = directory;
    this.pins = pins;
    this.effects = effects;
    this.#limit = { bytes: maxBytes, files: maxFiles };
    this.#clock = clock;
    this.#shelf = new BodyShelf(directory, neighbours?.count ?? 1);
    this.#neighbours = neighbours ?? null;
    neighbours?.listen((news) => this.#hear(news));
  }

  static async open(options: StoreOptions): Promise<ResponseStore> {
    const directory = await CacheDirectory.open(options.dir, options.neighbours?.tidyBefore);
    const pins = await Pins.open(options.dir, options.clock);
    const effects = await LessonEffects.open(options.dir, pins, options.clock, options.neighbours ?? null);
    const store = new ResponseStore(directory, pins, effects, options);
    const left = new Set<Entry>();
    await directory.loadFirst(pins.ids(), (record) => void left.add(store.#foundAgain(record)));
    store.#rebuilt = store.#rebuild(left);
    return store;
  }

  /** Settles when everything left from earlier is found again; never rejects. */
  get rebuilt(): Promise<void> {
    return this.#rebuilt;
  }

  /** Responses that passed through unstored because the disk failed or was full. */
  get diskFailures(): number {
    return this.#diskFailures;
  }

  /** No single response may take more than this. */
  get largestBody(): number {
    return Math.floor(this.#limit.bytes / 4);
  }

  find(request: OutgoingRequest): Found {
    const found = this.#index.find(request);
    if (found.entry) this.#index.used(found.entry);
    return found;
  }

  /** A part that has all that a request asks for. */
  findPart(request: OutgoingRequest): Entry | null {
    const entry = this.#index.findPart(request);
    if (entry) this.#index.used(entry);
    return entry;
  }

  /** The copy that a lesson is shown whatever the origin says; `null`: the live page is shown, or the copy was lost. */
  findFrozen(request: OutgoingRequest): Entry | null {
    const ids = this.pins.frozen(request.url);
    const entry = ids && this.#index.ofIds(ids, request);
    if (entry) this.#index.used(entry);
    return entry;
  }

  async pin(urls: readonly string[], until: number, { lesson = '', frozen = false, frozenFrom = 0 }: PinOptions): Promise<void> {
    if (frozen) await this.settled(urls);
    const pins = urls.map((url): Pin => {
      const ids = this.all(url).map(({ response }) => response.id);
      return { url, until, ids, lesson, frozenFrom: frozen ? frozenFrom : null };
    });
    await this.pins.add(pins);
    this.#neighbours?.tell({ kind: 'pinned', pins });
    for (const entry of this.#index.aside()) if (!this.pins.keeps(entry.response.url, entry.response.id)) this.drop(entry);
  }

  /** Once what is on its way has arrived, and what is left from earlier is found. */
  async settled(urls: readonly string[]): Promise<void> {
    await this.#rebuilt;
    await Promise.all(urls.flatMap((url) => this.all(url).map((entry) => entry.settled)));
  }

  all(url: string): Entry[] {
    return this.#index.all(url);
  }

  newId(request: OutgoingRequest): string {
    return this.#directory.newId(request.url, request.variant);
  }

  openBody(entry: Entry, range: ByteRange | null): Soon<Readable | Uint8Array> {
    return this.#shelf.open(entry, range, () => this.dropDamaged(entry));
  }

  /** Stores a body while it streams; `expectedLength` is the origin's `Content-Length`. Read it with `openBody`, at once. */
  record(response: StoredResponse, source: Readable, expectedLength: number | null): Entry {
    const recording = new Recording({
      source,
      path: this.#directory.partPath(response.id),
      expectedLength,
      maxLength: this.largestBody,
      gaveUp: (why) => {
        if (why === 'disk') this.#diskFailures += 1;
      },
    });
    const began = this.#clock();
    const entry: Entry = {
      response,
      body: { kind: 'arriving', recording },
      gone: false,
      settled: this.#track(
        recording.ended.then(async (end) => {
          try {
            const originMs = entry.response.originMs + Math.max(0, this.#clock() - began);
            entry.response = { ...entry.response, originMs };
            if (end.complete && !entry.gone) await this.#commit(entry, { kind: 'stored', ...end }, end.bytes);
          } finally {
            this.#index.removeArriving(entry);
            recording.release();
            if (entry.body.kind === 'arriving') await this.#directory.remove(response.id);
          }
        }),
      ),
    };
    this.#index.addArriving(entry);
    return entry;
  }

  /** Stores a body that is complete already. */
  async put(response: StoredResponse, body: Uint8Array): Promise<void> {
    const entry: Entry = {
      response,
      body: { kind: 'stored', digest: digestOf(body), length: body.length, checksums: checksumsOf(body) },
      gone: false,
      settled: Promise.resolve(),
    };
    if (entry.body.kind === 'stored') await this.#track(this.#commit(entry, entry.body, body));
  }

  /** The stored response with new fields (RFC 9111 §4.3.4). In memory at once; written in the background. */
  freshen(entry: Entry, response: StoredResponse): void {
    entry.response = compact(response);
    const { body } = entry;
    if (body.kind !== 'stored') return;
    void this.#track(this.#directory.writeRecord(recordOf(response, body)));
    this.#neighbours?.tell({ kind: 'freshened', record: recordOf(response, body) });
  }

  drop(entry: Entry): void {
    entry.gone = true;
    this.#index.removeArriving(entry);
    this.#index.removeStored(entry);
    const { body, response } = entry;
    if (body.kind !== 'stored') return;
    void this.#track(this.#removeFiles(response.id, body.digest));
    this.#neighbours?.tell({ kind: 'dropped', url: response.url, id: response.id });
  }

  /** Its origin takes it back: it is not found any more, unless a lesson is or will be shown this very copy. */
  withdraw(entry: Entry): void {
    if (entry.gone) return;
    if (entry.body.kind !== 'stored' || !this.pins.keeps(entry.response.url, entry.response.id)) {
      this.drop(entry);
      return;
    }
    this.#index.removeStored(entry);
    this.#index.setAside(entry);
  }

  /** Drops a response whose body is not what was written; others with the same body find it gone, and fetch it anew. */
  dropDamaged(entry: Entry): void {
    this.drop(entry);
    if (entry.body.kind === 'stored') void this.#track(this.#directory.bodies.remove(entry.body.digest, () => false));
  }

  /**
   * From now on nothing is kept for these addresses, and what is kept is removed, in slices so that nobody waits. What answers is
   * asked for as many addresses as there are.
   */
  async forbid(forbidden: (url: string) => boolean): Promise<void> {
    this.#forbidden = forbidden;
    await this.#track(this.#removeForbidden(forbidden));
  }

  async #removeForbidden(forbidden: (url: string) => boolean): Promise<void> {
    await this.#rebuilt;
    let looked = 0;
    for (const entry of [...this.#index.arriving(), ...this.#index.stored()]) {
      if (this.#forbidden !== forbidden || this.#closed) return;
      if (!entry.gone && forbidden(entry.response.url)) this.drop(entry);
      looked += 1;
      if (looked % forbiddenSlice === 0) await setImmediate();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#rebuilt;
    await this.effects.close();
    // What is stored at the last moment may push others out, whose files go then.
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  async #commit(entry: Entry, body: StoredBody, bytes: Uint8Array | null): Promise<void> {
    entry.response = compact(entry.response);
    const written = entry.response;
    // Judged when it was asked for; the policy may have changed since.
    if (this.#forbidden(written.url)) this.drop(entry);
    if (entry.gone) return;
    try {
      await this.#directory.commit(recordOf(written, body), bytes, () => {
        if (entry.gone) return;
        entry.body = body;
        if (bytes) this.#shelf.remember(body.digest, bytes);
        this.#add(entry, (replaced) => this.drop(replaced));
      });
    } catch (error) {
      await this.#removeFiles(written.id, body.digest);
      throw error;
    }
    if (entry.gone) await this.#removeFiles(written.id, body.digest);
    // Freshened while it was being written.
    else if (entry.response !== written) await this.#directory.writeRecord(recordOf(entry.response, body));
    if (!entry.gone) this.#neighbours?.tell({ kind: 'stored', record: recordOf(entry.response, body) });
    this.#shrink();
  }

  /** What happened in another worker, whose files they are: here only the index follows. */
  #hear(news: CacheNews): void {
    if (news.kind === 'pinned') this.pins.learn(news.pins);
    else if (news.kind === 'stored') this.#learn(news.record);
    else if (news.kind === 'freshened') {
      const entry = this.#ofId(news.record.response.url, news.record.response.id);
      if (entry) entry.response = compact(news.record.response);
    } else if (news.kind === 'dropped') {
      this.#goneMeanwhile?.add(news.id);
      const entry = this.#ofId(news.url, news.id);
      if (entry) this.#unlearn(entry);
    }
  }

  #learn(record: StoredRecord): void {
    const { response, ...body } = record;
    this.#directory.knows(response.id);
    if (this.#ofId(response.url, response.id) || this.#forbidden(response.url)) return;
    const entry: Entry = { response: compact(response), body: { kind: 'stored', ...body }, gone: false, settled: Promise.resolve() };
    this.#add(entry, (replaced) => this.#unlearn(replaced));
  }

  /** Adds what is complete; what it replaces goes, unless it is what a lesson is shown. */
  #add(entry: Entry, goes: (replaced: Entry) => void): void {
    for (const replaced of this.#index.addStored(entry, this.#clock()))
      if (this.pins.keeps(replaced.response.url, replaced.response.id)) this.#index.setAside(replaced);
      else goes(replaced);
  }

  #unlearn(entry: Entry): void {
    entry.gone = true;
    this.#index.removeStored(entry);
    if (entry.body.kind === 'stored' && !this.#index.needsBody(entry.body.digest)) this.#shelf.forget(entry.body.digest);
  }

  #ofId(url: string, id: string): Entry | undefined {
    return this.#index.ofId(url, id);
  }

  async #removeFiles(id: string, digest: string): Promise<void> {
    await this.#directory.remove(id);
    const needed = (): boolean => this.#index.needsBody(digest);
    if (needed()) return;
    this.#shelf.forget(digest);
    // While what is left from earlier is still being read nobody knows who else needs it: the rebuild removes it at its end.
    if (this.#isRebuilt) await this.#directory.bodies.remove(digest, needed);
  }

  #foundAgain({ response, ...body }: StoredRecord): Entry {
    const entry: Entry = { response: compact(response), body: { kind: 'stored', ...body }, gone: false, settled: Promise.resolve() };
    this.#add(entry, (replaced) => this.drop(replaced));
    return entry;
  }

  async #rebuild(left: Set<Entry>): Promise<void> {
    try {
      await this.#directory.load(
        (record) => {
          if (!this.#goneMeanwhile?.has(record.response.id)) left.add(this.#foundAgain(record));
        },
        (digest) => this.#index.needsBody(digest),
        () => this.#closed,
      );
    } catch {
      this.#diskFailures += 1;
    }
    this.#isRebuilt = true;
    this.#goneMeanwhile = null;
    this.#index.orderByTime(left);
    this.#shrink();
  }

  #shrink(): void {
    for (const evicted of this.#index.shrinkTo(this.#limit, (one) => this.pins.has(one.response.url))) this.drop(evicted);
  }

  /** Work on the disk that closing must wait for. Its failures are counted; the response is then simply not stored. */
  #track(work: Promise<void>): Promise<void> {
    const settled = work.catch(() => {
      this.#diskFailures += 1;
    });
    this.#pending.add(settled);
    void settled.then(() => this.#pending.delete(settled));
    return settled;
  }
}
