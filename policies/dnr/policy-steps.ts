// A policy for one asker at one time as a ladder: what the judge would look at, highest first. What stands next to each
// other and does the same is one step, so that a policy of thousands of rules becomes a few.
import type { Bundle } from '../contracts/bundle.ts';
import { Askers, type Asker } from '../engine/asker.ts';
import { BuiltInRules } from '../engine/built-in-rules.ts';
import { GroupTree } from '../engine/group-tree.ts';
import { isPublicSuffix } from '../engine/host-suffixes.ts';
import type { Holdings } from '../engine/judge.ts';
import { comparePrecedence, exactness, type Candidate } from '../engine/precedence.ts';
import { edgesOf, holds, RuleIndex, type IndexedRule } from '../engine/rule-index.ts';
import type { Place } from '../model/access-request.ts';
import type { Instant } from '../model/instant.ts';
import type { Obligation } from '../model/obligation.ts';
import type { Subject } from '../model/subject.ts';
import { createSchoolClock, type ActiveSchedules } from '../schedule/school-clock.ts';
import { listedReaches } from './listed-reach.ts';
import { channelOf, expressionOf, rangeOf, videoOf } from './nameless-reach.ts';
import type { NotExpressed } from './not-expressed.ts';
import { addHost, emptyReach, type Reach } from './reach.ts';

/** Whose floor, when and where. */
export interface FloorAsker {
  readonly subject: Subject;
  readonly at: Instant;
  readonly place: Place;
}

export interface Step {
  readonly stops: boolean;
  /** Only mandatory steps are above what school and staff may lift. */
  readonly mandatory: boolean;
  readonly reaches: readonly Reach[];
}

export interface PolicySteps {
  readonly steps: readonly Step[];
  readonly obligations: readonly Obligation[];
  /** First moment at which they may be others; `null` where none is known. */
  readonly until: Instant | null;
}

interface Statement {
  readonly candidate: Candidate;
  readonly reach: Reach;
}

export function policySteps(
  bundle: Bundle,
  holdings: Holdings,
  { subject, at, place }: FloorAsker,
  isRefused: (pattern: string) => boolean,
): PolicySteps {
  const groups = new GroupTree(bundle.policy.groups);
  const rules = new RuleIndex(bundle.policy, groups);
  const asker = new Askers(groups, rules).of(subject);
  const builtIn = new BuiltInRules(bundle.policy, groups);
  const active = createSchoolClock(bundle.policy).activeAt(at, place);
  const listed = listedReaches(bundle, holdings, isRefused);

  const statements = new Statements();
  addRules(statements, rules, asker, at, active, isRefused);
  for (const rule of asker.broad) {
    if (!holds(rule, asker.audiences, at, active)) continue;
    const { category } = rule;
    if (category === null) statements.at(rule, exactness.any, 0).everything = true;
    else if (listed.has(category)) statements.add(candidateOf(rule, exactness.category, 0), listed.get(category) ?? emptyReach());
  }
  for (const [category, reach] of listed) {
    const entry = { list: { id: category, name: category, category }, line: 0, hostLength: 0, pathLength: 0 };
    statements.add(builtIn.forCategory(asker.groups, asker.phase, active, entry), reach);
  }
  const unknown = builtIn.forUnknownSite(asker.groups, asker.phase);
  statements.add(unknown, { ...emptyReach(), everything: true });

  return {
    steps: stepsOf(statements.sorted()),
    obligations: builtIn.obligations(asker.groups, unknown),
    until: nextChange(bundle, asker, at, active),
  };
}

class Statements {
  readonly #all: Statement[] = [];
  /** Rules of the same rank that do the same share a reach. */
  readonly #shared = new Map<string, Reach>();

  add(candidate: Candidate, reach: Reach): void {
    this.#all.push({ candidate, reach });
  }

