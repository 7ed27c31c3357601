// From the items of lists to the keys of a table.
import { isAddress, isPublicSuffix } from '../engine/host-suffixes.ts';
import type { ListItem, ListMeta } from '../lists/list-item.ts';
import { memberOf } from './category-sets.ts';
import { NameHasher, type HashSeed } from './name-hash.ts';
import { stopSpellings } from './path-prefixes.ts';
import { keysOf, type ListedText, type TableKeys } from './table-keys.ts';
import { hasPaths, listed, TableRecords } from './table-records.ts';

/** A line number takes 24 bits in a table; the lines after are told as this one. */
export const lastLine = 0xffffff;

/** Takes the lists one after the other, in any order of lines; the names themselves are not kept. */
export class TableBuilder {
  readonly #seed: HashSeed;
  readonly #hasher: NameHasher;
  readonly #records = new TableRecords();
  readonly #lists: { meta: ListMeta; lines: number; entries: number }[] = [];
  readonly #ranges: ListedText[] = [];
  readonly #expressions: ListedText[] = [];
  #longestPath = 0;
  #dotless = false;

  /** The seed is to be drawn at random, once for a school. */
  constructor(seed: HashSeed) {
    this.#seed = seed;
    this.#hasher = new NameHasher(seed);
  }

  /** Begins a list and gives its number. */
  list(meta: ListMeta): number {
    return this.#lists.push({ meta: { id: meta.id, name: meta.name, category: meta.category }, lines: 0, entries: 0 }) - 1;
  }

  /** `line` counts from 1. Throws a RangeError for a list that was not begun. */
  add(list: number, line: number, item: ListItem): void {
    const of = this.#lists[list];
    if (of === undefined) throw new RangeError(`There is no list ${list}.`);
    const told = Math.min(line, lastLine);
    if (told > of.lines) of.lines = told;
    of.entries++;
    if (item.kind === 'range') this.#ranges.push([list, told, item.range]);
    else if (item.kind === 'expression') this.#expressions.push([list, told, item.expression]);
    else this.#addHost(list, told, item.host, item.path, item.below);
  }

  keys(): TableKeys {
    return keysOf(this.#records, {
      seed: this.#seed,
      lists: this.#lists.map(({ meta, lines, entries }) => ({ ...meta, lines, entries })),
      longestPath: this.#longestPath,
      dotless: this.#dotless,
      ranges: this.#ranges,
      expressions: this.#expressions,
    });
  }

  #addHost(list: number, line: number, host: string, path: string | null, below: boolean): void {
    const hasher = this.#hasher;
    hasher.read(host);
    const whole = hasher.count - 1;
    if (whole < 0) return;
    if (whole === 0 && !isAddress(host)) this.#dotless = true;
    const alone = !below && isPublicSuffix(host);
    const [hi = 0, lo = 0] = [hasher.hi[whole], hasher.lo[whole]];
    if (path === null) {
      this.#records.add(hi, lo, listed, memberOf(list, alone), line);
      return;
    }
    this.#records.add(hi, lo, hasPaths, alone ? 1 : 2, line);
    // What is listed stops in any letter case and however a server reads the path; see `pathTest`.
    for (const spelling of stopSpellings(path)) {
      hasher.beginPath(whole);
      hasher.pathStep(spelling, 0, spelling.length);
      this.#records.add(hasher.pathHi, hasher.pathLo, listed, memberOf(list, alone), line);
      if (spelling.length > this.#longestPath) this.#longestPath = spelling.length;
    }
  }
}
