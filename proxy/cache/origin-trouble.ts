// Which origins could not be reached a moment ago: a page of sixty parts must not wait for each of them.
import { LRUCache } from 'lru-cache';
import { isStill } from './short-memory.ts';

/** Milliseconds for which a failure is remembered. */
const memory = 10_000;

export class OriginTrouble {
  readonly #clock: () => number;
  readonly #until = new LRUCache<string, number>({ max: 1000 });

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  mark(url: string): void {
    this.#until.set(new URL(url).origin, this.#clock() + memory);
  }

  clear(url: string): void {
    if (this.#until.size > 0) this.#until.delete(new URL(url).origin);
  }

  has(url: string): boolean {
    return this.#until.size > 0 && isStill(this.#until.get(new URL(url).origin), this.#clock(), memory);
  }
}
