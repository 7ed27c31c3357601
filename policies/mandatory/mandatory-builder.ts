// From the lines of a licensed list to keyed hashes. Nothing of a line is kept.
import { isPublicSuffix } from '../engine/host-suffixes.ts';
import { writeBinaryFile } from '../table/binary-file.ts';
import type { HashSeed } from '../table/name-hash.ts';
import { stopSpellings } from '../table/path-prefixes.ts';
import { compareWords } from './keyed-set.ts';
import { KeyedNames, said } from './keyed-names.ts';
import type { SipKey } from './sip-hash.ts';

export const mandatoryMagic = 'SGMANDA1';
/** The length of the longest path is told in steps of so many characters, so that it says little of the path. */
const lengthStep = 256;

interface MandatoryEntry {
  readonly words: Uint32Array;
  readonly list: number;
  readonly line: number;
}

export class MandatoryBuilder {
  readonly #seed: HashSeed;
  readonly #keyed: KeyedNames;
  readonly #lists: { id: string; name: string }[] = [];
  readonly #entries = new Map<string, MandatoryEntry>();
  readonly #gates = new Set<number>();
  #longestPath = 0;
  #belowDotless = false;

  /** `seed` is that of the school's tables, so that a host need be hashed once only. */
  constructor(key: SipKey, seed: HashSeed) {
    this.#seed = seed;
    this.#keyed = new KeyedNames(key, seed);
  }

  /** Begins a list and gives its number. */
  list(meta: { readonly id: string; readonly name: string }): number {
    return this.#lists.push({ id: meta.id, name: meta.name }) - 1;
  }

  /** `host` and `path` in their canonical spelling, as list parsers give them; `below` as in `ListItem`. */
  add(list: number, line: number, host: string, path: string | null, below: boolean): void {
    const { names } = this.#keyed;
    names.read(host);
    const whole = names.count - 1;
    if (whole < 0) return;
    // At most three labels: under `co.uk` two would let every host through.
    this.#gates.add(this.#keyed.gate(names, Math.min(2, whole)));
    const alone = !below && isPublicSuffix(host);
    if (!alone && whole === 0) this.#belowDotless = true;
    const [hi = 0, lo = 0] = [names.hi[whole], names.lo[whole]];
    if (path === null) {
      this.#put(hi, lo, alone ? said.host : said.below, list, line);
      return;
    }
    this.#put(hi, lo, alone ? said.ownPaths : said.paths, list, line);
    for (const spelling of stopSpellings(path)) {
      names.beginPath(whole);
      names.pathStep(spelling, 0, spelling.length);
      this.#put(names.pathHi, names.pathLo, alone ? said.ownPath : said.path, list, line);
      this.#longestPath = Math.max(this.#longestPath, Math.ceil(spelling.length / lengthStep) * lengthStep);
    }
  }

  /** The bytes of the lists as they are kept and sent. */
  encode(): Uint8Array<ArrayBuffer> {
    const entries = [...this.#entries.values()].sort((a, b) => compareWords(a.words, 0, b.words));
    const words = new Uint32Array(entries.length * 4);
    entries.forEach((entry, at) => words.set(entry.words, at * 4));
    return writeBinaryFile(
      mandatoryMagic,
      {
        lists: this.#lists,
        seed: this.#seed,
        check: Array.from(this.#keyed.keyed(0, 0, said.nothing)),
        longestPath: this.#longestPath,
        belowDotless: this.#belowDotless,
      },
      {
        gates: Uint32Array.from(this.#gates).sort(),
        words,
        lists: Uint32Array.from(entries, ({ list }) => list),
        lines: Uint32Array.from(entries, ({ line }) => line),
      },
    );
  }

  #put(hi: number, lo: number, what: number, list: number, line: number): void {
    const words = this.#keyed.keyed(hi, lo, what).slice();
    const name = words.join();
    if (!this.#entries.has(name)) this.#entries.set(name, { words, list, line });
  }
}
