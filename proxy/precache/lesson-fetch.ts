// Everything that a lesson's page needs, fetched as a browser would, within limits.
import { setTimeout as wait } from 'node:timers/promises';
import type { Rule } from '#policies/model/rule.ts';
import type { FetchThroughPipeline } from '../exchange/internal-request.ts';
import { fetchNeed, type Fetched, type Outcome } from './fetched-need.ts';
import { needAt, urgency, type Need } from './need.ts';
import type { PrecacheLimits } from './precache-limits.ts';
import { hostPace, type HostPace } from './visit/host-pace.ts';

/** `left-out`: a limit was reached, or the site asks programs not to ask, or not now. `gone-round`: more redirects than browsers follow. */
export type NeedOutcome =
  | Outcome
  | { readonly kind: 'left-out'; readonly because: 'limit' | 'robots' | 'busy' }
  | { readonly kind: 'gone-round' };

export interface NeedFetch {
  readonly need: Need;
  readonly outcome: NeedOutcome;
  /** Of the body, as sent. */
  readonly bytes: number;
}

export interface LessonFetch {
  /** Every address that was or should have been asked for, redirects included, with what became of it; the page itself is the first. */
  readonly outcomes: ReadonlyMap<string, NeedFetch>;
  readonly requests: number;
  readonly bytes: number;
}

export interface LessonFetchOptions {
  readonly url: string;
  readonly group: string;
  readonly at: number;
  /** Permissions that hold for this fetch only, as if they had been given. */
  readonly permits?: readonly Rule[];
  /** How long a page that is blocked is tried again, milliseconds; default as the limits say. */
  readonly approvalWait?: number;
  /** Whether a site lets programs ask for an address; not asked for the page itself. Everything may be asked for without it. */
  readonly mayAsk?: (url: string, signal: AbortSignal) => Promise<boolean>;
  /** Whether a page's icon is asked for where browsers expect it, if the page names none. */
  readonly usualIcon?: boolean;
  readonly fetch: FetchThroughPipeline;
  readonly limits: PrecacheLimits;
  /** Ends the work early; what was fetched by then counts. */
  readonly signal: AbortSignal;
  /** Told now and then how far it is. */
  readonly progress: (so: { requests: number; bytes: number }) => void;
}

class Run {
  readonly outcomes = new Map<string, NeedFetch>();
  readonly #options: LessonFetchOptions;
  readonly #over: AbortController = new AbortController();
  readonly #signal: AbortSignal;
  readonly #waiting: { need: Need; redirects: number }[] = [];
  readonly #hosts = new Set<string>();
  readonly #pace: HostPace;
  readonly #endsAt: number;
  /** Needs that were taken up: told before their requests are made, or more would be made than the limit says. */
  #taken = 0;
  requests = 0;
  bytes = 0;

  constructor(options: LessonFetchOptions) {
    this.#options = options;
    this.#pace = hostPace(options.limits.pace);
    this.#endsAt = performance.now() + options.limits.milliseconds;
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
    this.#tell(need, { kind: 'left-out', because: 'limit' });
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
    if (this.#taken >= limits.requests || this.#signal.aborted) return;
    this.#taken += 1;
    const outcome = await this.#fetch(need, host);
    if (outcome === null) return;
    if (outcome.kind !== 'fetched') return;
    for (const found of outcome.needs) this.#add(found, 0);
    if (this.#options.usualIcon === true && outcome.signs?.icon === false) this.#add(usualIcon(need), 0);
    if (outcome.location !== null) this.#follow(need, outcome.location, redirects);
  }

  #follow(need: Need, location: string, redirects: number): void {
    const next = needAt(location, need.url, need);
    if (!next || redirects >= this.#options.limits.redirects) this.#tell(need, { kind: 'gone-round' });
    else this.#add(next, redirects + 1);
  }

  /** `null`: stopped by a limit. */
  async #fetch(need: Need, host: string): Promise<NeedOutcome | null> {
    const { limits, approvalWait = limits.approvalWait } = this.#options;
    const giveUpAt = performance.now() + approvalWait;
    try {
      if (!(await this.#mayAsk(need))) return this.#tell(need, { kind: 'left-out', because: 'robots' });
      for (let tries = 1; ; tries += 1) {
        if (!(await this.#pace.turn(host, this.#endsAt, this.#signal))) return this.#tell(need, { kind: 'left-out', because: 'busy' });
        const outcome = await this.#once(need);
        const patience = isBusy(outcome) && tries < mostTries ? outcome.retryAfter : null;
        const waits = outcome.kind === 'blocked' && need.kind === 'document' && performance.now() < giveUpAt;
        if (patience !== null) this.#pace.rest(host, patience);
        else if (!waits) return outcome;
        else {
          this.requests -= 1;
          await wait(Math.min(500, approvalWait), undefined, { signal: this.#signal });
        }
      }
    } catch (error) {
      if (this.#signal.aborted) return null;
      throw error;
    }
  }

  async #once(need: Need): Promise<Outcome> {
    const { fetch, group, at, permits = [], progress } = this.#options;
    let bytes = 0;
    const count = (more: number): void => {
      bytes += more;
      this.#count(more);
    };
    this.requests += 1;
    try {
      const outcome = await fetchNeed(need, { fetch, group, at, permits, signal: this.#signal, count });
      this.#tell(need, outcome, bytes);
      return outcome;
    } finally {
      progress(this);
    }
  }

  async #mayAsk(need: Need): Promise<boolean> {
    const { mayAsk } = this.#options;
    return need.kind === 'document' || mayAsk === undefined || mayAsk(need.url, this.#signal);
  }

  #tell(need: Need, outcome: NeedOutcome, bytes = 0): NeedOutcome {
    this.outcomes.set(need.url, { need, outcome, bytes });
    return outcome;
  }

  #count(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.#options.limits.bytes) this.#over.abort();
  }
}

const usualIcon = ({ url }: Need): Need => ({
  url: new URL('/favicon.ico', url).href,
  kind: 'image',
  cors: false,
  alternative: true,
  referrer: url,
});

/** How often a need is asked for of a host that wants to be asked again later. */
const mostTries = 3;

const isBusy = (outcome: Outcome): outcome is Fetched => outcome.kind === 'fetched' && (outcome.status === 429 || outcome.status === 503);

export async function fetchLesson(options: LessonFetchOptions): Promise<LessonFetch> {
  const run = new Run(options);
  await run.all({ url: options.url, kind: 'document', cors: false, alternative: false, referrer: null });
  return run;
}

/** Addresses that the cache stored under; an obligation may have changed them (safe search). */
export function keysOf({ outcomes }: LessonFetch): string[] {
  return [...outcomes].map(([url, { outcome }]) => (outcome.kind === 'fetched' ? (outcome.key ?? url) : url));
}
