// The stored responses as a whole: finding, storing while they stream past, freshening, dropping, and keeping the size limit.
import type { Readable } from 'node:stream';
import type { OutgoingRequest } from '../exchange/exchange.ts';
import { BodyShelf } from './body-shelf.ts';
import type { ByteRange } from './byte-range.ts';
import { CacheDirectory } from './cache-directory.ts';
import { CacheIndex, type Found } from './cache-index.ts';
import { checksumsOf } from './checksums.ts';
import type { Entry } from './entry.ts';
import { Pins } from './pins.ts';
import { Recording } from './recording.ts';
import type { StoredRecord, StoredResponse } from './stored-response.ts';

export interface StoreOptions {
  readonly dir: string;
  readonly maxBytes: number;
  readonly clock: () => number;
}

export class ResponseStore {
  readonly pins: Pins;
  readonly #directory: CacheDirectory;
  readonly #maxBytes: number;
  readonly #index = new CacheIndex();
  readonly #shelf: BodyShelf;
  readonly #pending = new Set<Promise<void>>();
  #rebuilt: Promise<void> = Promise.resolve();
  #closed = false;
  #diskFailures = 0;

  private constructor(directory: CacheDirectory, pins: Pins, maxBytes: number) {
    this.#directory = directory;
    this.pins = pins;
    this.#maxBytes = maxBytes;
    this.#shelf = new BodyShelf(directory);
  }

  static async open(options: StoreOptions): Promise<ResponseStore> {
    const directory = await CacheDirectory.open(options.dir);
    const pins = await Pins.open(options.dir, options.clock);
    const store = new ResponseStore(directory, pins, options.maxBytes);
    await directory.loadFirst(pins.ids(), (record) => store.#foundAgain(record));
    store.#rebuilt = store.#rebuild();
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
    return Math.floor(this.#maxBytes / 4);
  }

  find(request: OutgoingRequest): Found {
    const found = this.#index.find(request);
    if (found.entry) this.#index.used(found.entry);
    return found;
  }

  async pin(urls: readonly string[], until: number): Promise<void> {
    await this.pins.add(urls.map((url) => ({ url, until, ids: this.all(url).map(({ response }) => response.id) })));
  }

  all(url: string): Entry[] {
    return this.#index.all(url);
  }

  newId(request: OutgoingRequest): string {
    return this.#directory.newId(request.url, request.variant);
  }

  openBody(entry: Entry, range: ByteRange | null): Promise<Readable | Uint8Array> {
    return this.#shelf.open(entry, range, () => this.drop(entry));
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
    const entry: Entry = {
      response,
      body: { kind: 'arriving', recording },
      gone: false,
      settled: this.#track(
        recording.ended.then(async (end) => {
          try {
            if (end.complete && !entry.gone) await this.#commit(entry, end.length, end.checksums, end.bytes);
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
      body: { kind: 'stored', length: body.length, checksums: [] },
      gone: false,
      settled: Promise.resolve(),
    };
    await this.#track(this.#commit(entry, body.length, checksumsOf(body), body));
  }

  /** The stored response with new fields (RFC 9111 §4.3.4). In memory at once; written in the background. */
  freshen(entry: Entry, response: StoredResponse): void {
    entry.response = response;
    const { body } = entry;
    if (body.kind === 'stored') void this.#track(this.#directory.writeRecord({ response, length: body.length, checksums: body.checksums }));
  }

  drop(entry: Entry): void {
    entry.gone = true;
    this.#index.removeArriving(entry);
    this.#index.removeStored(entry);
    this.#shelf.forget(entry.response.id);
    if (entry.body.kind === 'stored') void this.#track(this.#directory.remove(entry.response.id));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#rebuilt;
    await Promise.all(this.#pending);
  }

  async #commit(entry: Entry, length: number, checksums: readonly number[], bytes: Uint8Array | null): Promise<void> {
    const { id } = entry.response;
    await this.#directory.commit({ response: entry.response, length, checksums }, bytes);
    if (entry.gone) {
      await this.#directory.remove(id);
      return;
    }
    entry.body = { kind: 'stored', length, checksums };
    if (bytes) this.#shelf.remember(id, bytes);
    for (const replaced of this.#index.addStored(entry)) this.drop(replaced);
    this.#shrink();
  }

  #foundAgain({ response, length, checksums }: StoredRecord): void {
    const entry: Entry = { response, body: { kind: 'stored', length, checksums }, gone: false, settled: Promise.resolve() };
    for (const replaced of this.#index.addStored(entry)) this.drop(replaced);
  }

  async #rebuild(): Promise<void> {
    try {
      await this.#directory.load(
        (record) => this.#foundAgain(record),
        () => this.#closed,
      );
    } catch {
      this.#diskFailures += 1;
    }
    this.#shrink();
  }

  #shrink(): void {
    for (const evicted of this.#index.shrinkTo(this.#maxBytes, (one) => this.pins.has(one.response.url))) this.drop(evicted);
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
