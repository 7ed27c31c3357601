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
import { Askers, standingAt, standingNow, type Asker } from './asker.ts';
import { BuiltInRules } from './built-in-rules.ts';
import { mayHoldAddress } from './carried-address.ts';
import type { GroupTree } from './group-tree.ts';
import type { ListedHost } from './category-index.ts';
import { HostGate } from './host-gate.ts';
import { keyOfNames, KnownHosts, noFacts, type HostFacts } from './host-facts.ts';
import { isOfChannel, videosOfSomebody } from './channel-address.ts';
import { candidatesOfHost, type NamedHost } from './host-rules.ts';
import { isAddress, isPublicSuffix, suffixesOf } from './host-suffixes.ts';
import type { Holdings } from './holdings.ts';
import { Listing } from './listing.ts';
import { NamelessMatches } from './nameless-matches.ts';
import { anyPath, pathTest, type PathTest } from './path-prefix.ts';
import { isEmbedded } from './embedding.ts';
import { comparePrecedence, type Candidate } from './precedence.ts';
import { holds, RuleIndex, type HostRule } from './rule-index.ts';
import { StandingVerdicts, type ListedHit } from './standing-verdicts.ts';
import { verdictOf } from './verdict-of.ts';
import { isOfVideo, videoSiteAt } from './video-address.ts';

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
  readonly #known = new KnownHosts();
  /** Of the host that was read last: most hosts are asked for once, and none of these shall cost an object. */
  readonly #read = noFacts();
  #carries = false;

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

  /** Whether the target that was judged last could carry another inside; most cannot. */
  mayCarry({ path }: Target): boolean {
    return this.#carries || (path !== null && mayHoldAddress(path));
  }

  /** Videos whose owners would have to be known, because a rule for channels of their site holds for whoever asks. */
  ownersWanted({ subject, target, at, place = 'on-site', owners }: AccessRequest): readonly string[] | null {
    if (this.#rules.channels.length === 0 || owners !== undefined) return [];
    const videos = videosOfSomebody(target);
    if (videos?.length === 0) return videos;
    const { audiences } = this.#askers.of(subject);
    const active = this.#clock.activeAt(at, place);
    const site = videoSiteAt(target.host)?.id;
    return this.#rules.channels.some(({ site: of, rule }) => of === site && holds(rule, audiences, at, active)) ? videos : [];
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

  /** The verdict where only lists know the host, and as a whole; `null` where more has to be looked at. The hasher has read the host. */
  #shortWay(standing: StandingVerdicts, { host, path }: Target): Verdict | null {
    this.#carries = false;
    if (this.#hasher.count === 0) return null;
    const facts = this.#known.of(this.#hasher) ?? this.#factsOf(host);
    this.#carries = facts.mayCarry;
    return facts.closed || (path !== null && this.#mattersWhich(facts, host, path)) ? null : this.#wholeVerdict(facts, standing);
  }

  /** Whether a rule, list or expression could single out this page of the host. */
  #mattersWhich({ pathRules, pathsAt }: Readonly<HostFacts>, host: string, path: string): boolean {
    if (pathRules) return true;
    if (pathsAt !== null) for (const i of pathsAt) if (this.#listing.namesPath(this.#hasher, i, path)) return true;
    return this.#nameless.mayMatch(host, path) && this.#nameless.matches(host, path);
  }

  #wholeVerdict({ hits, named, set, at, key }: Readonly<HostFacts>, standing: StandingVerdicts): Verdict {
    const names = this.#names;
    if (hits !== null) {
      const { verdict, member, hit } = standing.ofSeveral(key, hits, named ?? []);
      return member < 0 ? verdict : withLine(verdict, hits[hit]?.lineOf(member) ?? 0);
    }
    const listed = names?.sets[set];
    if (names === null || listed === undefined) return standing.unknown;
    const { verdict, member } = standing.ofSet(set, listed, at === this.#hasher.count - 1);
    return member < 0 ? verdict : withLine(verdict, names.lineOf(this.#hasher.hi[at] ?? 0, this.#hasher.lo[at] ?? 0, set, member));
  }

  #factsOf(host: string): HostFacts {
    const hasher = this.#hasher;
    const names = this.#names;
    const whole = hasher.count - 1;
    let at = -1;
    let set = noSet;
    let closed = false;
    let pathRules = false;
    let mayCarry = false;
    let pathsAt: number[] | null = null;
    let hits: ListedHit[] | null = null;
    let named: NamedHost[] | null = null;
    for (let i = whole; i >= 0; i--) {
      const low = hasher.lo[i] ?? 0;
      if (i > 0 && this.#carriers.mayHave(low)) mayCarry = true;
      if (this.#named.mayHave(low)) {
        const suffix = i === whole ? host : host.slice(hasher.starts[i]);
        const rules = this.#rules.hosts.get(suffix);
        if (rules !== undefined) {
          if (rules.some(({ path, embedders }) => path !== null || embedders !== null)) pathRules = true;
          (named ??= []).push({ name: suffix, below: i < whole, rules });
        }
        const small = this.#listing.smallHost(suffix);
        if (small === null) closed = true;
        else if (small !== undefined) (hits ??= this.#firstHit(at, set)).push(this.#smallHit(small, i));
      }
      if (names === null || (i === 0 && whole > 0 && !names.dotless)) continue;
      const found = names.setOf(hasher.hi[i] ?? 0, low);
      if (found === noSet) continue;
      const paths = names.sets[found]?.paths ?? 0;
      if ((paths & (i === whole ? 3 : 2)) !== 0) (pathsAt ??= []).push(i);
      if (hits === null && set === noSet) [set, at] = [found, i];
      else (hits ??= this.#firstHit(at, set)).push(this.#namedHit(names, found, i));
    }
    // An IP address has no parents.
    if (whole === 0 && this.#nameless.hasRanges && isAddress(host) && this.#nameless.inRange(host)) closed = true;
    if (this.#listing.mayBeMandatory(hasher)) closed = true;
    if (named !== null) hits ??= this.#firstHit(at, set);
    const facts = this.#read;
    facts.closed = closed;
    facts.pathRules = pathRules;
    facts.pathsAt = pathsAt;
    facts.set = set;
    facts.at = at;
    facts.hits = hits;
    facts.named = named;
    facts.mayCarry = mayCarry;
    facts.key = hits === null ? '' : keyOfNames(hits, named ?? []);
    this.#known.keep(hasher, facts);
    return facts;
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
    request: AccessRequest,
    active: ActiveSchedules,
    target: Target,
    path: PathTest,
  ): Candidate[] {
    const lines = this.#listing.linesOf(target, this.#hasher, path, this.#nameless.listRanges, this.#nameless.listExpressions);
    const found = standing.candidates(lines);
    const { host } = target;
    const { at, owners = [] } = request;
    const applies = (rule: HostRule): boolean =>
      holds(rule, asker.audiences, at, active) &&
      path(rule.path, rule.ref.effect !== 'allow') &&
      (rule.embedders === null || path === anyPath || isEmbedded(request, rule.embedders)) &&
      (target.path === null ||
        ((rule.video === null || isOfVideo(target, rule.video, rule.ref.effect !== 'allow')) &&
          (rule.channel === null || isOfChannel(target, rule.channel, rule.ref.effect !== 'allow', owners))));
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
    return (
      standingNow(asker, at, place) ??
      standingAt(asker, at, place, active, () => new StandingVerdicts(asker, at, active, this.#builtIn, this.#bundle))
    );
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
