// The rules that nobody writes one by one: mandatory categories, the grid of group and category, and sites that no list knows.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import type { CategoryId } from '../model/category.ts';
import type { CategoryEffect, Effect } from '../model/effect.ts';
import { everyone, type GroupId } from '../model/group.ts';
import type { Layer } from '../model/layer.ts';
import type { Obligation } from '../model/obligation.ts';
import type { Origin } from '../model/rule.ts';
import type { RuleRef } from '../model/verdict.ts';
import type { ActiveSchedules } from '../schedule/school-clock.ts';
import { categories, categoryById } from '../vocabulary/categories.ts';
import { compareText } from './compare-text.ts';
import type { GroupTree } from './group-tree.ts';
import type { ListedLine } from './listed-line.ts';
import { exactness, type Candidate } from './precedence.ts';

const strictest: Effect = 'block';
const strictness: readonly CategoryEffect[] = ['allow', 'warn', 'block-unless-approved', 'block'];

/** Confidential help is the one mandatory category that opens. */
const mandatoryEffect = (category: CategoryId): Effect => (category === 'helpline' ? 'allow' : 'block');

interface Cell {
  readonly effect: CategoryEffect;
  readonly group: GroupId;
  /** Id of the schedule through which it holds now. */
  readonly schedule: string | null;
}

export class BuiltInRules {
  readonly #policy: PolicyDocument;
  readonly #groups: GroupTree;
  readonly #mandatory: ReadonlyMap<CategoryId, RuleRef>;
  /** `group category` → what stands in place of the grid's entry, and when. */
  readonly #timed = new Map<string, { readonly schedule: string; readonly effect: CategoryEffect }[]>();
  readonly #scheduleNames: ReadonlyMap<string, string>;
  /** Made when first asked for: a function of the policy alone. */
  readonly #made = new Map<string, RuleRef>();

