// Caches of several workers on one folder: each knows everything that is stored, and one asks the origin for all.
import type { Abandonment } from '../exchange/abandonment.ts';
import type { LessonEffect } from './lesson-effect.ts';
import type { Pin } from './pins.ts';
import type { StoredRecord } from './stored-response.ts';

export type CacheNews =
  | { readonly kind: 'stored' | 'freshened'; readonly record: StoredRecord }
  | { readonly kind: 'dropped'; readonly url: string; readonly id: string }
  /** A request may have changed what is there: what is arriving from before must not be kept. */
  | { readonly kind: 'changed'; readonly url: string }
  | { readonly kind: 'pinned'; readonly pins: readonly Pin[] }
  /** What a worker has counted since it told last, by lesson. */
  | { readonly kind: 'effects'; readonly effects: readonly (readonly [lesson: string, effect: LessonEffect])[] }
  /** What came cannot be shared: nobody waits for it next time. */
  | { readonly kind: 'unshared'; readonly key: string };

export interface Neighbours {
  /** Tells all others. */
  tell(news: CacheNews): void;
  listen(heard: (news: CacheNews) => void): void;
  /**
   * Resolves when the origin may be asked: at once when nobody else asks for the same, otherwise when the other has done, after
   * some seconds, or on `signal`. What the other stored is known by then. Call the result when what came is stored, or
   * will not be; with `true` when it cannot be shared.
   */
  turn(key: string, signal: Abandonment): Promise<(unshared: boolean) => void>;
  /** Leftovers in the folder that were last written before this moment (epoch ms) are this worker's to remove; 0: none. */
  readonly tidyBefore: number;
  /** Writes down what all have counted. */
  readonly isFirst: boolean;
  /** Workers on the folder; they share what may be held in memory. */
  readonly count: number;
}
