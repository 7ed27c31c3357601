// The proxy's HTTP cache: a shared cache (RFC 9111) on disk that keeps what a lesson needs.
import type { Stage } from '../exchange/stage.ts';
import { CacheStage } from './cache-stage.ts';
import { holding, type Holding } from './holding.ts';
import { ResponseStore, type StoreOptions } from './response-store.ts';

export interface HttpCache {
  /** The cache stage: looks up, validates, collapses, stores while streaming; sets `Cache-Status` (RFC 9211). */
  readonly stage: Stage;
  /** Keeps what is stored for these URLs until the moment (epoch ms), even when stale, and serves it when the origin fails. */
  pin(urls: readonly string[], until: number): Promise<void>;
  /** What is stored for the URL once bodies on their way have arrived, judged for the moment `at`; `null`: nothing. */
  holds(url: string, at: number): Promise<Holding | null>;
  /** Responses that were not stored because the disk failed or was full. */
  readonly diskFailures: number;
  close(): Promise<void>;
}

/** Makes the folder where it is missing. What it holds from earlier is found again in the background. */
export async function openHttpCache(options: StoreOptions): Promise<HttpCache> {
  const store = await ResponseStore.open(options);
  const { stage } = new CacheStage(store, options.clock, options.neighbours ?? null);
  return {
    stage,
    pin: (urls, until) => store.pin(urls, until),
    holds: (url, at) => holding(store, url, at),
    get diskFailures() {
      return store.diskFailures;
    },
    close: () => store.close(),
  };
}
