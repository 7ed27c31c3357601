// The proxy's HTTP cache: a shared cache (RFC 9111) on disk that keeps what a lesson needs.
import type { Stage } from '../exchange/stage.ts';
import { CacheStage } from './cache-stage.ts';
import { answerDigest } from './answer-digest.ts';
import { heldCopy, holding, type Holding } from './holding.ts';
import type { LessonEffect } from './lesson-effect.ts';
import type { PinOptions } from './pins.ts';
import { ResponseStore, type StoreOptions } from './response-store.ts';

export interface HttpCache {
  /** The cache stage: looks up, validates, collapses, stores while streaming; sets `Cache-Status` (RFC 9211). */
  readonly stage: Stage;
  /** Keeps what is stored for these URLs until the moment (epoch ms), even when stale, and serves it when the origin fails. */
  pin(urls: readonly string[], until: number, options?: PinOptions): Promise<void>;
  /** What is stored for the URL once bodies on their way have arrived, judged for the moment `at`; `null`: nothing. */
  holds(url: string, at: number): Promise<Holding | null>;
  /**
   * SHA-256 over status, `Content-Type` and decoded body (`answerDigest`) of the newest whole response that is stored for the URL, be it
   * newer than a frozen one; `null`: there is none, or it cannot be decoded.
   */
  digestOf(url: string): Promise<string | null>;
  /** Whether a copy of the address is frozen for the lesson, now or later. */
  hasReviewed(url: string, lesson: string): boolean;
  /** What was done for a lesson that addresses were pinned for, since they were, summed over the workers to within seconds. */
  effectOf(lesson: string): LessonEffect;
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
    pin: (urls, until, options = {}) => store.pin(urls, until, options),
    holds: (url, at) => holding(store, url, at),
    async digestOf(url) {
      const held = await heldCopy(store, url);
      if (!held) return null;
      const { status, headers } = held.response;
      return answerDigest({ status, headers, body: await store.openBody(held, null) });
    },
    hasReviewed: (url, lesson) => store.pins.hasReviewed(url, lesson),
    effectOf: (lesson) => store.effects.of(lesson),
    get diskFailures() {
      return store.diskFailures;
    },
    close: () => store.close(),
  };
}
