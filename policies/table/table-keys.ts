// Everything that a table is to know, name by name: what the planes are filled from, and what two tables are compared by.
import { CategorySets, isAlone, type CategorySet, type TableList } from './category-sets.ts';
import type { HashSeed } from './name-hash.ts';
import { pathsMark, type TableRecords } from './table-records.ts';

/** A line of a list that is no name. */
export type ListedText = readonly [list: number, line: number, text: string];

/** What is known beside the names. */
export interface TableFacts {
  readonly seed: HashSeed;
  readonly lists: readonly TableList[];
  readonly sets: readonly CategorySet[];
  /** Characters of the longest listed path: longer prefixes need not be asked for. */
  readonly longestPath: number;
  /** Some name on a list has no dot (a top-level domain). */
  readonly dotless: boolean;
  /** CIDR blocks in their one spelling. */
  readonly ranges: readonly ListedText[];
  /** Regular expressions, RE2. */
  readonly expressions: readonly ListedText[];
}

export interface TableKeys extends TableFacts {
  /** Distinct hashes in ascending order (`hi`, then `lo`). */
  readonly hi: Uint32Array;
  readonly lo: Uint32Array;
  /** Set of each name. */
  readonly set: Uint32Array;
  /** Of a name on one list its line; of a name on several where in `several` its lines stand, in the order of the set's members. */
  readonly line: Uint32Array;
  readonly several: Uint32Array;
}

/** Records of one name become one key: the lists it is on, each with its first line. */
export function keysOf(records: TableRecords, facts: Omit<TableFacts, 'sets'>): TableKeys {
  const order = records.sorted();
  const sets = new CategorySets();
  const keys = {
    hi: new Uint32Array(order.length),
    lo: new Uint32Array(order.length),
    set: new Uint32Array(order.length),
    line: new Uint32Array(order.length),
  };
  const several: number[] = [];
  const members: number[] = [];
  const lines: number[] = [];
  let count = 0;
  for (let from = 0; from < order.length;) {
    const first = order[from] ?? 0;
    const [hi = 0, lo = 0] = [records.hi[first], records.lo[first]];
    let paths = 0;
    members.length = lines.length = 0;
    let at = from;
    for (; at < order.length; at++) {
      const record = order[at] ?? 0;
      if (records.hi[record] !== hi || records.lo[record] !== lo) break;
      const what = records.what[record] ?? 0;
      if (what >= pathsMark) paths |= what - pathsMark;
      // A list that means what is below the name means the name alone too.
      else if (members.at(-1) !== what && !(isAlone(what) && members.at(-1) === what - 1)) {
        members.push(what);
        lines.push(records.line[record] ?? 0);
      }
    }
    from = at;
    keys.hi[count] = hi;
    keys.lo[count] = lo;
    keys.set[count] = sets.numberOf(members, paths);
    keys.line[count++] = members.length > 1 ? several.push(...lines) - lines.length : (lines[0] ?? 0);
  }
  const cut = (column: Uint32Array): Uint32Array => (count === column.length ? column : column.slice(0, count));
  return {
    ...facts,
    sets: sets.sets,
    hi: cut(keys.hi),
    lo: cut(keys.lo),
    set: cut(keys.set),
    line: cut(keys.line),
    several: Uint32Array.from(several),
  };
}

/** The lines of a key, in the order of its set's members. */
export function linesOfKey(keys: TableKeys, key: number): readonly number[] {
  const { members } = keys.sets[keys.set[key] ?? 0] ?? { members: [] };
  const line = keys.line[key] ?? 0;
  return members.length > 1 ? Array.from(keys.several.subarray(line, line + members.length)) : members.length === 1 ? [line] : [];
}
