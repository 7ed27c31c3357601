// Whether the grid and what goes with it can be read, and whether every phase has, of its own or from above, a whole policy.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { isCarrier } from '../engine/carried-address.ts';
import { parseEntry } from '../lists/parse-list.ts';
import type { Group, GroupId } from '../model/group.ts';
import { categoryById } from '../vocabulary/categories.ts';
import { problemAt, type PolicyProblem } from './policy-problem.ts';

export function gridProblems(policy: PolicyDocument): PolicyProblem[] {
  const groups = new Map(policy.groups.map((group) => [group.id, group]));
  const parts = [
    ['Grid', 'grid', policy.grid],
    ['Unknown sites', 'unknownSites', policy.unknownSites],
    ['Obligations', 'obligations', policy.obligations],
  ] as const;
  const problems: PolicyProblem[] = [];
  for (const [part, key, rows] of parts) {
    for (const { id, kind } of policy.groups)
      if (kind === 'phase' && !resolves(id, rows, groups))
        problems.push(problemAt([key], `${part}: the phase “${id}” has no entry, and no group above it has one.`));
    for (const id of Object.keys(rows)) if (!groups.has(id)) problems.push(problemAt([key, id], `${part}: “${id}” is no group.`));
  }
  for (const [group, row] of Object.entries(policy.grid)) {
    for (const id of Object.keys(row)) {
      const wrong = categoryProblem(id, 'cannot be set');
      if (wrong !== null) problems.push(problemAt(['grid', group, id], `Grid, ${group}: ${wrong}`));
    }
  }
  return [...problems, ...passThroughProblems(policy.passThrough)];
}

/** Without an entry anywhere nobody has decided, which is no permission. */
function resolves(id: GroupId, rows: Readonly<Record<string, unknown>>, groups: ReadonlyMap<GroupId, Group>): boolean {
  const seen = new Set<GroupId>();
  for (let at: GroupId | null = id; at !== null && !seen.has(at); at = groups.get(at)?.parent ?? null) {
    if (Object.hasOwn(rows, at)) return true;
    seen.add(at);
  }
  return false;
}

/** Why a school cannot say anything of a category, or `null`. */
export function categoryProblem(id: string, instead: string): string | null {
  const category = categoryById(id);
  if (category === undefined) return `“${id}” is no category.`;
  return category.mandatory ? `“${category.name}” is the same for everyone and ${instead}.` : null;
}

function passThroughProblems(hosts: readonly string[]): PolicyProblem[] {
  return hosts.flatMap((host, place) => {
    const entry = parseEntry(host);
    const path = ['passThrough', place];
    if ('problem' in entry || entry.host !== host)
      return [problemAt(path, `Relayed unread: “${host}” is not a plain host name in lower case.`)];
    return isCarrier(host) ? [problemAt(path, `Relayed unread: “${host}” shows other sites under its own name and must be read.`)] : [];
  });
}
