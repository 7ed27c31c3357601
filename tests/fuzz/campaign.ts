// One target under watch: a run that does not end, or takes more memory than a machine has, is a finding like any other.
import { Worker } from 'node:worker_threads';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { keep, keepFinding } from './fuzz-files.ts';

export interface Outcome {
  readonly name: string;
  readonly runs: number;
  readonly seconds: number;
  /** Inputs kept because each reached something new. */
  readonly corpus: number;
  /** Characters of our code that ran. */
  readonly reached: number;
  /** Files of the inputs that broke something, with the first line of what. */
  readonly findings: readonly { readonly file: string; readonly problem: string }[];
}

/** A run of more CPU time than this is a finding, if it takes as long again by itself; so is one that waits for this many times as long. */
const hangMs = 2_000;
const patience = 15;
const longestInput = 1 << 20;
const mostMemoryMb = 1_024;

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kept'), bytes: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal('failed'), bytes: z.instanceof(Uint8Array), problem: z.string() }),
  z.object({ kind: z.literal('figures'), runs: z.number(), corpus: z.number(), reached: z.number() }),
]);

export class Campaign {
  readonly #name: string;
  readonly #file: string;
  readonly #findings: { file: string; problem: string }[] = [];
  #figures = { runs: 0, corpus: 0, reached: 0 };
  /** Runs of threads that were ended. */
  #runsBefore = 0;

  constructor(name: string, file: string) {
    this.#name = name;
    this.#file = file;
  }

  /** Fuzzes for so many seconds, or until something is found; `progress` hears of it every five. */
  async run(
    seconds: number,
    seed: number,
    progress: (outcome: Outcome) => void,
    until: { readonly found: boolean } = { found: false },
  ): Promise<Outcome> {
    const from = performance.now();
    const left = (): number => (until.found && this.#findings.length > 0 ? 0 : seconds * 1_000 - (performance.now() - from));
    const outcome = (): Outcome => this.#outcome((performance.now() - from) / 1_000);
    const told = setInterval(() => progress(outcome()), 5_000);
    for (let thread = 0; left() > 0; thread++) {
      const ended = await this.#watch({ seed: seed + thread }, left);
      if (ended.kind === 'done') break;
      await this.#judge(ended);
      this.#runsBefore += this.#figures.runs;
      this.#figures = { ...this.#figures, runs: 0 };
    }
    clearInterval(told);
    return outcome();
  }

  /** Runs inputs once each, as they are. */
  async replay(inputs: readonly Uint8Array[]): Promise<Outcome> {
    const from = performance.now();
    for (const input of inputs) {
      const ended = await this.#watch({ seed: 0, replay: [input] }, () => Infinity);
      if (ended.kind !== 'done') this.#found(ended.kind, ended.bytes, ended.problem);
    }
    return { ...this.#outcome((performance.now() - from) / 1_000), runs: inputs.length };
  }

  /** Slow once may be a busy machine: an input hangs if it does so again in a thread of its own. */
  async #judge({ kind, bytes, problem }: Stuck): Promise<void> {
    if (kind === 'hang' && (await this.#watch({ seed: 0, replay: [bytes] }, () => Infinity)).kind === 'done') return;
    this.#found(kind, bytes, problem);
  }

  async #watch(order: { seed: number; replay?: Uint8Array[] }, left: () => number): Promise<Stuck | { kind: 'done' }> {
    const state = new SharedArrayBuffer(8 + longestInput);
    const numbers = new Int32Array(state, 0, 2);
    Atomics.store(numbers, 1, -1);
    const worker = new Worker(new URL('./children/fuzz-worker.ts', import.meta.url), {
      workerData: { file: this.#file, state, ...order },
      resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
      // What a target prints is not for the person who fuzzes.
      stdout: true,
    });
    // What the thread ended with, once it did.
    const ends: string[] = [];
    worker.on('message', (message) => this.#heed(messageSchema.parse(message)));
    worker.once('error', (error: Error) => void ends.push(`${error.name}: ${error.message}`));
    worker.once('exit', () => void ends.push(''));
    const current = (): Uint8Array => new Uint8Array(state, 8, Math.max(0, Math.min(longestInput, Atomics.load(numbers, 1)))).slice();
    let since = now();
    for (let run = -1; ends.length === 0 && left() > 0; await wait(100)) {
      if (Atomics.load(numbers, 0) !== run || Atomics.load(numbers, 1) < 0) {
        run = Atomics.load(numbers, 0);
        since = now();
      } else if (now().cpu - since.cpu > hangMs || now().wall - since.wall > hangMs * patience) {
        const bytes = current();
        await worker.terminate();
        return { kind: 'hang', bytes, problem: `The run took more than ${hangMs} ms of CPU time.` };
      }
    }
    await worker.terminate();
    const [end = ''] = ends;
    if (end === '') return { kind: 'done' };
    return { kind: /memory/i.test(end) ? 'memory' : 'crash', bytes: current(), problem: end };
  }

  #heed(message: z.infer<typeof messageSchema>): void {
    if (message.kind === 'kept') keep(this.#name, message.bytes);
    else if (message.kind === 'failed') this.#found('crash', message.bytes, message.problem);
    else this.#figures = { runs: message.runs, corpus: message.corpus, reached: message.reached };
  }

  #found(kind: 'crash' | 'hang' | 'memory', bytes: Uint8Array, problem: string): void {
    const file = keepFinding(this.#name, kind, bytes, problem);
    this.#findings.push({ file, problem: `${kind}: ${problem.split('\n', 1)[0]}` });
  }

  #outcome(seconds: number): Outcome {
    return { name: this.#name, ...this.#figures, runs: this.#runsBefore + this.#figures.runs, seconds, findings: [...this.#findings] };
  }
}

/** Milliseconds. This thread only waits, so that the process's CPU time is the other's: a busy machine makes nothing hang. */
const now = (): { cpu: number; wall: number } => {
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1_000, wall: performance.now() };
};

interface Stuck {
  readonly kind: 'crash' | 'hang' | 'memory';
  readonly bytes: Uint8Array;
  readonly problem: string;
}
