// Whether a school's groups are a tree that narrows: everyone → age bands → phases → years → classes.
import { everyone, unknownGroup, type Group, type GroupKind } from '../model/group.ts';
import { problemAt, type PolicyProblem } from './policy-problem.ts';

/** What a group of each kind may hang below. */
const parents: Readonly<Record<GroupKind, readonly GroupKind[]>> = {
  everyone: [],
  'age-band': ['everyone'],
  phase: ['age-band', 'everyone'],
  year: ['phase'],
  class: ['year', 'phase'],
};

const named: Readonly<Record<GroupKind, string>> = {
  everyone: `“${everyone}”`,
  'age-band': 'an age band',
  phase: 'a phase',
  year: 'a year',
  class: 'a class',
};

export function groupProblems(groups: readonly Group[]): PolicyProblem[] {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const problems: PolicyProblem[] = [];
  const seen = new Set<string>();
  for (const [place, { id }] of groups.entries()) {
    if (seen.has(id)) problems.push(problemAt(['groups', place, 'id'], `Group “${id}” is there twice.`));
    seen.add(id);
  }
  if (byId.get(everyone)?.kind !== 'everyone')
    problems.push(problemAt(['groups'], `Groups: there must be a group “${everyone}” of the kind everyone.`));
  if (byId.get(unknownGroup)?.kind !== 'phase')
    problems.push(problemAt(['groups'], `Groups: there must be a phase “${unknownGroup}” for people who cannot be named.`));
  for (const [place, group] of groups.entries()) {
    const wrong = placeProblem(group, byId);
    if (wrong !== null) problems.push(problemAt(['groups', place, wrong.key], `Group “${group.id}”${wrong.problem}`));
  }
  return problems;
}

function placeProblem(group: Group, byId: ReadonlyMap<string, Group>): { key: 'kind' | 'parent'; problem: string } | null {
  const { id, kind, parent } = group;
  if (kind === 'everyone') {
    if (id !== everyone) return { key: 'kind', problem: `: only “${everyone}” is of the kind everyone, and it hangs below nothing.` };
    return parent === null ? null : { key: 'parent', problem: ': it hangs below nothing.' };
  }
  if (isInCircle(group, byId)) return { key: 'parent', problem: ' hangs below itself.' };
  const belongs = `: ${named[kind]} must hang below ${parents[kind].map((one) => named[one]).join(' or ')}`;
  if (parent === null) return { key: 'parent', problem: `${belongs}.` };
  const found = byId.get(parent);
  if (found === undefined) return { key: 'parent', problem: `: the group above it, “${parent}”, does not exist.` };
  return parents[kind].includes(found.kind) ? null : { key: 'parent', problem: `${belongs}, which “${parent}” is not.` };
}

function isInCircle(group: Group, byId: ReadonlyMap<string, Group>): boolean {
  const seen = new Set<string>();
  for (let id = group.parent; id !== null && !seen.has(id); id = byId.get(id)?.parent ?? null) {
    if (id === group.id) return true;
    seen.add(id);
  }
  return false;
}
