// Which categories a target is in, found by its host suffixes.
import type { CategoryList } from '../contracts/bundle.ts';
import type { CategoryId } from '../model/category.ts';
import { compareText } from './compare-text.ts';
import { isPublicSuffix } from './host-suffixes.ts';
import { canonicalPath, type PathTest } from './path-prefix.ts';

/** A line of a list. */
export interface ListEntry {
  readonly list: { readonly id: string; readonly name: string; readonly category: CategoryId };
  readonly line: number;
  readonly host: string;
  readonly path: string | null;
}

export class CategoryIndex {
  readonly #entries = new Map<string, ListEntry[]>();

  constructor(lists: readonly CategoryList[]) {
    for (const list of lists) {
      const ref = { id: list.id, name: list.name, category: list.category };
      for (const [line, host, path] of list.entries) {
        const entry: ListEntry = { list: ref, line, host, path: path === undefined ? null : canonicalPath(path) };
        const sharing = this.#entries.get(host);
        if (sharing === undefined) this.#entries.set(host, [entry]);
        else sharing.push(entry);
      }
    }
  }

  /** Every category of a host, given its suffixes longest first, each with the most exact line that says so. */
  categoriesOf(suffixes: readonly string[], path: PathTest): Map<CategoryId, ListEntry> {
    const found = new Map<CategoryId, ListEntry>();
    suffixes.forEach((suffix, distance) => {
      const entries = this.#entries.get(suffix);
      if (entries === undefined || (distance > 0 && isPublicSuffix(suffix))) return;
      for (const entry of entries) {
        if (!path(entry.path, true)) continue;
        const known = found.get(entry.list.category);
        if (known === undefined || compareEntries(entry, known) < 0) found.set(entry.list.category, entry);
      }
    });
    return found;
  }
}

/** Longer host, longer path, then list and line, so that the order of lists never shows. */
function compareEntries(a: ListEntry, b: ListEntry): number {
  return (
    b.host.length - a.host.length || (b.path?.length ?? 0) - (a.path?.length ?? 0) || compareText(a.list.id, b.list.id) || a.line - b.line
  );
}
