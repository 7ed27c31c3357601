// The small lists that travel in the bundle itself, by the hosts that they name.
import type { CategoryList } from '../contracts/bundle.ts';
import type { ListMeta } from '../lists/list-item.ts';
import { keepLine, type ListedLines } from './listed-line.ts';
import { canonicalPath, type PathTest } from './path-prefix.ts';

interface HostLine {
  readonly list: ListMeta;
  readonly line: number;
  readonly path: string | null;
  readonly below: boolean;
}

export class CategoryIndex {
  readonly #lines = new Map<string, HostLine[]>();

  constructor(lists: readonly CategoryList[]) {
    for (const list of lists) {
      const meta = { id: list.id, name: list.name, category: list.category };
      for (const [line, host, path = null, below] of list.entries) {
        const entry = { list: meta, line, path: path === null ? null : canonicalPath(path), below: below !== undefined };
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

  /** Adds the lines that name a host, where its address fits. `parent`: the target is below the host, which is a public suffix. */
  addLines(host: string, parent: boolean, path: PathTest, lines: ListedLines): void {
    for (const entry of this.#lines.get(host) ?? []) {
      if ((parent && !entry.below) || !path(entry.path, true)) continue;
      keepLine(lines, { list: entry.list, line: entry.line, hostLength: host.length, pathLength: entry.path?.length ?? 0 });
    }
  }
}
