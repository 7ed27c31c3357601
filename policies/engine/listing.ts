// What all lists together say of a target: the small ones of the bundle, the imported tables and the mandatory lists.
import type { CategoryList } from '../contracts/bundle.ts';
import type { ListMeta } from '../lists/list-item.ts';
import type { MandatoryFinding, MandatoryIndex } from '../mandatory/mandatory-index.ts';
import type { Target } from '../model/target.ts';
import { noSet } from '../table/category-table.ts';
import type { ListedNames } from '../table/listed-names.ts';
import type { NameHasher } from '../table/name-hash.ts';
import { eachPathPrefix, stopSpellings } from '../table/path-prefixes.ts';
import type { AddressRanges } from './address-ranges.ts';
import { CategoryIndex, type ListedHost } from './category-index.ts';
import type { ExpressionIndex } from './expression-index.ts';
import { keepLine, type ListedLine, type ListedLines } from './listed-line.ts';
import { exactnessOf, type PathTest } from './path-prefix.ts';
import { exactness } from './precedence.ts';

/** A line that is no name: a range of addresses or an expression. */
export interface NamelessLine {
  readonly list: ListMeta;
  readonly line: number;
}

export class Listing {
  readonly #small: CategoryIndex;
  readonly #names: ListedNames | null;
  readonly #mandatory: readonly MandatoryIndex[];

  constructor(lists: readonly CategoryList[], names: ListedNames | null, mandatory: readonly MandatoryIndex[]) {
    this.#small = new CategoryIndex(lists);
    this.#names = names;
    this.#mandatory = mandatory;
  }

  /** Every host that a small list names. */
  hosts(): Iterable<string> {
    return this.#small.hosts();
  }

  /**
   * Every category of a target. `hasher` has read its host. `path` says which paths of small lists count; of imported lists
   * those of the target do.
   */
  linesOf(
    target: Target,
    hasher: NameHasher,
    path: PathTest,
    ranges: AddressRanges<NamelessLine>,
    expressions: ExpressionIndex<NamelessLine>,
  ): ListedLines {
    const lines: ListedLines = new Map();
    const { host } = target;
    const whole = hasher.count - 1;
    for (let i = whole; i >= 0; i--) {
      const suffix = i === whole ? host : host.slice(hasher.starts[i]);
      this.#small.addLines(suffix, i < whole, path, lines);
      if (this.#names !== null) this.#addNamed(this.#names, hasher, i, suffix, target.path, lines);
    }
    if (ranges.size > 0) for (const { bits, what } of ranges.of(host)) keepLine(lines, nameless(what, exactness.range(bits)));
    if (target.path !== null && expressions.size > 0)
      for (const what of expressions.matching(host, target.path).stops) keepLine(lines, nameless(what, exactness.expression));
    const illegal: ListedLines = new Map();
    for (const index of this.#mandatory) {
      const found = index.find(host, target.path);
      if (found !== null) keepLine(illegal, mandatoryLine(found));
    }
    // What a keyed list names is not to be shown, whatever other list names it too.
    for (const [category, line] of illegal) lines.set(category, line);
    return lines;
  }

  /** What small lists say of a host; see `CategoryIndex.wholeHost`. */
  smallHost(host: string): ListedHost | null | undefined {
    return this.#small.wholeHost(host);
  }

  /** Whether a host that `hasher` has read could be on a mandatory list; `false` is certain. */
  mayBeMandatory(hasher: NameHasher): boolean {
    for (const index of this.#mandatory) if (index.mayKnow(hasher)) return true;
    return false;
  }

  /** Whether imported or mandatory lists name single paths of a host that `hasher` has read: they do not tell which. */
  namePathsOf(hasher: NameHasher): boolean {
    if (this.#mandatory.some((index) => index.knowsPathsOf(hasher.host))) return true;
    for (let i = hasher.count - 1; i >= 0 && this.#names !== null; i--) {
      const set = this.#names.setOf(hasher.hi[i] ?? 0, hasher.lo[i] ?? 0);
      if (set !== noSet && (this.#names.sets[set]?.paths ?? 0) !== 0) return true;
    }
    return false;
  }

  /** Whether an imported list names the path, or one that it is below, of suffix `i` of the host that `hasher` has read. */
  namesPath(hasher: NameHasher, i: number, path: string): boolean {
    const names = this.#names;
    let found = false;
    if (names !== null)
      eachPathPrefix(hasher, i, stopSpellings(path), names.longestPath, (hi, lo) => (found ||= names.setOf(hi, lo) !== noSet));
    return found;
  }

  #addNamed(names: ListedNames, hasher: NameHasher, i: number, suffix: string, path: string | null, lines: ListedLines): void {
    const parent = i < hasher.count - 1;
    const [hi = 0, lo = 0] = [hasher.hi[i], hasher.lo[i]];
    const set = names.setOf(hi, lo);
    if (set === noSet) return;
    const add = (hi: number, lo: number, set: number, pathLength: number): void => {
      names.sets[set]?.members.forEach(({ list, alone }, position) => {
        if (alone && parent) return;
        keepLine(lines, { list, line: names.lineOf(hi, lo, set, position), hostLength: suffix.length, pathLength });
      });
    };
    add(hi, lo, set, 0);
    const paths = names.sets[set]?.paths ?? 0;
    if (path === null || (paths & (parent ? 2 : 3)) === 0) return;
    eachPathPrefix(hasher, i, stopSpellings(path), names.longestPath, (hi, lo, length, reading) => {
      const set = names.setOf(hi, lo);
      if (set !== noSet) add(hi, lo, set, exactnessOf(reading.slice(0, length)));
    });
  }
}

const nameless = ({ list, line }: NamelessLine, hostLength: number): ListedLine => ({ list, line, hostLength, pathLength: 0 });

function mandatoryLine(found: MandatoryFinding): ListedLine {
  const { list, line, hostLength, pathLength } = found;
  // Of several mandatory lists any may say so: what is in front of a reader of the verdict is this one.
  return { list: { ...list, category: 'illegal' }, line, hostLength, pathLength, keyed: true };
}
