// The operator's licensed lists of illegal addresses, kept as keyed hashes only: whoever has the file and not the key
// cannot tell what is on them, and nobody can read an address out of it. The key is the school's and travels apart.
import { z } from 'zod';
import { isPublicSuffix } from '../engine/host-suffixes.ts';
import { lenientPath } from '../engine/path-prefix.ts';
import { readBinaryFile, writeBinaryFile } from '../table/binary-file.ts';
import { NameHasher } from '../table/name-hash.ts';
import { eachPathPrefix, stopSpellings } from '../table/path-prefixes.ts';
import { KeyedSet } from './keyed-set.ts';
import { SipHasher, type SipKey } from './sip-hash.ts';

const mandatoryMagic = 'SGMANDA1';
const longestPath = 2000;

const headSchema = z.object({
  lists: z.array(z.object({ id: z.string(), name: z.string() })),
});
type MandatoryList = z.infer<typeof headSchema>['lists'][number];

/** Where an address was found: nothing of the list's own words is known. */
export interface MandatoryFinding {
  readonly list: MandatoryList;
  /** Line in the operator's own copy of the list. */
  readonly line: number;
  readonly hostLength: number;
  readonly pathLength: number;
}

/** What stands at a name, told apart by what is hashed with it. */
const kinds = { gate: 0x67617465, host: 0x686f7374, below: 0x62656c6f, paths: 0x70617468, path: 0x75726c73 } as const;

/** Hashes names with the school's key. */
class KeyedNames {
  readonly names: NameHasher;
  readonly #sip: SipHasher;

  constructor(key: SipKey) {
    this.names = new NameHasher({ a: key[0] ^ key[2], b: key[1] ^ key[3] });
    this.#sip = new SipHasher(key);
  }

  /** The four words of a name of this kind. Good until the next call. */
  keyed(hi: number, lo: number, kind: number): Uint32Array {
    this.#sip.hash(lo, hi ^ kind);
    return this.#sip.out;
  }
}

export class MandatoryBuilder {
  readonly #keyed: KeyedNames;
  readonly #lists: MandatoryList[] = [];
  readonly #entries = new Map<string, { words: Uint32Array; list: number; line: number }>();

  constructor(key: SipKey) {
    this.#keyed = new KeyedNames(key);
  }

  list(meta: MandatoryList): number {
    return this.#lists.push({ id: meta.id, name: meta.name }) - 1;
  }

  /** `host` and `path` in their canonical spelling, as list parsers give them. */
  add(list: number, line: number, host: string, path: string | null, below: boolean): void {
    const { names } = this.#keyed;
    names.read(host);
    const whole = names.count - 1;
    if (whole < 0) return;
    const alone = !below && isPublicSuffix(host);
    const gate = Math.min(1, whole);
    this.#put(names.hi[gate] ?? 0, names.lo[gate] ?? 0, kinds.gate, list, line);
    const [hi = 0, lo = 0] = [names.hi[whole], names.lo[whole]];
    if (path === null) this.#put(hi, lo, alone ? kinds.host : kinds.below, list, line);
    else {
      this.#put(hi, lo, kinds.paths, list, line);
      const folded = path.toLowerCase().slice(0, longestPath);
      for (const spelling of new Set([folded, lenientPath(folded)])) {
        names.beginPath(whole);
        names.pathStep(spelling, 0, spelling.length);
        this.#put(names.pathHi, names.pathLo, kinds.path, list, line);
      }
    }
  }

  encode(): Uint8Array<ArrayBuffer> {
    const entries = [...this.#entries.values()].sort(
      ({ words: a }, { words: b }) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[2] ?? 0) - (b[2] ?? 0),
    );
    const words = new Uint32Array(entries.length * 4);
    entries.forEach((entry, at) => words.set(entry.words, at * 4));
    return writeBinaryFile(
      mandatoryMagic,
      { lists: this.#lists },
      {
        words,
        lists: Uint32Array.from(entries, ({ list }) => list),
        lines: Uint32Array.from(entries, ({ line }) => line),
      },
    );
  }

