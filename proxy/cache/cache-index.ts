// Which stored responses there are, by URL, and in which order they were used last.
import type { Header, OutgoingRequest } from '../exchange/exchange.ts';
import { fileOverhead, type Entry } from './entry.ts';
import { fieldValue } from './header-fields.ts';
import { rangeWithin } from './part.ts';
import { isFromLater } from './stored-response.ts';
import { isDecodedBy, selects, selectsByLanguage, type Selecting } from './vary.ts';

/** Responses to one URL: an origin that varies by a field with endless values must not fill the memory. */
const variantLimit = 16;

/** Parts of one URL: a film has some hundreds. */
const partLimit = 512;

export type Found = { readonly entry: Entry } | { readonly entry: null; readonly miss: 'uri-miss' | 'vary-miss' };

const sameSelection = (left: Entry, right: Entry): boolean =>
  left.response.variant === right.response.variant &&
  left.response.part?.from === right.response.part?.from &&
  left.response.part?.to === right.response.part?.to &&
  JSON.stringify(left.response.selecting) === JSON.stringify(right.response.selecting);

export class CacheIndex {
  readonly #stored = new Map<string, Entry[]>();
  /** Bodies still arriving: they can be joined, but what they will replace stays until they are complete. */
  readonly #arriving = new Map<string, Entry[]>();
  /** The same of parts. They are looked at only where there is nothing whole. */
  readonly #parts = new Map<string, Entry[]>();
  readonly #arrivingParts = new Map<string, Entry[]>();
  /** Copies that a lesson is shown although there are newer ones. */
  readonly #aside = new Map<string, Entry[]>();
  /** Least recently used first. */
  readonly #recency = new Set<Entry>();
  /** How many stored responses have a body in common, by its digest. */
  readonly #bodies = new Map<string, number>();
  #bytes = 0;

  /** Bytes on the disk: each body once, and what files take besides. */
  get bytes(): number {
    return this.#bytes + this.files * fileOverhead;
  }

  /** Files on the disk: a record for each response, and the bodies. */
  get files(): number {
    return this.#recency.size + this.#bodies.size;
  }

  needsBody(digest: string): boolean {
    return this.#bodies.has(digest);
  }

  /** Everything that is complete, least recently used first. */
  stored(): Iterable<Entry> {
    return this.#recency;
  }