  at(rule: IndexedRule, hostLength: number, pathLength: number): Reach {
    const key = `${rule.ref.layer} ${hostLength} ${pathLength} ${rule.narrowness} ${rule.ref.effect}`;
    let reach = this.#shared.get(key);
    if (reach === undefined) {
      this.#shared.set(key, (reach = emptyReach()));
      this.add(candidateOf(rule, hostLength, pathLength), reach);
    }
    return reach;
  }

  sorted(): Statement[] {
    return this.#all.sort((a, b) => comparePrecedence(a.candidate, b.candidate));
  }
}

const candidateOf = ({ ref, narrowness }: IndexedRule, hostLength: number, pathLength: number): Candidate => ({
  rule: ref,
  hostLength,
  pathLength,
  narrowness,
  category: null,
  entry: null,
});

function addRules(
  statements: Statements,
  rules: RuleIndex,
  asker: Asker,
  at: Instant,
  active: ActiveSchedules,
  isRefused: (pattern: string) => boolean,
): void {
  const applies = (rule: IndexedRule): boolean => holds(rule, asker.audiences, at, active);
  for (const [host, ofHost] of rules.hosts) {
    const applying = ofHost.filter(applies);
    if (applying.length === 0) continue;
    const suffix = isPublicSuffix(host);
    for (const rule of applying) {
      // The same video stands under each host of its site.
      if (rule.video !== null) {
        videoOf(statements.at(rule, exactness.video, 0), `rule ${rule.ref.id}`, rule.video, rule.ref.effect !== 'allow');
        continue;
      }
      if (rule.channel !== null) {
        channelOf(statements.at(rule, exactness.channel, 0), `rule ${rule.ref.id}`, rule.channel, rule.ref.effect !== 'allow');
        continue;
      }
      const reach = statements.at(rule, host.length, rule.path?.length ?? 0);
      if (rule.embedders !== null) reach.edges.push(embeddedOnly(rule.ref.id, host));
      addHost(reach, host, rule.path, suffix && !rule.below, rule.ref.effect !== 'allow');
    }
  }
  for (const { range, rule } of rules.ranges) {
    if (!applies(rule)) continue;
    const bits = Number(range.split('/')[1] ?? 0);
    rangeOf(statements.at(rule, exactness.range(bits), 0), `rule ${rule.ref.id}`, range, isRefused);
  }
  for (const { expression, rule } of rules.expressions)
    if (applies(rule)) expressionOf(statements.at(rule, exactness.expression, 0), `rule ${rule.ref.id}`, expression, isRefused);
}

/** The floor opens the host to whoever asks; the judge holds it to the pages that embed it. */
const embeddedOnly = (rule: string, host: string): NotExpressed => ({
  kind: 'embedded-permission',
  what: `${host}/ (rule ${rule})`,
  why: 'The floor does not ask which page shows it.',
  names: 1,
});

/** Neighbours that do the same together; what is below a statement about everything is never asked. */
function stepsOf(statements: readonly Statement[]): Step[] {
  const steps: { stops: boolean; mandatory: boolean; reaches: Reach[] }[] = [];
  for (const { candidate, reach } of statements) {
    const stops = candidate.rule.effect === 'block';
    const mandatory = candidate.rule.layer === 'mandatory';
    const last = steps.at(-1);
    if (last !== undefined && last.stops === stops && last.mandatory === mandatory) last.reaches.push(reach);
    else steps.push({ stops, mandatory, reaches: [reach] });
    if (reach.everything) break;
  }
  return steps;
}

/** When a schedule begins or ends, or a rule of the asker’s does. */
function nextChange({ policy }: Bundle, asker: Asker, at: Instant, active: ActiveSchedules): Instant | null {
  const edges = policy.rules
    .filter(({ audience }) => asker.audiences.has(audience))
    .flatMap(({ from, until, windows = [] }) => edgesOf({ from, until, windows }))
    .filter((edge) => edge > at);
  const next = edges.reduce<number>((least, edge) => Math.min(least, edge), active.steadyUntil);
  return next === Infinity ? null : next;
}
