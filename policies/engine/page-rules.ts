// What the words of a page, and a file's kind and size, may do to somebody: the policy's entries, inherited like its grid.
import { usualPages, type FileRule, type PagePolicy, type WordLimits } from '../contracts/page-policy.ts';
import type { PolicyDocument } from '../contracts/policy-document.ts';
import type { CategoryId } from '../model/category.ts';
import { everyone, type GroupId } from '../model/group.ts';
import type { Severity } from '../model/severity.ts';
import type { GroupTree } from './group-tree.ts';

export interface PageRules {
  readonly words: ReadonlyMap<CategoryId, { readonly limits: WordLimits; readonly group: GroupId }>;
  readonly files: readonly { readonly rule: FileRule; readonly group: GroupId }[];
  /** Some words warn or stop: the verdict on a page has to be waited for. */
  readonly mayStop: boolean;
  /** Some words do something. */
  readonly mayRead: boolean;
  /** Some files are stopped by their size, which may only show while they come. */
  readonly bySize: boolean;
  readonly severity: Severity;
  /** Bytes of a page's text that are read, and of it that wait; milliseconds that they wait at most. */
  readonly readBytes: number;
  readonly holdBytes: number;
  readonly holdMs: number;
}

/** A school has some hundred kinds of members; a flood of invented ones must not be kept. */
const mostKept = 4096;

/** Worked out once for all members of the same groups. */
export class PageRuleBook {
  readonly #pages: PagePolicy | null;
  readonly #groups: GroupTree;
  readonly #kept = new Map<string, PageRules | null>();

  constructor(policy: PolicyDocument, groups: GroupTree) {
    this.#pages = policy.pages ?? null;
    this.#groups = groups;
  }

  /** @param groups narrowest first, as `groupsOf` gives them; `null` where nothing is asked of anybody's pages */
  of(groups: readonly GroupId[]): PageRules | null {
    if (this.#pages === null) return null;
    const key = groups.join(' ');
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    if (this.#kept.size >= mostKept) this.#kept.clear();
    const made = this.#make(this.#pages, groups);
    this.#kept.set(key, made);
    return made;
  }

  #make(pages: PagePolicy, groups: readonly GroupId[]): PageRules | null {
    const rows = [...groups, everyone];
    const categories = new Set(rows.flatMap((group) => Object.keys(own(pages.words, group) ?? {})));
    const words = new Map<CategoryId, { limits: WordLimits; group: GroupId }>();
    for (const category of categories) {
      const said = this.#groups.nearest(rows, (group) => own(own(pages.words, group) ?? {}, category));
      const limits = said.reduce<WordLimits>((all, { value }) => strictest(all, value), {});
      const [first] = said;
      if (first !== undefined && Object.keys(limits).length > 0) words.set(category, { limits, group: first.group });
    }
    const files = this.#groups
      .nearest(rows, (group) => own(pages.files, group))
      .flatMap(({ group, value }) => value.map((rule) => ({ rule, group })));
    if (words.size === 0 && files.length === 0) return null;
    const { severity = usualPages.severity, readKb = usualPages.readKb, holdKb = usualPages.holdKb, holdMs = usualPages.holdMs } = pages;
    return {
      words,
      files,
      mayStop: [...words.values()].some(({ limits }) => limits.warn !== undefined || limits.block !== undefined),
      mayRead: words.size > 0,
      bySize: files.some(({ rule }) => rule.overMb !== undefined),
      severity,
      readBytes: readKb * 1024,
      holdBytes: holdKb * 1024,
      holdMs,
    };
  }
}

/** Of each limit the lower one. */
function strictest(a: WordLimits, b: WordLimits): WordLimits {
  const lower = (one: number | undefined, other: number | undefined): number | undefined =>
    one === undefined ? other : Math.min(one, other ?? one);
  const [flag, warn, block] = [lower(a.flag, b.flag), lower(a.warn, b.warn), lower(a.block, b.block)];
  return {
    ...(flag === undefined ? {} : { flag }),
    ...(warn === undefined ? {} : { warn }),
    ...(block === undefined ? {} : { block }),
  };
}

/** A record's own entry: a school's ids are never read from `Object.prototype`. */
function own<V>(record: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
