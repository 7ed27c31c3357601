// Who asks, with all that the policy says of people like them: worked out once for all members of the same groups.
import type { Place } from '../model/access-request.ts';
import type { GroupId } from '../model/group.ts';
import type { Instant } from '../model/instant.ts';
import type { Subject } from '../model/subject.ts';
import type { ActiveSchedules } from '../schedule/school-clock.ts';
import { personPrefix, type GroupTree } from './group-tree.ts';
import { edgesOf, type RuleIndex } from './rule-index.ts';
import type { AskerKind, StandingVerdicts } from './standing-verdicts.ts';

export interface Asker extends AskerKind {
  /** What was worked out for each set of schedules and each stretch between two edges; see `standingAt`. */
  readonly standing: Map<number, StandingVerdicts>;
  /** What was asked for last, by place. */
  readonly last: Partial<Record<Place, Stretch>>;
}

/** From `from` until before `until`, epoch milliseconds. */
interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
  readonly standing: StandingVerdicts;
}

/** A day has some ten sets of schedules; whoever replays a year must not fill the memory. */
const mostStanding = 64;

/** What holds for these people at a moment, if it was asked for last. */
export function standingNow(asker: Asker, at: Instant, place: Place): StandingVerdicts | null {
  const last = asker.last[place];
  return last !== undefined && last.from <= at && at < last.until ? last.standing : null;
}

/** What holds for these people at a moment, made where it is not known yet. */
export function standingAt(
  asker: Asker,
  at: Instant,
  place: Place,
  active: ActiveSchedules,
  make: () => StandingVerdicts,
): StandingVerdicts {
  const { edges, standing } = asker;
  let passed = edges.findIndex((edge) => edge > at);
  if (passed === -1) passed = edges.length;
  // The same schedules between the same edges are the same, on whatever day.
  const key = active.key * (edges.length + 1) + passed;
  let known = standing.get(key);
  if (known === undefined) {
    if (standing.size >= mostStanding) standing.clear();
    standing.set(key, (known = make()));
  }
  asker.last[place] = {
    from: Math.max(active.steadyFrom, edges[passed - 1] ?? -Infinity),
    until: Math.min(active.steadyUntil, edges[passed] ?? Infinity),
    standing: known,
  };
  return known;
}

/** A school has some hundred kinds of members; a flood of invented ones must not be kept. */
const mostKept = 4096;

export class Askers {
  readonly #groups: GroupTree;
  readonly #rules: RuleIndex;
  /** By the one group that somebody is a direct member of. */
  readonly #ofOne = new Map<GroupId, Asker>();
  /** By groups, and the person where one has rules of their own. */
  readonly #ofOthers = new Map<string, Asker>();

  constructor(groups: GroupTree, rules: RuleIndex) {
    this.#groups = groups;
    this.#rules = rules;
  }

  of(subject: Subject): Asker {
    const { groups, id } = subject;
    const [group] = groups;
    const own = this.#rules.persons.has(id);
    if (groups.length === 1 && group !== undefined && !own) return this.#kept(this.#ofOne, group, subject);
    // As JSON, so that no name of a group reads as two groups or as a person.
    return this.#kept(this.#ofOthers, JSON.stringify(own ? [groups, id] : groups), subject);
  }

  #kept(kept: Map<string, Asker>, key: string, subject: Subject): Asker {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = this.#make(subject);
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, made);
    return made;
  }

  #make(subject: Subject): Asker {
    const groups = this.#groups.groupsOf(subject);
    const own = this.#rules.persons.has(subject.id);
    // Members of the same groups share an asker, so that only somebody with own rules is named in it.
    const audiences = new Set(this.#groups.audiencesOf(subject, groups).filter((audience) => own || !audience.startsWith(personPrefix)));
    const broad = this.#rules.broad.filter(({ ref }) => audiences.has(ref.audience));
    const edges = [...new Set([...broad.flatMap(edgesOf), ...this.#rules.hostEdges])].sort((a, b) => a - b);
    return { groups, phase: this.#groups.phaseAmong(groups), audiences, broad, edges, standing: new Map(), last: {} };
  }
}
