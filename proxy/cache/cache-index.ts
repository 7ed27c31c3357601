// Which stored responses there are, by URL, and in which order they were used last.
import type { Header, OutgoingRequest } from '../exchange/exchange.ts';
import { entrySize, type Entry } from './entry.ts';
import { selects, selectsByLanguage, type Selecting } from './vary.ts';

/** Responses to one URL: an origin that varies by a field with endless values must not fill the memory. */
const variantLimit = 16;

export type Found = { readonly entry: Entry } | { readonly entry: null; readonly miss: 'uri-miss' | 'vary-miss' };

const sameSelection = (left: Entry, right: Entry): boolean =>
  left.response.variant === right.response.variant && JSON.stringify(left.response.selecting) === JSON.stringify(right.response.selecting);

export class CacheIndex {
  readonly #stored = new Map<string, Entry[]>();
  /** Bodies still arriving: they can be joined, but what they will replace stays until they are complete. */
  readonly #arriving = new Map<string, Entry[]>();
  /** Least recently used first. */
  readonly #recency = new Set<Entry>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  find(request: OutgoingRequest): Found {
    const arriving = newestFor(
      this.#arriving.get(request.url),
      request,
      (entry) => entry.body.kind === 'arriving' && entry.body.recording.joinable,
    );
    if (arriving) return { entry: arriving };
    const stored = this.#stored.get(request.url);
    const entry = newestFor(stored, request, always) ?? newestFor(stored, request, always, selectsByLanguage);
    if (entry) return { entry };
    return { entry: null, miss: this.#stored.has(request.url) || this.#arriving.has(request.url) ? 'vary-miss' : 'uri-miss' };
  }

  /** Everything there is for a URL, complete or arriving. */
  all(url: string): Entry[] {
    return [...(this.#arriving.get(url) ?? []), ...(this.#stored.get(url) ?? [])];
  }

  addArriving(entry: Entry): void {
    append(this.#arriving, entry);
  }

  removeArriving(entry: Entry): void {
    detach(this.#arriving, entry);
  }

  /** Adds a complete response; what it replaces is returned and no longer found. An older one than is there replaces nothing. */
  addStored(entry: Entry): Entry[] {
    const others = this.#stored.get(entry.response.url) ?? [];
    const same = others.filter((other) => sameSelection(other, entry));
    if (same.some((other) => other.response.responseTime > entry.response.responseTime)) return [entry];
    const surplus = others.filter((other) => !same.includes(other)).slice(0, Math.max(0, others.length - same.length - variantLimit + 1));
    const replaced = [...same, ...surplus];
    for (const other of replaced) this.removeStored(other);
    append(this.#stored, entry);
    this.#recency.add(entry);
    this.#bytes += entrySize(entry);
    return replaced;
  }

  removeStored(entry: Entry): void {
    if (!this.#recency.delete(entry)) return;
    this.#bytes -= entrySize(entry);
    detach(this.#stored, entry);
  }

  used(entry: Entry): void {
    if (this.#recency.delete(entry)) this.#recency.add(entry);
  }

  /** Removes the least recently used responses until the rest fits; those pinned for a lesson only when nothing else is left. */
  shrinkTo(maxBytes: number, pinned: (entry: Entry) => boolean): Entry[] {
    const removed: Entry[] = [];
    for (const sparing of [true, false]) {
      for (const entry of this.#recency) {
        if (this.#bytes <= maxBytes) return removed;
        if (sparing && pinned(entry)) continue;
        this.removeStored(entry);
        removed.push(entry);
      }
    }
    return removed;
  }
}

const always = (): boolean => true;
const exactly = (selecting: Selecting, _stored: readonly Header[], request: readonly Header[]): boolean => selects(selecting, request);

function newestFor(
  entries: readonly Entry[] | undefined,
  request: OutgoingRequest,
  usable: (entry: Entry) => boolean,
  fits: typeof selectsByLanguage = exactly,
): Entry | null {
  let newest: Entry | null = null;
  for (const entry of entries ?? []) {
    const { response } = entry;
    if (response.variant !== request.variant || !fits(response.selecting, response.headers, request.headers) || !usable(entry)) continue;
    if (!newest || response.responseTime >= newest.response.responseTime) newest = entry;
  }
  return newest;
}

function append(map: Map<string, Entry[]>, entry: Entry): void {
  const list = map.get(entry.response.url);
  if (list) list.push(entry);
  else map.set(entry.response.url, [entry]);
}

function detach(map: Map<string, Entry[]>, entry: Entry): void {
  const rest = map.get(entry.response.url)?.filter((other) => other !== entry) ?? [];
  if (rest.length === 0) map.delete(entry.response.url);
  else map.set(entry.response.url, rest);
}
