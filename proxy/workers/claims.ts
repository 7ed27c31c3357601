// Which worker is asking an origin for what just now. A claim is one number in memory that all see; where nobody else asks for
// the same it costs no message: messages wake the other threads, which costs more than many a request.
import { hashOf } from './shared-tally.ts';

const places = 65_536;
const seed = 0x811c9dc5;
/** What is left of a number beside the worker's, which may go up to 126: tells keys apart that share a place. */
const tagBits = 23;
const tagMask = (1 << tagBits) - 1;
/** Somebody waits for the claim to be let go of. */
const waitedFor = 1 << tagBits;
const workerAt = tagBits + 1;

export const claimSheet = (): SharedArrayBuffer => new SharedArrayBuffer(places * Int32Array.BYTES_PER_ELEMENT);

export type Claim =
  | { readonly kind: 'ours'; readonly place: number }
  /** Another worker asks for it. */
  | { readonly kind: 'theirs'; readonly place: number }
  /** Something else has its place: go without a claim. */
  | { readonly kind: 'none' };

export class Claims {
  readonly #holders: Int32Array;
  readonly #worker: number;

  constructor(sheet: SharedArrayBuffer, worker: number) {
    this.#holders = new Int32Array(sheet);
    this.#worker = worker;
  }

  take(key: string): Claim {
    const place = hashOf(key, seed) % places;
    const tag = hashOf(key, ~seed) & tagMask;
    const own = holder(this.#worker, tag);
    const before = Atomics.compareExchange(this.#holders, place, 0, own);
    if (before === 0) return { kind: 'ours', place };
    const seen = before | waitedFor;
    if ((before & tagMask) !== tag || seen === (own | waitedFor)) return { kind: 'none' };
    // Whoever has it must know that somebody waits; when it has been let go of just now nobody would tell.
    const now = Atomics.compareExchange(this.#holders, place, before, seen);
    return now === before || now === seen ? { kind: 'theirs', place } : { kind: 'none' };
  }

  /** Whether somebody waits for it. */
  isWaitedFor(place: number): boolean {
    return (Atomics.load(this.#holders, place) & waitedFor) !== 0;
  }

  /** @returns whether somebody waited for it */
  letGo(place: number): boolean {
    return (Atomics.exchange(this.#holders, place, 0) & waitedFor) !== 0;
  }
}

/** Frees what a dead worker claimed. @returns the places */
export function releaseClaims(sheet: SharedArrayBuffer, worker: number): number[] {
  const holders = new Int32Array(sheet);
  const freed: number[] = [];
  for (const [place, held] of holders.entries()) {
    if (held === 0 || held >>> workerAt !== worker + 1) continue;
    Atomics.store(holders, place, 0);
    freed.push(place);
  }
  return freed;
}

const holder = (worker: number, tag: number): number => ((worker + 1) << workerAt) | tag;
