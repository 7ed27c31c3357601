// The operator's licensed lists of illegal addresses, kept as keyed hashes only: whoever has the file and not the key
// cannot tell what is on them, and nobody can read an address out of it. The key is the school's and travels apart.
import { z } from 'zod';
import { HostGate } from '../engine/host-gate.ts';
import { readBinaryFile } from '../table/binary-file.ts';
import type { HashSeed, NameHasher } from '../table/name-hash.ts';
import { eachPathPrefix, stopSpellings } from '../table/path-prefixes.ts';
import { KeyedNames, said } from './keyed-names.ts';
import { compareWords, KeyedSet } from './keyed-set.ts';
import { mandatoryMagic } from './mandatory-builder.ts';
import type { SipKey } from './sip-hash.ts';

const headSchema = z.object({
  lists: z.array(z.object({ id: z.string(), name: z.string() })),
  seed: z.object({ a: z.number().int(), b: z.number().int() }),
  /** What the key makes of nothing. */
  check: z.array(z.number().int()).length(4),
  /** Characters of the longest path: longer prefixes need not be asked for. */
  longestPath: z.number().int().nonnegative(),
  /** A name without a dot is listed with what is below it. */
  belowDotless: z.boolean(),
});
type MandatoryHead = z.infer<typeof headSchema>;

/** Where an address was found: nothing of the list's own words is known. */
export interface MandatoryFinding {
  readonly list: { readonly id: string; readonly name: string };
  /** Line in the operator's own copy of the list. */
  readonly line: number;
  readonly hostLength: number;
  readonly pathLength: number;
}

export class MandatoryIndex {
  readonly lists: MandatoryHead['lists'];
  /** What names are hashed with before the key. */
  readonly seed: HashSeed;
  readonly #head: MandatoryHead;
  readonly #keyed: KeyedNames;
  /** By two halves of the short hash: of other hosts one in some thousand passes both. */
  readonly #gates: readonly [HostGate, HostGate];
  readonly #set: KeyedSet;
  readonly #listOf: Uint32Array;
  readonly #lineOf: Uint32Array;

  private constructor(head: MandatoryHead, keyed: KeyedNames, columns: readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array]) {
    const [gates, words, lists, lines] = columns;
    this.lists = head.lists;
    this.seed = head.seed;
    this.#head = head;
    this.#keyed = keyed;
    this.#gates = [HostGate.for(gates.length), HostGate.for(gates.length)];
    for (const gate of gates) {
      this.#gates[0].add(gate);
      this.#gates[1].add(gate >>> 12);
    }
    this.#set = new KeyedSet(words);
    this.#listOf = lists;
    this.#lineOf = lines;
  }

  /** Opens the bytes of mandatory lists with the key they were made with. The caller has checked their SHA-256. */
  static open(bytes: Uint8Array, key: SipKey): MandatoryIndex | { problem: string } {
    const file = readBinaryFile(mandatoryMagic, bytes);
    if ('problem' in file) return { problem: `The mandatory lists cannot be used. ${file.problem}` };
    const head = headSchema.safeParse(file.head);
    const [gates, words, lists, lines] = (['gates', 'words', 'lists', 'lines'] as const).map((name) => file.column(name, 'u32'));
    if (!head.success || !gates || !words || !lists || !lines)
      return { problem: 'The mandatory lists are of a format that this version does not read.' };
    const whole = words.length === lists.length * 4 && lines.length === lists.length;
    if (!whole || lists.some((list) => list >= head.data.lists.length)) return { problem: 'The mandatory lists contradict themselves.' };
    const keyed = new KeyedNames(key, head.data.seed);
    // Under another key nothing would ever be found, without a word.
    if (compareWords(keyed.keyed(0, 0, said.nothing), 0, head.data.check) !== 0)
      return { problem: 'The mandatory lists were made with another key.' };
    return new MandatoryIndex(head.data, keyed, [gates, words, lists, lines]);
  }

  /** Number of entries of a list. */
  entriesOf(id: string): number {
    const list = this.lists.findIndex((one) => one.id === id);
    return this.#listOf.reduce((count, of) => (of === list ? count + 1 : count), 0);
  }

  /** Whether a host that `names` has read could be on a list: the first question, which ends almost always. `false` is certain. */
  mayKnow(names: NameHasher): boolean {
    const { seed } = names;
    if (seed === this.seed || (seed.a === this.seed.a && seed.b === this.seed.b)) return this.#passes(names);
    this.#keyed.names.read(names.host);
    return this.#passes(this.#keyed.names);
  }

  /** Whether single paths of a host, or of a host that it is below, are on a list. */
  knowsPathsOf(host: string): boolean {
    const { names } = this.#keyed;
    names.read(host);
    if (!this.#passes(names)) return false;
    for (let i = names.count - 1; i >= 0; i--) if (this.#hasPaths(i)) return true;
    return false;
  }

  /** The entry that an address is under; `path` is `null` where only the host is known. */
  find(host: string, path: string | null): MandatoryFinding | null {
    const { names } = this.#keyed;
    names.read(host);
    if (!this.#passes(names)) return null;
    const whole = names.count - 1;
    const spellings = path === null ? [] : stopSpellings(path);
    for (let i = whole; i >= 0; i--) {
      const [hi = 0, lo = 0] = [names.hi[i], names.lo[i]];
      const hostLength = host.length - (names.starts[i] ?? 0);
      let entry = this.#find(hi, lo, said.below);
      if (entry < 0 && i === whole) entry = this.#find(hi, lo, said.host);
      let pathLength = 0;
      if (entry < 0 && spellings.length > 0 && this.#hasPaths(i)) {
        eachPathPrefix(names, i, spellings, this.#head.longestPath, (pathHi, pathLo, length) => {
          let found = this.#find(pathHi, pathLo, said.path);
          if (found < 0 && i === whole) found = this.#find(pathHi, pathLo, said.ownPath);
          if (found >= 0) [entry, pathLength] = [found, length];
        });
      }
      const list = this.lists[this.#listOf[entry] ?? -1];
      if (list !== undefined) return { list, line: this.#lineOf[entry] ?? 0, hostLength, pathLength };
    }
    return null;
  }

  #passes(names: NameHasher): boolean {
    if (names.count === 0) return false;
    // What an entry is let through by: its last three labels, or all of it where it has fewer.
    if (names.count > 2 && this.#hasGate(names, 2)) return true;
    if (names.count > 1 && this.#hasGate(names, 1)) return true;
    return (names.count === 1 || this.#head.belowDotless) && this.#hasGate(names, 0);
  }

  #hasGate(names: NameHasher, i: number): boolean {
    const gate = this.#keyed.gate(names, i);
    return this.#gates[0].mayHave(gate) && this.#gates[1].mayHave(gate >>> 12);
  }

  /** Whether some path below suffix `i` of the host that was read last is listed. */
  #hasPaths(i: number): boolean {
    const { names } = this.#keyed;
    const [hi = 0, lo = 0] = [names.hi[i], names.lo[i]];
    return this.#find(hi, lo, said.paths) >= 0 || (i === names.count - 1 && this.#find(hi, lo, said.ownPaths) >= 0);
  }

  #find(hi: number, lo: number, what: number): number {
    return this.#set.indexOf(this.#keyed.keyed(hi, lo, what));
  }
}
