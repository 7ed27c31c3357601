// The small lists that travel in the bundle itself, by the hosts that they name.
import type { CategoryList } from '../contracts/bundle.ts';
import type { ListMeta } from '../lists/list-item.ts';
import type { ListedSet } from '../table/listed-names.ts';
import { compareText } from './compare-text.ts';
import { isPublicSuffix } from './host-suffixes.ts';
import { keepLine, type ListedLines } from './listed-line.ts';
import { canonicalPath, exactnessOf, type PathTest } from './path-prefix.ts';

interface HostLine {
  readonly list: ListMeta;
  readonly line: number;
  readonly path: string | null;
  readonly pathLength: number;
  readonly below: boolean;
}

/** A host that small lists name as a whole, as tables tell it: a set of lists, and its line in each. */
export interface ListedHost {
  readonly set: ListedSet;
  /** Of the set, from 0. */
  readonly number: number;
  /** In the order of the set's members. */
  readonly lines: readonly number[];
}

export class CategoryIndex {
  readonly #lines = new Map<string, HostLine[]>();
  /** Hosts without a path, each when it is first asked for. */
  readonly #whole = new Map<string, ListedHost | null>();
  readonly #sets = new Map<string, number>();

  constructor(lists: readonly CategoryList[]) {
    for (const list of lists) {
      const meta = { id: list.id, name: list.name, category: list.category };
      for (const [line, host, path = null, below] of list.entries) {
        const canonical = path === null ? null : canonicalPath(path);
        const pathLength = canonical === null ? 0 : exactnessOf(canonical);
        const entry = { list: meta, line, path: canonical, pathLength, below: below !== undefined };
        const sharing = this.#lines.get(host);
        if (sharing === undefined) this.#lines.set(host, [entry]);
        else sharing.push(entry);
      }
    }
  }

  /** Every host that some list names. */
  hosts(): Iterable<string> {
    return this.#lines.keys();
  }

  /** Adds the lines that name a host, where its address fits. `below`: the target is not the host itself. */
  addLines(host: string, below: boolean, path: PathTest, lines: ListedLines): void {
    const entries = this.#lines.get(host);
    if (entries === undefined) return;
    const strangers = below && isPublicSuffix(host);
    for (const entry of entries) {
      if ((strangers && !entry.below) || !path(entry.path, true)) continue;
      keepLine(lines, { list: entry.list, line: entry.line, hostLength: host.length, pathLength: entry.pathLength });
    }
  }

  /** A host that lists name as a whole; `null` where they name some path of it; `undefined` where none names it. */
  wholeHost(host: string): ListedHost | null | undefined {
    const known = this.#whole.get(host);
    if (known !== undefined) return known;
    const entries = this.#lines.get(host);
    if (entries === undefined) return undefined;
    const made = entries.some(({ path }) => path !== null) ? null : this.#wholeOf(host, entries);
    this.#whole.set(host, made);
    return made;
  }

  #wholeOf(host: string, entries: readonly HostLine[]): ListedHost {
    const sorted = entries.toSorted((a, b) => compareText(a.list.id, b.list.id) || a.line - b.line);
    const alone = isPublicSuffix(host);
    const members = sorted.map(({ list, below }) => ({ list, alone: alone && !below }));
    const key = members.map(({ list, alone }) => `${list.id}${alone ? '!' : ''}`).join('\n');
    const number = this.#sets.get(key) ?? this.#sets.size;
    this.#sets.set(key, number);
    return { set: { members, paths: 0 }, number, lines: sorted.map(({ line }) => line) };
  }
}
