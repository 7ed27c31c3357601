// The loop: take a kept input, change it, run it, keep it where it reached code that nothing reached before. Coverage is
// dear to read, so inputs run in batches, and a batch that reached something new is halved until the inputs that did are found.
import { seededRandom, type Random } from '#main/demo/random.ts';
import { BlockCoverage } from './block-coverage.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mutateJson } from './mutate-json.ts';
import { mutate } from './mutate.ts';
import { shrink } from './shrink.ts';
import { wordsOfCode } from './words-of-code.ts';

export interface Watcher {
  /** Called before every run, so that a run that never ends can be named. */
  began(bytes: Uint8Array): void;
  ended(): void;
  kept(bytes: Uint8Array): void;
  failed(bytes: Uint8Array, problem: string): void;
}

const longest = 65_536;
const largestBatch = 4_096;
/** Reading coverage takes at most about this part of the time. */
const readingShare = 0.2;
/** A target that fails at once everywhere is not worth more examples. */
const mostFindings = 20;

export class Fuzzing {
  readonly #target: FuzzTarget;
  readonly #random: Random;
  readonly #watcher: Watcher;
  readonly #coverage = new BlockCoverage();
  readonly #corpus: Uint8Array[] = [];
  readonly #problems = new Set<string>();
  #words: readonly Uint8Array[] = [];
  #batch = 16;
  #runs = 0;

  constructor(target: FuzzTarget, seed: number, watcher: Watcher) {
    this.#target = target;
    this.#random = seededRandom(seed);
    this.#watcher = watcher;
  }

  get figures(): { runs: number; corpus: number; reached: number } {
    return { runs: this.#runs, corpus: this.#corpus.length, reached: this.#coverage.characters };
  }

  /** Runs what there is to begin with. Every seed stays, whatever it reaches. */
  async begin(kept: readonly Uint8Array[]): Promise<void> {
    const seeds = this.#target.seeds ?? [];
    this.#corpus.push(...(seeds.length > 0 ? seeds : [new Uint8Array(0)]));
    this.#coverage.skip();
    for (const seed of this.#corpus) {
      await this.#run(seed);
      this.#coverage.note();
    }
    const words = [...(this.#target.words ?? []), ...wordsOfCode(this.#coverage.files)];
    this.#words = words.map((word) => new TextEncoder().encode(word));
    for (const input of kept) await this.#alone(input);
  }

  /** Runs these once each, as they are. */
  async replay(inputs: readonly Uint8Array[]): Promise<void> {
    for (const input of inputs) await this.#run(input, false);
  }

  /** One batch of changed inputs. */
  async step(): Promise<void> {
    const inputs = Array.from({ length: this.#batch }, () => this.#changed());
    const from = performance.now();
    for (const input of inputs) await this.#run(input);
    const between = performance.now();
    const fresh = this.#coverage.looksNew();
    const [running, reading] = [between - from, performance.now() - between];
    this.#batch = Math.max(8, Math.min(largestBatch, Math.round((this.#batch * reading) / readingShare / Math.max(running, 0.1))));
    if (fresh) await this.#split(inputs);
    await this.#alone(this.#changed());
  }

  #changed(): Uint8Array {
    const input = this.#choose();
    if (this.#random.chance(0.5)) {
      const changed = this.#target.json ? changedJson(input, this.#random) : this.#target.change?.(input, this.#random);
      if (changed) return changed;
    }
    return mutate(input, this.#random, this.#material);
  }

  get #material(): { corpus: readonly Uint8Array[]; words: readonly Uint8Array[]; longest: number } {
    return { corpus: this.#corpus, words: this.#words, longest };
  }

  /** Half the time something kept lately: what is new is nearest to what is still unknown. */
  #choose(): Uint8Array {
    const { length } = this.#corpus;
    const at = this.#random.whole(this.#random.chance(0.5) ? Math.max(0, length - 16) : 0, length - 1);
    return this.#corpus[at] ?? new Uint8Array(0);
  }

  async #sift(inputs: readonly Uint8Array[]): Promise<void> {
    for (const input of inputs) await this.#run(input);
    if (this.#coverage.looksNew()) await this.#split(inputs);
  }

  async #split(inputs: readonly Uint8Array[]): Promise<void> {
    if (inputs.length > 1) {
      const middle = inputs.length >> 1;
      for (const half of [inputs.slice(0, middle), inputs.slice(middle)]) await this.#sift(half);
      return;
    }
    if (inputs[0] !== undefined) await this.#alone(inputs[0]);
  }

  /** Kept where it reaches a new block, or an old one more often than anything did. */
  async #alone(input: Uint8Array): Promise<void> {
    await this.#run(input);
    if (this.#coverage.note()) {
      this.#corpus.push(input);
      this.#watcher.kept(input);
    }
  }

  async #run(input: Uint8Array, shrinks = true): Promise<void> {
    this.#runs++;
    const problem = await this.#problemOf(input);
    if (problem === null) return;
    const kind = kindOf(problem);
    if (this.#problems.has(kind) || this.#problems.size >= mostFindings) return;
    this.#problems.add(kind);
    const small = !shrinks ? input : await shrink(input, async (smaller) => kindOf((await this.#problemOf(smaller)) ?? '') === kind);
    this.#watcher.failed(small, (await this.#problemOf(small)) ?? problem);
  }

  async #problemOf(input: Uint8Array): Promise<string | null> {
    this.#watcher.began(input);
    try {
      await this.#target.once(input);
      return null;
    } catch (problem) {
      return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
    } finally {
      this.#watcher.ended();
    }
  }
}

/** JSON after at most one byte. */
function changedJson(input: Uint8Array, random: Random): Uint8Array | null {
  const text = new TextDecoder().decode(input);
  const changed = mutateJson(text, text.startsWith('{') ? 0 : 1, random);
  return changed === null ? null : new TextEncoder().encode(changed);
}

/** What it was and where: the name of the error and the first place in code, so that one mistake is told once. */
function kindOf(problem: string): string {
  const place = /\(?(?:file:\/\/)?[^\s()]+\.ts:\d+/.exec(problem)?.[0] ?? '';
  return `${problem.split(/[:\n]/, 1)[0]} ${place}`;
}