  constructor(policy: PolicyDocument, groups: GroupTree) {
    this.#policy = policy;
    this.#groups = groups;
    this.#scheduleNames = new Map((policy.schedules ?? []).map(({ id, name }) => [id, name]));
    for (const { group, category, schedule, effect } of policy.timed ?? []) {
      const entries = this.#timed.get(`${group} ${category}`);
      if (entries === undefined) this.#timed.set(`${group} ${category}`, [{ schedule, effect }]);
      else entries.push({ schedule, effect });
    }
    this.#mandatory = new Map(
      categories
        .filter((category) => category.mandatory)
        .map(({ id, name }) => [
          id,
          ruleRef(`mandatory:${id}`, 'mandatory', mandatoryEffect(id), { kind: 'built-in', name }, everyone, { category: id }),
        ]),
    );
  }

  /** What a category means for somebody of these groups (narrowest first), through the line that put the site in it. */
  forCategory(groups: readonly GroupId[], phase: GroupId, active: ActiveSchedules, entry: ListedLine): Candidate {
    const { category } = entry.list;
    const rule = this.#mandatory.get(category) ?? this.#gridRule(groups, phase, active, category);
    return { rule, hostLength: entry.hostLength, pathLength: entry.pathLength, narrowness: 3, category, entry };
  }

  forUnknownSite(groups: readonly GroupId[], phase: GroupId): Candidate {
    const said = this.#groups.nearest([...groups, everyone], (group) => own(this.#policy.unknownSites, group));
    const { group, value } = said.reduce(
      (a, b) => (decides(b.value, b.group, a.value, a.group) ? b : a),
      said[0] ?? { group: phase, value: strictest },
    );
    const rule = this.#make(`unknown-sites:${group}`, (id) => {
      const name = `Sites on no list, ${this.#groups.name(group)}`;
      return ruleRef(id, 'default', value, { kind: 'policy', name }, group);
    });
    return { rule, hostLength: exactness.any, pathLength: 0, narrowness: 3, category: null, entry: null };
  }

  obligations(groups: readonly GroupId[], winner: Candidate): readonly Obligation[] {
    const said = this.#groups.nearest([...groups, everyone], (group) => own(this.#policy.obligations, group)).map(({ value }) => value);
    const obligations: Obligation[] = [];
    if (said.length === 0 || said.some(({ safeSearch }) => safeSearch)) obligations.push('safe-search');
    if (said.length === 0 || said.some(({ videoRestriction }) => videoRestriction)) obligations.push('video-restriction');
    if (winner.rule.layer === 'mandatory' && winner.rule.effect === 'allow') obligations.push('do-not-record');
    return obligations;
  }

  #gridRule(groups: readonly GroupId[], phase: GroupId, active: ActiveSchedules, category: CategoryId): RuleRef {
    const cell = this.#cell(groups, active, category) ?? { effect: this.#effectOfNone(groups), group: phase, schedule: null };
    const { group, effect, schedule } = cell;
    const origin = schedule === null ? `grid:${group}:${category}` : `timed:${schedule}:${group}:${category}`;
    return this.#make(`${origin}:${effect}`, () => {
      const when = schedule === null ? '' : `, ${this.#scheduleNames.get(schedule) ?? schedule}`;
      const name = `${categoryById(category)?.name ?? category}, ${this.#groups.name(group)}${when}`;
      const about = schedule === null ? { category } : { category, schedule };
      return effect === 'block-unless-approved'
        ? ruleRef(origin, 'category', 'block', { kind: 'policy', name }, group, { ...about, approvable: true })
        : ruleRef(origin, 'category', effect, { kind: 'policy', name }, group, about);
    });
  }

  /** Groups without any row have no policy, which is no permission; a category without an entry is allowed. */
  #effectOfNone(groups: readonly GroupId[]): Effect {
    return [...groups, everyone].some((group) => own(this.#policy.grid, group) !== undefined) ? 'allow' : strictest;
  }

  /** The entry of the nearest group that has one; of groups that are equally near the strictest. */
  #cell(groups: readonly GroupId[], active: ActiveSchedules, category: CategoryId): Cell | null {
    let found: Cell | null = null;
    let near = -1;
    for (const group of [...groups, everyone]) {
      const narrowness = this.#groups.narrownessOf(group) ?? 0;
      if (found !== null && narrowness > near) break;
      const cell = this.#ownCell(group, active, category);
      if (cell === null) continue;
      near = narrowness;
      if (found === null || decides(cell.effect, group, found.effect, found.group)) found = cell;
    }
    return found;
  }

  #ownCell(group: GroupId, active: ActiveSchedules, category: CategoryId): Cell | null {
    let timed: Cell | null = null;
    for (const { schedule, effect } of this.#timed.get(`${group} ${category}`) ?? [])
      if (active.has(schedule) && (timed === null || decides(effect, schedule, timed.effect, timed.schedule ?? '')))
        timed = { effect, group, schedule };
    if (timed !== null) return timed;
    const row = own(this.#policy.grid, group);
    const effect = row === undefined ? undefined : own(row, category);
    return effect === undefined ? null : { effect, group, schedule: null };
  }

  #make(id: string, make: (id: string) => RuleRef): RuleRef {
    const made = this.#made.get(id) ?? make(id);
    this.#made.set(id, made);
    return made;
  }
}

/** Whether `a` says it rather than `b`: the stricter, and of two that say the same always the same one. */
function decides(a: CategoryEffect, idOfA: string, b: CategoryEffect, idOfB: string): boolean {
  const order = strictness.indexOf(a) - strictness.indexOf(b);
  return order > 0 || (order === 0 && compareText(idOfA, idOfB) < 0);
}

type About = Pick<RuleRef, 'approvable' | 'category' | 'schedule'>;

function ruleRef(id: string, layer: Layer, effect: Effect, origin: Origin, audience: string, about: About = {}): RuleRef {
  return Object.freeze({ id, layer, effect, origin: Object.freeze(origin), audience, until: null, reason: null, ...about });
}

/** A record's own entry: a school's ids are never read from `Object.prototype`. */
function own<V>(record: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
