import { everyone, unknownGroup, type Group, type GroupId } from '#policies/model/group.ts';

/** The groups of a school as a roster names them: by id or by name, in any case. */
export interface SchoolGroups {
  named(word: string): { readonly id: GroupId; readonly isClass: boolean } | null;
  /** `staff` and what lies below it. */
  isForStaff(id: GroupId): boolean;
}

/** Nobody is put there by a roster: `everyone` holds for all, `unknown` for those who are on none. */
const notGiven = new Set<GroupId>([everyone, unknownGroup]);
const staff: GroupId = 'staff';

export function schoolGroups(groups: readonly Group[]): SchoolGroups {
  const given = groups.filter((group) => !notGiven.has(group.id));
  const byName = new Map(given.map((group) => [group.name.toLowerCase(), group]));
  const byId = new Map(groups.map((group) => [group.id, group]));
  for (const group of given) byName.set(group.id, group);
  return {
    named(word) {
      const group = byName.get(word.toLowerCase());
      return group ? { id: group.id, isClass: group.kind === 'class' } : null;
    },
    isForStaff(id) {
      const met = new Set<GroupId>();
      for (let group = byId.get(id); group && !met.has(group.id); group = group.parent === null ? undefined : byId.get(group.parent)) {
        if (group.id === staff) return true;
        met.add(group.id);
      }
      return false;
    },
  };
}
