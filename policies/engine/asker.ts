// Who asks, with all that the policy says of people like them: worked out once for all members of the same groups.
import type { Place } from '../model/access-request.ts';
import type { GroupId } from '../model/group.ts';
import type { Subject } from '../model/subject.ts';
import { personPrefix, type GroupTree } from './group-tree.ts';
import { edgesOf, type RuleIndex } from './rule-index.ts';
import type { AskerKind, StandingVerdicts } from './standing-verdicts.ts';

export interface Asker extends AskerKind {
  /** What was worked out last, by place. */
  readonly standing: Partial<Record<Place, StandingVerdicts>>;
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
    const edges = [...broad.flatMap(edgesOf), ...this.#rules.hostEdges];
    return { groups, phase: this.#groups.phaseAmong(groups), audiences, broad, edges, standing: {} };
  }
}
