// Who asks, with all that the policy says of people like them: worked out once for all members of the same groups.
import type { GroupId } from '../model/group.ts';
import type { Place } from '../model/access-request.ts';
import type { Subject } from '../model/subject.ts';
import { personPrefix, type GroupTree } from './group-tree.ts';
import type { BroadRule, RuleIndex } from './rule-index.ts';
import type { StandingVerdicts } from './standing-verdicts.ts';

export interface Asker {
  /** Narrowest first, without `everyone`. */
  readonly groups: readonly GroupId[];
  readonly phase: GroupId;
  readonly audiences: ReadonlySet<string>;
  /** Rules of these audiences for everything or a category, whether they hold now or not. */
  readonly broad: readonly BroadRule[];
  /** What was worked out last, by place. */
  readonly standing: Partial<Record<Place, StandingVerdicts>>;
}

/** A school has some hundred kinds of members; a flood of invented ones must not be kept. */
const mostKept = 4096;

export class Askers {
  readonly #groups: GroupTree;
  readonly #rules: RuleIndex;
  readonly #kept = new Map<string, Asker>();

  constructor(groups: GroupTree, rules: RuleIndex) {
    this.#groups = groups;
    this.#rules = rules;
  }

  of(subject: Subject): Asker {
    const { groups } = subject;
    const members = groups.length === 1 ? (groups[0] ?? '') : groups.join('\n');
    const key = this.#rules.persons.has(subject.id) ? `${members}\n${personPrefix}${subject.id}` : members;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const made = this.#make(subject);
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(key, made);
    return made;
  }

  #make(subject: Subject): Asker {
    const groups = this.#groups.groupsOf(subject);
    const own = this.#rules.persons.has(subject.id);
    // Members of the same groups share an asker, so that only somebody with own rules is named in it.
    const audiences = new Set(this.#groups.audiencesOf(subject, groups).filter((audience) => own || !audience.startsWith(personPrefix)));
    const broad = this.#rules.broad.filter(({ ref }) => audiences.has(ref.audience));
    return { groups, phase: this.#groups.phaseAmong(groups), audiences, broad, standing: {} };
  }
}
