// What holds for one address, addresses inside it left aside. There are two ways to the same verdict: the short one looks
// the host up and finds that only lists, or nothing, know it; the long one gathers everything that matches. A test holds
// them to one another.
import type { Bundle } from '../contracts/bundle.ts';
import type { AccessRequest } from '../model/access-request.ts';
import type { Target } from '../model/target.ts';
import type { Verdict } from '../model/verdict.ts';
import { createSchoolClock, type ActiveSchedules } from '../schedule/school-clock.ts';
import { noSet } from '../table/category-table.ts';
import type { ListedNames } from '../table/listed-names.ts';
import { NameHasher } from '../table/name-hash.ts';
import { carriers } from '../vocabulary/carriers.ts';
import { Askers, type Asker } from './asker.ts';
import { BuiltInRules } from './built-in-rules.ts';
import { mayHoldAddress } from './carried-address.ts';
import type { GroupTree } from './group-tree.ts';
import type { ListedHost } from './category-index.ts';
import { HostGate } from './host-gate.ts';
import { candidatesOfHost, type NamedHost } from './host-rules.ts';
import { isAddress, isPublicSuffix, suffixesOf } from './host-suffixes.ts';
import type { Holdings } from './holdings.ts';
import { Listing } from './listing.ts';
import { NamelessMatches } from './nameless-matches.ts';
import { anyPath, pathTest, type PathTest } from './path-prefix.ts';
import { comparePrecedence, type Candidate } from './precedence.ts';
import { holds, RuleIndex, type HostRule } from './rule-index.ts';
import { StandingVerdicts, type ListedHit } from './standing-verdicts.ts';
import { verdictOf } from './verdict-of.ts';
import { isOfVideo } from './video-address.ts';

export class TargetJudge {
  readonly #bundle: number;
  readonly #names: Holdings['names'];
  readonly #rules: RuleIndex;
  readonly #askers: Askers;
  readonly #builtIn: BuiltInRules;
  readonly #listing: Listing;
  readonly #nameless: NamelessMatches;
  readonly #clock: ReturnType<typeof createSchoolClock>;
  readonly #passThrough: ReadonlySet<string>;
  readonly #hasher: NameHasher;
  /** Hosts that rules and small lists name. */
  readonly #named: HostGate;
  readonly #carriers: HostGate;

  constructor({ number, policy, lists }: Bundle, groups: GroupTree, { names, mandatory }: Holdings) {
    this.#bundle = number;
    this.#names = names;
    this.#rules = new RuleIndex(policy, groups);
    this.#askers = new Askers(groups, this.#rules);
    this.#builtIn = new BuiltInRules(policy, groups);
    this.#listing = new Listing(lists, names, mandatory);
    this.#nameless = new NamelessMatches(lists, names, this.#rules);
    this.#clock = createSchoolClock(policy);
    this.#passThrough = new Set(policy.passThrough);
    this.#hasher = new NameHasher(names?.seed ?? mandatory[0]?.seed ?? { a: 0, b: 0 });
    this.#named = this.#gateOf([...this.#listing.hosts(), ...this.#rules.hosts.keys()]);
    this.#carriers = this.#gateOf(carriers.map(({ host }) => host));
  }

  verdict(request: AccessRequest, target: Target): Verdict {
    const asker = this.#askers.of(request.subject);
    const active = this.#clock.activeAt(request.at, request.place ?? 'on-site');
    const standing = this.#standing(asker, request, active);
    this.#hasher.read(target.host);
    return this.#shortWay(standing, target) ?? this.verdictOfAll(asker, standing, request, active, target);
  }

