// What holds for one kind of asker at one time for every site that no rule names: one answer for sites that no list
// knows, and one for each set of lists. Almost every request is answered from here.
import type { GroupId } from '../model/group.ts';
import type { Instant } from '../model/instant.ts';
import type { Verdict } from '../model/verdict.ts';
import type { ActiveSchedules } from '../schedule/school-clock.ts';
import type { ListedSet } from '../table/listed-names.ts';
import type { BuiltInRules } from './built-in-rules.ts';
import { candidatesOfHost, type NamedHost } from './host-rules.ts';
import { keepLine, type ListedLines } from './listed-line.ts';
import { comparePrecedence, exactness, type Candidate } from './precedence.ts';
import { holds, type BroadRule, type HostRule } from './rule-index.ts';
import { verdictOf } from './verdict-of.ts';

/** People whom the policy treats alike. */
export interface AskerKind {
  /** Narrowest first, without `everyone`. */
  readonly groups: readonly GroupId[];
  readonly phase: GroupId;
  readonly audiences: ReadonlySet<string>;
  /** Rules of these audiences for everything or a category, whether they hold now or not. */
  readonly broad: readonly BroadRule[];
  /** Moments at which some rule begins or ends, in their order, each once. */
  readonly edges: readonly Instant[];
}

/** A name of a host that is on lists. */
export interface ListedHit {
  /** Of the set, among all of this judge. */
  readonly number: number;
  readonly set: ListedSet;
  /** It is the host itself. */
  readonly whole: boolean;
  /** Line in the list of the set's member of this position. */
  readonly lineOf: (member: number) => number;
}

/** A verdict that wants nothing but the line of the list. */
export interface StandingVerdict {
  readonly verdict: Verdict;
  /** Which member of the set has the line that the verdict names, or -1 where it names none. */
  readonly member: number;
}

export class StandingVerdicts {
  readonly unknown: Verdict;
  readonly #asker: AskerKind;
  readonly #active: ActiveSchedules;
  readonly #at: Instant;
  readonly #builtIn: BuiltInRules;
  readonly #bundle: number;
  /** By `2 × set`, and one more for the name itself. */
  readonly #bySet: (StandingVerdict | undefined)[] = [];
  readonly #bySeveral = new Map<string, StandingVerdict & { readonly hit: number }>();

  constructor(asker: AskerKind, at: Instant, active: ActiveSchedules, builtIn: BuiltInRules, bundle: number) {
    this.#asker = asker;
    this.#active = active;
    this.#at = at;
    this.#builtIn = builtIn;
    this.#bundle = bundle;
    this.unknown = shared(verdictOf(this.candidates(new Map()), builtIn, asker.groups, bundle));
  }

  /** What holds for a name that is on these lists and under no other rule. `whole`: the name itself, not one below it. */
  ofSet(number: number, set: ListedSet, whole: boolean): StandingVerdict {
    const key = 2 * number + (whole ? 1 : 0);
    return (this.#bySet[key] ??= this.#work(set, whole));
  }

  /** The same for a host of which several names are on lists, or that rules name without a path; the longest names first. @param key `keyOfNames` */
  ofSeveral(key: string, hits: readonly ListedHit[], named: readonly NamedHost[]): StandingVerdict & { readonly hit: number } {
    let known = this.#bySeveral.get(key);
    if (known === undefined) {
      const lines: ListedLines = new Map();
      hits.forEach(({ set, whole }, hit) => addMembers(lines, set, whole, hits.length - hit, hit * mostMembers));
      const { verdict, member } = this.#standing(lines, named);
      known = { verdict, member: member < 0 ? -1 : member % mostMembers, hit: Math.floor(Math.max(0, member) / mostMembers) };
      if (this.#bySeveral.size >= mostKept) this.#bySeveral.clear();
      this.#bySeveral.set(key, known);
    }
    return known;
  }

  /** Rules for everything and for categories that match a target of these lines. */
  candidates(lines: ListedLines): Candidate[] {
    const { audiences, broad, groups, phase } = this.#asker;
    const found: Candidate[] = [];
    for (const rule of broad) {
      if (!holds(rule, audiences, this.#at, this.#active)) continue;
      const entry = rule.category === null ? null : (lines.get(rule.category) ?? null);
      if (rule.category !== null && entry === null) continue;
      const hostLength = rule.category === null ? exactness.any : exactness.category;
      found.push({ rule: rule.ref, hostLength, pathLength: 0, narrowness: rule.narrowness, category: rule.category, entry });
    }
    for (const entry of lines.values()) found.push(this.#builtIn.forCategory(groups, phase, this.#active, entry));
    found.push(this.#builtIn.forUnknownSite(groups, phase));
    return found.sort(comparePrecedence);
  }

  #work(set: ListedSet, whole: boolean): StandingVerdict {
    const lines: ListedLines = new Map();
    addMembers(lines, set, whole, 1, 0);
    return this.#standing(lines, []);
  }

  #standing(lines: ListedLines, named: readonly NamedHost[]): StandingVerdict {
    const candidates = this.candidates(lines);
    const applies = (rule: HostRule): boolean =>
      rule.path === null && rule.embedders === null && holds(rule, this.#asker.audiences, this.#at, this.#active);
    for (const of of named) candidates.push(...candidatesOfHost(of, applies));
    candidates.sort(comparePrecedence);
    const verdict = shared(verdictOf(candidates, this.#builtIn, this.#asker.groups, this.#bundle));
    return { verdict, member: candidates[0]?.entry?.line ?? -1 };
  }
}

/** Rules name few hosts, and lists that go together are few; whoever invents hosts must not fill the memory. */
const mostKept = 1_024;
/** Above the number of members of any set. */
const mostMembers = 1 << 20;

/** The line number is not known here; its place holds which member it would be of. */
function addMembers(lines: ListedLines, set: ListedSet, whole: boolean, hostLength: number, first: number): void {
  set.members.forEach(({ list, alone }, position) => {
    if (whole || !alone) keepLine(lines, { list, line: first + position, hostLength, pathLength: 0 });
  });
}

/** What many requests are given is changed by none of them. */
function shared(verdict: Verdict): Verdict {
  const { because, categories, obligations } = verdict;
  for (const part of [because, because.beat, because.list ?? because, categories, obligations]) Object.freeze(part);
  return Object.freeze(verdict);
}
