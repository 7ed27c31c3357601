// The school's tree of groups, asked upwards from what a subject is a direct member of.
import { everyone, unknownGroup, type Group, type GroupId, type GroupKind } from '../model/group.ts';
import type { Subject } from '../model/subject.ts';

/** 0 is narrowest: one person, then class, year, phase, age band, everyone. */
export type Narrowness = 0 | 1 | 2 | 3 | 4 | 5;
const narrowness: Readonly<Record<GroupKind, Narrowness>> = { class: 1, year: 2, phase: 3, 'age-band': 4, everyone: 5 };

const noGroup: readonly GroupId[] = [unknownGroup];

export const personPrefix = 'person:';

export class GroupTree {
  readonly #groups: ReadonlyMap<GroupId, Group>;
  /** By the very array: whoever is asked about again and again brings the same one. */
  readonly #known = new WeakMap<readonly GroupId[], readonly GroupId[]>();

  constructor(groups: readonly Group[]) {
    this.#groups = new Map(groups.map((group) => [group.id, group]));
  }

  /** Everything a subject is a member of, narrowest first, without `everyone`; `unknown` for somebody in no known group. */
  groupsOf(subject: Subject): readonly GroupId[] {
    const { groups } = subject;
    let known = this.#known.get(groups);
    if (known === undefined) this.#known.set(groups, (known = this.#membership(subject)));
    return known;
  }

  #membership(subject: Subject): readonly GroupId[] {
    const found = new Map<GroupId, Narrowness>();
    for (const id of subject.groups) {
      // A group that was met before ends the walk, so that even a circle in the tree does.
      for (let group = this.#groups.get(id); group !== undefined && group.kind !== 'everyone' && !found.has(group.id);) {
        found.set(group.id, narrowness[group.kind]);
        group = group.parent === null ? undefined : this.#groups.get(group.parent);
      }
    }
    if (found.size === 0) return noGroup;
    return [...found].sort((a, b) => a[1] - b[1]).map(([id]) => id);
  }

  /** The phase among groups as `groupsOf` gives them; `unknown`, which is the strictest, where there is none. */
  phaseAmong(groups: readonly GroupId[]): GroupId {
    return groups.find((id) => this.#groups.get(id)?.kind === 'phase') ?? unknownGroup;
  }

  name(id: GroupId): string {
    return this.#groups.get(id)?.name ?? id;
  }

  /** How narrow a rule's audience is, or `null` when no such group exists. */
  narrownessOf(audience: string): Narrowness | null {
    if (audience.startsWith(personPrefix)) return 0;
    const group = this.#groups.get(audience);
    return group === undefined ? null : narrowness[group.kind];
  }

  /** What the nearest of groups (narrowest first) say, all that are equally near. */
  nearest<V>(groups: readonly GroupId[], of: (group: GroupId) => V | undefined): { group: GroupId; value: V }[] {
    const found: { group: GroupId; value: V }[] = [];
    let near = -1;
    for (const group of groups) {
      const narrowness = this.narrownessOf(group) ?? 0;
      if (found.length > 0 && narrowness > near) break;
      const value = of(group);
      if (value === undefined) continue;
      near = narrowness;
      found.push({ group, value });
    }
    return found;
  }

  /** Every audience that a subject belongs to, as rules name them. */
  audiencesOf(subject: Subject, groups: readonly GroupId[]): string[] {
    return [personPrefix + subject.id, ...groups, everyone];
  }
}
