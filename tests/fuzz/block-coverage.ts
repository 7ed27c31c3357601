// Which of our own code ran since the last look, as V8 counts it: what the fuzzer steers by.
import { Session, type Profiler } from 'node:inspector';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = pathToFileURL(join(import.meta.dirname, '../..')).href;

export class BlockCoverage {
  readonly #session = new Session();
  readonly #files = new Set<string>();
  /** Function → for each of its characters the most that any run ran it, in steps: 0 never, 1 once, 2 up to three times, … */
  readonly #reached = new Map<string, Uint8Array>();
  #characters = 0;

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Whether anything ran since the last look that never had been noted. How often says nothing: several inputs may have run. */
  looksNew(): boolean {
    return this.#take().some(({ name, length, counts }) => {
      const known = this.#reached.get(name);
      return known === undefined ? length > 0 : counts.some((count, at) => count > 0 && known[at] === 0);
    });
  }

  /** Notes what ran since the last look, as the work of one input; whether any of it is new, or ran more often than ever. */
  note(): boolean {
    let isNew = false;
    for (const { name, length, counts } of this.#take()) {
      let known = this.#reached.get(name);
      if (known === undefined) this.#reached.set(name, (known = new Uint8Array(length)));
      for (let at = 0; at < length; at++) {
        const [before = 0, now = 0] = [known[at], counts[at]];
        if (now <= before) continue;
        if (before === 0) this.#characters++;
        known[at] = now;
        isNew = true;
      }
    }
    return isNew;
  }

  /** Forgets what ran since the last look. */
  skip(): void {
    this.#take();
  }

  /** Characters of our code that ran at all. */
  get characters(): number {
    return this.#characters;
  }

  /** Addresses of the modules of which any ran. */
  get files(): ReadonlySet<string> {
    return this.#files;
  }

  #take(): { name: string; length: number; counts: Uint8Array }[] {
    let taken: Profiler.ScriptCoverage[] = [];
    this.#session.post('Profiler.takePreciseCoverage', (problem: Error | null, { result }: Profiler.TakePreciseCoverageReturnType) => {
      if (problem !== null) throw problem;
      taken = result;
    });
    return taken
      .filter(({ url }) => isOurs(url))
      .flatMap(({ url, functions }) => {
        const ran = functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0);
        if (ran.length > 0) this.#files.add(url);
        return ran.map(({ ranges }) => countsOf(url, ranges));
      });
  }
}

/** Inner ranges come after the outer ones that they are in, and are left out where they say the same. */
function countsOf(url: string, ranges: readonly Profiler.CoverageRange[]): { name: string; length: number; counts: Uint8Array } {
  const [{ startOffset: from, endOffset: to } = { startOffset: 0, endOffset: 0 }] = ranges;
  const counts = new Uint8Array(to - from);
  for (const { startOffset, endOffset, count } of ranges) counts.fill(32 - Math.clz32(count), startOffset - from, endOffset - from);
  return { name: `${url} ${from}`, length: counts.length, counts };
}

/** Not the fuzzer itself; the targets are, because what they check is worth reaching. */
const isOurs = (url: string): boolean =>
  url.startsWith(root) && !/\/node_modules\/|\/tests\/fuzz\/(?!fuzz-(?!files)|children\/planted)/.test(url);