  arriving(): Entry[] {
    return [...this.#arriving.values(), ...this.#arrivingParts.values()].flat();
  }

  find(request: OutgoingRequest): Found {
    const stored = this.#stored.get(request.url);
    const arriving = this.#arriving.get(request.url);
    if (!stored && !arriving) return nothingThere;
    const entry =
      newestFor(arriving, request, joinable) ??
      newestFor(stored, request, always) ??
      newestFor(arriving, request, joinable, selectsByLanguage) ??
      newestFor(stored, request, always, selectsByLanguage);
    return entry ? { entry } : { entry: null, miss: 'vary-miss' };
  }

  /** Everything there is for a URL, complete or arriving. */
  all(url: string): Entry[] {
    return [this.#arrivingParts, this.#parts, this.#arriving, this.#stored].flatMap((map) => map.get(url) ?? []);
  }

  /** A part that has all that a request asks for. */
  findPart(request: OutgoingRequest): Entry | null {
    const has = (entry: Entry): boolean => rangeWithin(entry, request) !== null;
    return (
      newestFor(this.#parts.get(request.url), request, has) ??
      newestFor(this.#arrivingParts.get(request.url), request, (entry) => joinable(entry) && has(entry))
    );
  }

  /** Of the copies with these ids the one that fits a request best: a reviewed page is everybody's, whatever it varies by. */
  ofIds(ids: readonly string[], request: OutgoingRequest): Entry | null {
    const known = [this.#aside, this.#parts, this.#stored].flatMap((map) => map.get(request.url) ?? []);
    const usable = known.filter(({ response }) => ids.includes(response.id) && response.variant === request.variant);
    const whole = usable.filter(({ response }) => response.part === null && isDecodedBy(response.headers, request.headers));
    return (
      newestFor(whole, request, always) ??
      newestFor(whole, request, always, always) ??
      newestFor(usable, request, (entry) => rangeWithin(entry, request) !== null)
    );
  }

  /** What is complete and has this id, also where there is something newer. */
  ofId(url: string, id: string): Entry | undefined {
    return [this.#aside, this.#parts, this.#stored].flatMap((map) => map.get(url) ?? []).find(({ response }) => response.id === id);
  }

  /** Keeps, for `ofIds` only, what something newer has replaced. */
  setAside(entry: Entry): void {
    append(this.#aside, entry);
    this.#recency.add(entry);
    this.#addBody(entry);
  }

  aside(): Entry[] {
    return [...this.#aside.values()].flat();
  }

  addArriving(entry: Entry): void {
    append(entry.response.part ? this.#arrivingParts : this.#arriving, entry);
  }

  removeArriving(entry: Entry): void {
    detach(entry.response.part ? this.#arrivingParts : this.#arriving, entry);
  }

  /**
   * Adds a complete response; what it replaces is returned and no longer found. An older one than is there replaces nothing,
   * unless what is there says that it came later than `now`: the clock was set back.
   */
  addStored(entry: Entry, now: number): Entry[] {
    const { url, part } = entry.response;
    const others = (part ? this.#parts : this.#stored).get(url) ?? [];
    const same = others.filter((other) => sameSelection(other, entry));
    if (same.some(({ response }) => response.responseTime > entry.response.responseTime && !isFromLater(response, now))) return [entry];
    const limit = part ? partLimit : variantLimit;
    const surplus = others.filter((other) => !same.includes(other)).slice(0, Math.max(0, others.length - same.length - limit + 1));
    // The whole has everything that parts of it had; and parts of what has changed since are of no use beside its new ones.
    const outdated = (part ? others : (this.#parts.get(url) ?? [])).filter((other) => !part || !isOfOne(other, entry));
    const replaced = [...new Set([...same, ...surplus, ...outdated])];
    for (const other of replaced) this.removeStored(other);
    append(part ? this.#parts : this.#stored, entry);
    this.#recency.add(entry);
    this.#addBody(entry);
    return replaced;
  }

  removeStored(entry: Entry): void {
    if (!this.#recency.delete(entry)) return;
    this.#removeBody(entry);
    detach(entry.response.part ? this.#parts : this.#stored, entry);
    detach(this.#aside, entry);
  }

  used(entry: Entry): void {
    if (this.#recency.delete(entry)) this.#recency.add(entry);
  }

  /** After a restart nobody knows what was used last: what is left from earlier counts as used when it came, before all that is new. */
  orderByTime(left: ReadonlySet<Entry>): void {
    const since = [...this.#recency].filter((entry) => !left.has(entry));
    const before = [...this.#recency].filter((entry) => left.has(entry));
    before.sort((one, other) => one.response.responseTime - other.response.responseTime);
    this.#recency.clear();
    for (const entry of [...before, ...since]) this.#recency.add(entry);
  }

  /** Removes the least recently used responses until the rest fits; those pinned for a lesson only when nothing else is left. */
  shrinkTo(limit: { readonly bytes: number; readonly files: number }, pinned: (entry: Entry) => boolean): Entry[] {
    const removed: Entry[] = [];
    for (const sparing of [true, false]) {
      for (const entry of this.#recency) {
        if (this.bytes <= limit.bytes && this.files <= limit.files) return removed;
        if (sparing && pinned(entry)) continue;
        this.removeStored(entry);
        removed.push(entry);
      }
    }
    return removed;
  }

  #addBody({ body }: Entry): void {
    if (body.kind !== 'stored') return;
    const before = this.#bodies.get(body.digest) ?? 0;
    this.#bodies.set(body.digest, before + 1);
    if (before === 0) this.#bytes += body.length;
  }

  #removeBody({ body }: Entry): void {
    if (body.kind !== 'stored') return;
    const left = (this.#bodies.get(body.digest) ?? 1) - 1;
    if (left > 0) {
      this.#bodies.set(body.digest, left);
      return;
    }
    this.#bodies.delete(body.digest);
    this.#bytes -= body.length;
  }
}

/** Whether two parts can be of one and the same body. */
const isOfOne = ({ response: one }: Entry, { response: other }: Entry): boolean =>
  one.part?.total === other.part?.total && fieldValue(one.headers, 'etag') === fieldValue(other.headers, 'etag');

const nothingThere: Found = { entry: null, miss: 'uri-miss' };
const always = (): boolean => true;
const joinable = ({ body }: Entry): boolean => body.kind === 'arriving' && body.recording.joinable;
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
