// Everything that a lesson's page needs, fetched as a browser would, within limits.
import { setTimeout as wait } from 'node:timers/promises';
import type { FetchThroughPipeline } from '../exchange/internal-request.ts';
import { fetchNeed, type Outcome } from './fetched-need.ts';
import { needAt, urgency, type Need } from './need.ts';
import type { PrecacheLimits } from './precache-limits.ts';

/** `left-out`: a limit was reached. `gone-round`: more redirects than browsers follow. */
export type NeedOutcome = Outcome | { readonly kind: 'left-out' } | { readonly kind: 'gone-round' };

export interface LessonFetch {
  /** Every address that was or should have been asked for, redirects included, with what became of it; the page itself is the first. */
  readonly outcomes: ReadonlyMap<string, { readonly need: Need; readonly outcome: NeedOutcome }>;
  readonly requests: number;
  readonly bytes: number;
}

export interface LessonFetchOptions {
  readonly url: string;
  readonly group: string;
  readonly at: number;
  readonly fetch: FetchThroughPipeline;
  readonly limits: PrecacheLimits;
  /** Ends the work early; what was fetched by then counts. */
  readonly signal: AbortSignal;
  /** Told now and then how far it is. */
  readonly progress: (so: { requests: number; bytes: number }) => void;
}

class Run {
  readonly outcomes = new Map<string, { need: Need; outcome: NeedOutcome }>();
  readonly #options: LessonFetchOptions;
  readonly #over: AbortController = new AbortController();
  readonly #signal: AbortSignal;
  readonly #waiting: { need: Need; redirects: number }[] = [];
  readonly #hosts = new Set<string>();
  requests = 0;
  bytes = 0;

  constructor(options: LessonFetchOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#over.signal, AbortSignal.timeout(options.limits.milliseconds)]);
  }

  async all(first: Need): Promise<void> {
    this.#add(first, 0);
    const workers = new Set<Promise<void>>();
    try {
      while (this.#waiting.length > 0 || workers.size > 0) {
        while (this.#waiting.length > 0 && workers.size < this.#options.limits.concurrency) {
          const worker: Promise<void> = this.#one(this.#takeMostUrgent()).finally(() => workers.delete(worker));
          workers.add(worker);
        }
        await Promise.race(workers);
      }
    } finally {
      // After a fault nothing may go on behind our back.
      this.#over.abort();
      await Promise.allSettled(workers);
    }
  }

  #add(need: Need, redirects: number): void {
    if (this.outcomes.has(need.url)) return;
    this.outcomes.set(need.url, { need, outcome: { kind: 'left-out' } });
    this.#waiting.push({ need, redirects });
  }

  #takeMostUrgent(): { need: Need; redirects: number } {
    let best = 0;
    for (const [index, { need }] of this.#waiting.entries()) {
      const current = this.#waiting[best];
      if (current && urgency(need) < urgency(current.need)) best = index;
    }
    const [taken] = this.#waiting.splice(best, 1);
    if (!taken) throw new Error('nothing is waiting');
    return taken;
  }

  async #one({ need, redirects }: { need: Need; redirects: number }): Promise<void> {
    const { limits } = this.#options;
    const { host } = new URL(need.url);
    this.#hosts.add(host);
    if (this.#hosts.size > limits.hosts) {
      this.#hosts.delete(host);
      return;
    }
    if (this.requests >= limits.requests || this.#signal.aborted) return;
    const outcome = await this.#fetch(need);
    if (outcome === null) return;
    this.outcomes.set(need.url, { need, outcome });
    if (outcome.kind !== 'fetched') return;
    for (const found of outcome.needs) this.#add(found, 0);
    if (outcome.location !== null) this.#follow(need, outcome.location, redirects);
  }

  #follow(need: Need, location: string, redirects: number): void {
    const next = needAt(location, need.url, need);
    if (!next || redirects >= this.#options.limits.redirects) this.outcomes.set(need.url, { need, outcome: { kind: 'gone-round' } });
    else this.#add(next, redirects + 1);
  }

  /** `null`: stopped by a limit. */
  async #fetch(need: Need): Promise<Outcome | null> {
    const { limits, fetch, group, at, progress } = this.#options;
    const giveUpAt = performance.now() + limits.approvalWait;
    try {
      for (;;) {
        this.requests += 1;
        const outcome = await fetchNeed(need, { fetch, group, at, signal: this.#signal, count: (bytes) => this.#count(bytes) });
        progress(this);
        if (outcome.kind !== 'blocked' || need.kind !== 'document' || performance.now() > giveUpAt) return outcome;
        this.requests -= 1;
        await wait(Math.min(500, limits.approvalWait), undefined, { signal: this.#signal });
      }
    } catch (error) {
      if (this.#signal.aborted) return null;
      throw error;
    }
  }

  #count(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.#options.limits.bytes) this.#over.abort();
  }
}

export async function fetchLesson(options: LessonFetchOptions): Promise<LessonFetch> {
  const run = new Run(options);
  await run.all({ url: options.url, kind: 'document', cors: false, alternative: false, referrer: null });
  return run;
}

/** Addresses that the cache stored under; an obligation may have changed them (safe search). */
export function keysOf({ outcomes }: LessonFetch): string[] {
  return [...outcomes].map(([url, { outcome }]) => (outcome.kind === 'fetched' ? (outcome.key ?? url) : url));
}
