// Every imported list as the judge asks it: a table with what changed since, as if it were one.
import type { ListMeta } from '../lists/list-item.ts';
import { noSet, type CategoryTable } from './category-table.ts';
import { isAlone, listOfMember, type CategorySet, type TableList } from './category-sets.ts';
import { removed, type TableDelta } from './delta-file.ts';
import type { HashSeed } from './name-hash.ts';

/** One list of a set. */
export interface SetMember {
  readonly list: ListMeta;
  /** The list means the name itself and nothing below it. */
  readonly alone: boolean;
}

/** A set of lists, with its lists at hand. */
export interface ListedSet {
  readonly members: readonly SetMember[];
  /** See `CategorySet`. */
  readonly paths: number;
}

/** A line of a list that is no name. */
export interface ListedLineText {
  readonly list: ListMeta;
  readonly line: number;
  readonly text: string;
}

export class ListedNames {
  readonly seed: HashSeed;
  /** By number; those of the table first, then those of each delta. */
  readonly sets: readonly ListedSet[];
  /** Every list with its number of lines, as it is now. */
  readonly lists: readonly TableList[];
  readonly longestPath: number;
  /** Whether a name without a dot is on a list. */
  readonly dotless: boolean;
  readonly ranges: readonly ListedLineText[];
  readonly expressions: readonly ListedLineText[];
  readonly #table: CategoryTable;
  readonly #tableSets: number;
  readonly #changes: ChangedNames | null;

  /** The deltas in the order in which they were made, each of the same table. */
  constructor(table: CategoryTable, deltas: readonly TableDelta[] = []) {
    const latest = deltas.at(-1)?.head ?? table.head;
    this.#table = table;
    this.seed = table.head.seed;
    this.#tableSets = table.head.sets.length;
    this.sets = [table.head, ...deltas.map(({ head }) => head)].flatMap((head) => head.sets.map((set) => listedSet(set, head.lists)));
    this.lists = latest.lists;
    this.longestPath = Math.max(table.head.longestPath, latest.longestPath);
    this.dotless = table.head.dotless || latest.dotless;
    const texts = (all: typeof latest.ranges): ListedLineText[] =>
      all.flatMap(([list, line, text]) => {
        const of = latest.lists[list];
        return of === undefined ? [] : [{ list: metaOf(of), line, text }];
      });
    this.ranges = texts(latest.ranges);
    this.expressions = texts(latest.expressions);
    this.#changes = deltas.length === 0 ? null : new ChangedNames(deltas, this.#tableSets);
  }

  /** Number in `sets` of the lists that a name is on, or `noSet`. */
  setOf(hi: number, lo: number): number {
    if (this.#changes !== null) {
      const change = this.#changes.find(hi, lo);
      if (change >= 0) return this.#changes.sets[change] ?? noSet;
    }
    return this.#table.setOf(hi, lo);
  }

  /** Line of the name in the list of this position in the set, from 1. */
  lineOf(hi: number, lo: number, set: number, position: number): number {
    if (set < this.#tableSets) return this.#table.lineOf(hi, lo, set, position);
    const change = this.#changes?.find(hi, lo) ?? -1;
    return change < 0 ? 0 : (this.#changes?.lineOf(change, this.sets[set]?.members.length ?? 0, position) ?? 0);
  }
}

const metaOf = ({ id, name, category }: TableList): ListMeta => ({ id, name, category });

function listedSet(set: CategorySet, lists: readonly TableList[]): ListedSet {
  const members = set.members.flatMap((member) => {
    const list = lists[listOfMember(member)];
    return list === undefined ? [] : [{ list: metaOf(list), alone: isAlone(member) }];
  });
  return { members, paths: set.paths };
}

/** The names of deltas, found by their whole hash. */
class ChangedNames {
  /** Number of the set of each change, `noSet` for a name that was removed. */
  readonly sets: Int32Array;
  readonly #lines: Uint32Array;
  readonly #several: readonly Uint32Array[];
  readonly #deltaOf: Uint16Array;
  readonly #hi: Uint32Array;
  readonly #lo: Uint32Array;
  /** Open addressing: number of a change plus one, 0 where there is none. */
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(deltas: readonly TableDelta[], firstSet: number) {
    const most = deltas.reduce((sum, { hi }) => sum + hi.length, 0);
    this.sets = new Int32Array(most);
    this.#lines = new Uint32Array(most);
    this.#deltaOf = new Uint16Array(most);
    this.#hi = new Uint32Array(most);
    this.#lo = new Uint32Array(most);
    this.#several = deltas.map(({ several }) => several);
    const size = 2 ** Math.ceil(Math.log2(Math.max(4, most * 2)));
    this.#slots = new Int32Array(size);
    this.#mask = size - 1;
    let count = 0;
    let setsBefore = firstSet;
    deltas.forEach((delta, number) => {
      for (let at = 0; at < delta.hi.length; at++) {
        const [hi = 0, lo = 0, set = removed] = [delta.hi[at], delta.lo[at], delta.set[at]];
        // A later change of a name takes the place of an earlier one.
        const known = this.find(hi, lo);
        const change = known >= 0 ? known : count++;
        if (known < 0) this.#slots[this.#free(lo)] = change + 1;
        this.#hi[change] = hi;
        this.#lo[change] = lo;
        this.sets[change] = set === removed ? noSet : setsBefore + set;
        this.#lines[change] = delta.line[at] ?? 0;
        this.#deltaOf[change] = number;
      }
      setsBefore += delta.head.sets.length;
    });
  }

  /** Number of the change of this name, or -1. */
  find(hi: number, lo: number): number {
    for (let slot = lo & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const change = (this.#slots[slot] ?? 0) - 1;
      if (change < 0) return -1;
      if (this.#lo[change] === lo && this.#hi[change] === hi) return change;
    }
  }

  lineOf(change: number, members: number, position: number): number {
    const line = this.#lines[change] ?? 0;
    return members > 1 ? (this.#several[this.#deltaOf[change] ?? 0]?.[line + position] ?? 0) : line;
  }

  #free(lo: number): number {
    let slot = lo & this.#mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    return slot;
  }
}