  /** Everything that matches, gathered and put in order: the long way. */
  verdictOfAll(asker: Asker, standing: StandingVerdicts, request: AccessRequest, active: ActiveSchedules, target: Target): Verdict {
    const candidates = this.#candidates(asker, standing, request, active, target, pathTest(target.path));
    return verdictOf(candidates, this.#builtIn, asker.groups, this.#bundle);
  }

  /** Whether an address could carry another inside; most cannot. Asked of the target that was judged last. */
  mayCarry({ host, path }: Target): boolean {
    if (path !== null && mayHoldAddress(path)) return true;
    this.#hasher.read(host);
    for (let i = this.#hasher.count - 1; i > 0; i--) if (this.#carriers.mayHave(this.#hasher.lo[i] ?? 0)) return true;
    return false;
  }

  isPassThrough(host: string): boolean {
    return suffixesOf(host).some((suffix, distance) => this.#passThrough.has(suffix) && (distance === 0 || !isPublicSuffix(suffix)));
  }

  /** Whether some path of the host would be judged otherwise than the host as a whole; of expressions see below. */
  dependsOnPath(request: AccessRequest): boolean {
    const asker = this.#askers.of(request.subject);
    const active = this.#clock.activeAt(request.at, request.place ?? 'on-site');
    const standing = this.#standing(asker, request, active);
    this.#hasher.read(request.target.host);
    if (this.#listing.namePathsOf(this.#hasher)) return true;
    const of = (target: Target, path: PathTest): Candidate[] => this.#candidates(asker, standing, request, active, target, path);
    const [whole] = of({ ...request.target, path: null }, pathTest(null));
    if (whole === undefined) return true;
    const other = (one: Candidate): boolean => comparePrecedence(one, whole) < 0 && one.rule.effect !== whole.rule.effect;
    // Of what expressions might find on other pages nothing is known; what they find in the host's name they find on its first.
    return of({ ...request.target, path: null }, anyPath).some(other) || of({ ...request.target, path: '/' }, pathTest('/')).some(other);
  }

  /** The verdict where only lists know the host, and as a whole; `null` where more has to be looked at. */
  #shortWay(standing: StandingVerdicts, target: Target): Verdict | null {
    const { host, path } = target;
    const hasher = this.#hasher;
    const names = this.#names;
    const whole = hasher.count - 1;
    if (whole < 0) return null;
    let at = -1;
    let found = noSet;
    /** Where more than one imported set, or a small list, knows the host. */
    let hits: ListedHit[] | null = null;
    let named: NamedHost[] | null = null;
    for (let i = whole; i >= 0; i--) {
      const low = hasher.lo[i] ?? 0;
      if (this.#named.mayHave(low)) {
        const suffix = i === whole ? host : host.slice(hasher.starts[i]);
        const rules = this.#rules.hosts.get(suffix);
        if (rules !== undefined) {
          if (path !== null && rules.some((rule) => rule.path !== null)) return null;
          (named ??= []).push({ name: suffix, below: i < whole, rules });
        }
        const small = this.#listing.smallHost(suffix);
        if (small === null) return null;
        if (small !== undefined) (hits ??= this.#firstHit(at, found)).push(this.#smallHit(small, i));
      }
      if (names === null || (i === 0 && whole > 0 && !names.dotless)) continue;
      const set = names.setOf(hasher.hi[i] ?? 0, low);
      if (set === noSet) continue;
      const paths = names.sets[set]?.paths ?? 0;
      if (paths !== 0 && path !== null && (paths & (i === whole ? 3 : 2)) !== 0 && this.#listing.namesPath(hasher, i, path)) return null;
      if (hits === null && found === noSet) [found, at] = [set, i];
      else (hits ??= this.#firstHit(at, found)).push(this.#namedHit(names, set, i));
    }
    // An IP address has no parents.
    if (whole === 0 && this.#nameless.hasRanges && isAddress(host) && this.#nameless.inRange(host)) return null;
    if (path !== null && this.#nameless.mayMatch(host, path) && this.#nameless.matches(host, path)) return null;
    if (this.#listing.mayBeMandatory(hasher)) return null;
    if (hits !== null || named !== null) {
      const all = hits ?? this.#firstHit(at, found);
      const { verdict, member, hit } = standing.ofSeveral(all, named ?? []);
      return member < 0 ? verdict : withLine(verdict, all[hit]?.lineOf(member) ?? 0);
    }
    const listed = names?.sets[found];
    if (names === null || listed === undefined) return standing.unknown;
    const { verdict, member } = standing.ofSet(found, listed, at === whole);
    return member < 0 ? verdict : withLine(verdict, names.lineOf(hasher.hi[at] ?? 0, hasher.lo[at] ?? 0, found, member));
  }

  #firstHit(at: number, found: number): ListedHit[] {
    return at === -1 || this.#names === null ? [] : [this.#namedHit(this.#names, found, at)];
  }

  #namedHit(names: ListedNames, number: number, i: number): ListedHit {
    const [hi = 0, lo = 0] = [this.#hasher.hi[i], this.#hasher.lo[i]];
    const set = names.sets[number] ?? { members: [], paths: 0 };
    return { number, set, whole: i === this.#hasher.count - 1, lineOf: (member) => names.lineOf(hi, lo, number, member) };
  }

  #smallHit({ set, number, lines }: ListedHost, i: number): ListedHit {
    const own = (this.#names?.sets.length ?? 0) + number;
    return { number: own, set, whole: i === this.#hasher.count - 1, lineOf: (member) => lines[member] ?? 0 };
  }

  #candidates(
    asker: Asker,
    standing: StandingVerdicts,
    { at }: AccessRequest,
    active: ActiveSchedules,
    target: Target,
    path: PathTest,
  ): Candidate[] {
    const lines = this.#listing.linesOf(target, this.#hasher, path, this.#nameless.listRanges, this.#nameless.listExpressions);
    const found = standing.candidates(lines);
    const { host } = target;
    const applies = (rule: HostRule): boolean =>
      holds(rule, asker.audiences, at, active) &&
      path(rule.path, rule.ref.effect !== 'allow') &&
      (rule.video === null || target.path === null || isOfVideo(target, rule.video, rule.ref.effect !== 'allow'));
    suffixesOf(host).forEach((suffix, distance) => {
      const rules = this.#rules.hosts.get(suffix);
      if (rules !== undefined) found.push(...candidatesOfHost({ name: suffix, below: distance > 0, rules }, applies));
    });
    for (const { rule, exactness } of this.#nameless.rulesFor(target))
      if (holds(rule, asker.audiences, at, active))
        found.push({ rule: rule.ref, hostLength: exactness, pathLength: 0, narrowness: rule.narrowness, category: null, entry: null });
    return found.sort(comparePrecedence);
  }

  #standing(asker: Asker, { at, place = 'on-site' }: AccessRequest, active: ActiveSchedules): StandingVerdicts {
    const known = asker.standing[place];
    if (known !== undefined && known.from <= at && at < known.until) return known;
    return (asker.standing[place] = new StandingVerdicts(asker, at, active, this.#builtIn, this.#bundle));
  }

  #gateOf(hosts: readonly string[]): HostGate {
    const gate = HostGate.for(hosts.length);
    for (const host of hosts) {
      this.#hasher.read(host);
      if (this.#hasher.count > 0) gate.add(this.#hasher.lo[this.#hasher.count - 1] ?? 0);
    }
    return gate;
  }
}

/** A verdict of many names, for the line of one. */
function withLine(verdict: Verdict, line: number): Verdict {
  const { rule, beat, list, bundle } = verdict.because;
  if (list === null) return verdict;
  return {
    effect: verdict.effect,
    because: { rule, beat, list: { id: list.id, name: list.name, line }, bundle },
    category: verdict.category,
    categories: verdict.categories,
    obligations: verdict.obligations,
  };
}
