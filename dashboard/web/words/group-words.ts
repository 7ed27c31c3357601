import type { Group } from '#policies/model/group.ts';

/** `8b` → "8B"; audiences that are one person stay unnamed. */
export function groupName(groups: readonly Group[], id: string): string {
  if (id.startsWith('person:')) return 'One person';
  return groups.find((group) => group.id === id)?.name ?? id;
}

export function groupsOfKind(groups: readonly Group[], kind: Group['kind']): readonly Group[] {
  return groups.filter((group) => group.kind === kind);
}
