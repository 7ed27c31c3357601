// The rules that nobody writes one by one: mandatory categories, the grid of phase and category, and sites that no list knows.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import type { CategoryId } from '../model/category.ts';
import type { Effect } from '../model/effect.ts';
import { everyone, type GroupId } from '../model/group.ts';
import type { Layer } from '../model/layer.ts';
import type { Obligation } from '../model/obligation.ts';
import type { Origin } from '../model/rule.ts';
import type { RuleRef } from '../model/verdict.ts';
import { categories, categoryById } from '../vocabulary/categories.ts';
import type { ListEntry } from './category-index.ts';
import type { GroupTree } from './group-tree.ts';
import type { Candidate } from './precedence.ts';

const strictest: Effect = 'block';

/** Confidential help is the one mandatory category that opens. */
const mandatoryEffect = (category: CategoryId): Effect => (category === 'helpline' ? 'allow' : 'block');

export class BuiltInRules {
  readonly #policy: PolicyDocument;
  readonly #groups: GroupTree;
  readonly #mandatory: ReadonlyMap<CategoryId, RuleRef>;
  /** Made when first asked for: a function of the policy alone. */
  readonly #made = new Map<string, RuleRef>();

  constructor(policy: PolicyDocument, groups: GroupTree) {
    this.#policy = policy;
    this.#groups = groups;
    this.#mandatory = new Map(
      categories
        .filter((category) => category.mandatory)
        .map(({ id, name }) => [id, ruleRef(`mandatory:${id}`, 'mandatory', mandatoryEffect(id), { kind: 'built-in', name }, everyone)]),
    );
  }

  /** What a category means for a phase, through the list line that put the site in it. */
  forCategory(phase: GroupId, entry: ListEntry): Candidate {
    const { category } = entry.list;
    return {
      rule: this.#mandatory.get(category) ?? this.#gridRule(phase, category),
      hostLength: entry.host.length,
      pathLength: entry.path?.length ?? 0,
      narrowness: 3,
      category,
      entry,
    };
  }

  forUnknownSite(phase: GroupId): Candidate {
    const rule = this.#make(`unknown-sites:${phase}`, () => {
      const effect = own(this.#policy.unknownSites, phase) ?? strictest;
      return ruleRef(
        `unknown-sites:${phase}`,
        'default',
        effect,
        { kind: 'policy', name: `Sites on no list, ${this.#groups.name(phase)}` },
        phase,
      );
    });
    return { rule, hostLength: -1, pathLength: 0, narrowness: 3, category: null, entry: null };
  }

  obligations(phase: GroupId, winner: Candidate): readonly Obligation[] {
    const of = own(this.#policy.obligations, phase) ?? { safeSearch: true, videoRestriction: true };
    const obligations: Obligation[] = [];
    if (of.safeSearch) obligations.push('safe-search');
    if (of.videoRestriction) obligations.push('video-restriction');
    if (winner.rule.layer === 'mandatory' && winner.rule.effect === 'allow') obligations.push('do-not-record');
    return obligations;
  }

  #gridRule(phase: GroupId, category: CategoryId): RuleRef {
    const id = `grid:${phase}:${category}`;
    return this.#make(id, () => {
      // A phase without a row has no policy, which is no permission; a category without an entry is allowed.
      const row = own(this.#policy.grid, phase);
      const effect = row === undefined ? strictest : (own(row, category) ?? 'allow');
      const name = `${categoryById(category)?.name ?? category}, ${this.#groups.name(phase)}`;
      return ruleRef(id, 'category', effect, { kind: 'policy', name }, phase);
    });
  }

  #make(id: string, make: () => RuleRef): RuleRef {
    const made = this.#made.get(id) ?? make();
    this.#made.set(id, made);
    return made;
  }
}

function ruleRef(id: string, layer: Layer, effect: Effect, origin: Origin, audience: string): RuleRef {
  return Object.freeze({ id, layer, effect, origin: Object.freeze(origin), audience, until: null, reason: null });
}

/** A record's own entry: a school's ids are never read from `Object.prototype`. */
function own<V>(record: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