  #put(hi: number, lo: number, kind: number, list: number, line: number): void {
    const words = this.#keyed.keyed(hi, lo, kind).slice();
    const name = words.join();
    if (!this.#entries.has(name)) this.#entries.set(name, { words, list, line });
  }
}

export class MandatoryIndex {
  readonly lists: readonly MandatoryList[];
  readonly #keyed: KeyedNames;
  readonly #set: KeyedSet;
  readonly #listOf: Uint32Array;
  readonly #lineOf: Uint32Array;

  private constructor(lists: readonly MandatoryList[], key: SipKey, columns: readonly [Uint32Array, Uint32Array, Uint32Array]) {
    this.lists = lists;
    this.#keyed = new KeyedNames(key);
    this.#set = new KeyedSet(columns[0]);
    this.#listOf = columns[1];
    this.#lineOf = columns[2];
  }

  /** Opens the bytes of mandatory lists with the key they were made with. The caller has checked their SHA-256. */
  static open(bytes: Uint8Array, key: SipKey): MandatoryIndex | { problem: string } {
    const file = readBinaryFile(mandatoryMagic, bytes);
    if ('problem' in file) return { problem: `The mandatory lists cannot be used. ${file.problem}` };
    const head = headSchema.safeParse(file.head);
    const [words, lists, lines] = (['words', 'lists', 'lines'] as const).map((name) => file.column(name, 'u32'));
    if (!head.success || !words || !lists || !lines)
      return { problem: 'The mandatory lists are of a format that this version does not read.' };
    const whole = words.length === lists.length * 4 && lines.length === lists.length;
    if (!whole || lists.some((list) => list >= head.data.lists.length)) return { problem: 'The mandatory lists contradict themselves.' };
    return new MandatoryIndex(head.data.lists, key, [words, lists, lines]);
  }

  /**
   * Whether the host could be on a list: the first question, which almost every host ends with. It is asked of the last
   * two labels, and the answer is remembered.
   */
  mayKnow(host: string): boolean {
    const { names } = this.#keyed;
    names.read(host);
    if (names.count === 0) return false;
    const gate = Math.min(1, names.count - 1);
    const [hi = 0, lo = 0] = [names.hi[gate], names.lo[gate]];
    return this.#set.remembers(hi, lo) ?? this.#set.remember(hi, lo, this.#find(hi, lo, kinds.gate) >= 0);
  }

  /** The entry that an address is under; `path` is `null` where only the host is known. Asked after `mayKnow(host)`. */
  find(host: string, path: string | null): MandatoryFinding | null {
    if (!this.mayKnow(host)) return null;
    const { names } = this.#keyed;
    const whole = names.count - 1;
    const spellings = path === null ? [] : stopSpellings(path);
    for (let i = whole; i >= 0; i--) {
      const [hi = 0, lo = 0] = [names.hi[i], names.lo[i]];
      const hostLength = host.length - (names.starts[i] ?? 0);
      let entry = this.#find(hi, lo, kinds.below);
      if (entry < 0 && i === whole) entry = this.#find(hi, lo, kinds.host);
      let pathLength = 0;
      if (entry < 0 && spellings.length > 0 && this.#find(hi, lo, kinds.paths) >= 0) {
        eachPathPrefix(names, i, spellings, longestPath, (pathHi, pathLo, length) => {
          const found = this.#find(pathHi, pathLo, kinds.path);
          if (found >= 0) [entry, pathLength] = [found, length];
        });
      }
      const list = this.lists[this.#listOf[entry] ?? -1];
      if (list !== undefined) return { list, line: this.#lineOf[entry] ?? 0, hostLength, pathLength };
    }
    return null;
  }

  #find(hi: number, lo: number, kind: number): number {
    return this.#set.indexOf(this.#keyed.keyed(hi, lo, kind));
  }
}
