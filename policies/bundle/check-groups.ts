// Whether a school's groups are a tree: everyone → phases → years → classes.
import { everyone, unknownGroup, type Group, type GroupKind } from '../model/group.ts';

/** What a group of each kind may hang below. */
const parents: Readonly<Record<GroupKind, readonly GroupKind[]>> = {
  everyone: [],
  phase: ['everyone'],
  year: ['phase'],
  class: ['year', 'phase'],
};

export function groupProblems(groups: readonly Group[]): string[] {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const { id } of groups) {
    if (seen.has(id)) problems.push(`Group “${id}” is there twice.`);
    seen.add(id);
  }
  if (byId.get(everyone)?.kind !== 'everyone') problems.push(`Groups: there must be a group “${everyone}” of the kind everyone.`);
  if (byId.get(unknownGroup)?.kind !== 'phase')
    problems.push(`Groups: there must be a phase “${unknownGroup}” for people who cannot be named.`);
  for (const group of groups) problems.push(...placeProblems(group, byId));
  return problems;
}

function placeProblems(group: Group, byId: ReadonlyMap<string, Group>): string[] {
  if (group.kind === 'everyone') {
    return group.id === everyone && group.parent === null
      ? []
      : [`Group “${group.id}”: only “${everyone}” is of the kind everyone, and it hangs below nothing.`];
  }
  if (isInCircle(group, byId)) return [`Group “${group.id}” hangs below itself.`];
  const parent = group.parent === null ? undefined : byId.get(group.parent);
  const kinds = parents[group.kind].join(' or ');
  if (group.parent === null) return [`Group “${group.id}”: a ${group.kind} must hang below a ${kinds}.`];
  if (parent === undefined) return [`Group “${group.id}”: the group above it, “${group.parent}”, does not exist.`];
  return parents[group.kind].includes(parent.kind)
    ? []
    : [`Group “${group.id}”: a ${group.kind} hangs below a ${kinds}, and “${parent.id}” is a ${parent.kind}.`];
}

function isInCircle(group: Group, byId: ReadonlyMap<string, Group>): boolean {
  const seen = new Set<string>();
  for (let id = group.parent; id !== null && !seen.has(id); id = byId.get(id)?.parent ?? null) {
    if (id === group.id) return true;
    seen.add(id);
  }
  return false;
}
