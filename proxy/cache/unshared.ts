// Which addresses gave something that cannot be shared a moment ago: nobody waits there for somebody else's answer.
import { LRUCache } from 'lru-cache';
import { isStill } from './short-memory.ts';

/** For how long it is remembered, in milliseconds. */
const memory = 120_000;

export class Unshared {
  readonly #clock: () => number;
  readonly #until = new LRUCache<string, number>({ max: 10_000 });

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  mark(key: string): void {
    this.#until.set(key, this.#clock() + memory);
  }

  has(key: string): boolean {
    return isStill(this.#until.get(key), this.#clock(), memory);
  }
}
