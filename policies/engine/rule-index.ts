// The school's own rules, found by audience and then by host suffix, so that thousands of rules cost a few look-ups.
import type { Layer } from '../model/layer.ts';
import type { CategoryId } from '../model/category.ts';
import type { Instant } from '../model/instant.ts';
import type { Rule } from '../model/rule.ts';
import type { RuleRef } from '../model/verdict.ts';
import type { ListEntry } from './category-index.ts';
import type { GroupTree, Narrowness } from './group-tree.ts';
import { isPublicSuffix } from './host-suffixes.ts';
import { canonicalPath, type PathTest } from './path-prefix.ts';
import type { Candidate } from './precedence.ts';

interface IndexedRule {
  readonly ref: RuleRef;
  readonly narrowness: Narrowness;
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly path: string | null;
}

interface RulesOfAudience {
  readonly hosts: Map<string, IndexedRule[]>;
  readonly categories: Map<CategoryId, IndexedRule[]>;
  readonly any: IndexedRule[];
}

/** The layers that a school writes. A rule that claims another is not a rule, whoever signed it. */
export const schoolLayers: ReadonlySet<Layer> = new Set(['decision', 'school', 'group']);

export class RuleIndex {
  readonly #audiences = new Map<string, RulesOfAudience>();

  constructor(rules: readonly Rule[], groups: GroupTree) {
    for (const rule of rules) {
      const narrowness = groups.narrownessOf(rule.audience);
      if (narrowness !== null && schoolLayers.has(rule.layer)) this.#add(rule, narrowness);
    }
  }

  #add(rule: Rule, narrowness: Narrowness): void {
    let of = this.#audiences.get(rule.audience);
    if (of === undefined) this.#audiences.set(rule.audience, (of = { hosts: new Map(), categories: new Map(), any: [] }));
    const indexed: IndexedRule = {
      ref: refOf(rule),
      narrowness,
      from: rule.from,
      until: rule.until,
      path: rule.match.kind === 'host' && rule.match.path !== null ? canonicalPath(rule.match.path) : null,
    };
    if (rule.match.kind === 'any') of.any.push(indexed);
    else if (rule.match.kind === 'host') push(of.hosts, rule.match.host, indexed);
    else push(of.categories, rule.match.category, indexed);
  }

  /** Every rule that holds for these audiences, this host and these categories at this moment. */
  matching(asked: {
    audiences: readonly string[];
    suffixes: readonly string[];
    path: PathTest;
    categories: ReadonlyMap<CategoryId, ListEntry>;
    at: Instant;
  }): Candidate[] {
    const found: Candidate[] = [];
    const add = (rules: readonly IndexedRule[] | undefined, hostLength: number, entry: ListEntry | null): void => {
      for (const rule of rules ?? []) {
        if (!holds(rule, asked.at) || !asked.path(rule.path, rule.ref.effect !== 'allow')) continue;
        const category = entry?.list.category ?? null;
        found.push({ rule: rule.ref, hostLength, pathLength: rule.path?.length ?? 0, narrowness: rule.narrowness, category, entry });
      }
    };
    for (const audience of asked.audiences) {
      const of = this.#audiences.get(audience);
      if (of === undefined) continue;
      asked.suffixes.forEach((suffix, distance) => {
        const rules = of.hosts.get(suffix);
        if (rules !== undefined && (distance === 0 || !isPublicSuffix(suffix))) add(rules, suffix.length, null);
      });
      for (const [category, entry] of asked.categories) add(of.categories.get(category), 0, entry);
      add(of.any, -1, null);
    }
    return found;
  }
}

/** A rule as a verdict names it. */
function refOf(rule: Rule): RuleRef {
  const { id, layer, effect, origin, audience, until, reason } = rule;
  return Object.freeze({ id, layer, effect, origin: Object.freeze({ ...origin }), audience, until, reason });
}

const holds = (rule: IndexedRule, at: Instant): boolean =>
  (rule.from === null || rule.from <= at) && (rule.until === null || at < rule.until);

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
