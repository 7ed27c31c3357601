// Whether every phase has a whole policy: a row of the grid, a word on unknown sites, and obligations.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { isCarrier } from '../engine/carried-address.ts';
import { parseEntry } from '../lists/parse-list.ts';
import { categoryById } from '../vocabulary/categories.ts';

export function phaseProblems(policy: PolicyDocument): string[] {
  const phases = new Set(policy.groups.filter((group) => group.kind === 'phase').map((group) => group.id));
  const parts = { Grid: policy.grid, 'Unknown sites': policy.unknownSites, Obligations: policy.obligations };
  const problems: string[] = [];
  for (const [part, rows] of Object.entries(parts)) {
    for (const phase of phases) if (!Object.hasOwn(rows, phase)) problems.push(`${part}: the phase “${phase}” is missing.`);
    for (const phase of Object.keys(rows)) if (!phases.has(phase)) problems.push(`${part}: “${phase}” is no phase.`);
  }
  for (const [phase, row] of Object.entries(policy.grid)) {
    for (const id of Object.keys(row)) {
      const category = categoryById(id);
      if (category === undefined) problems.push(`Grid, ${phase}: “${id}” is no category.`);
      else if (category.mandatory) problems.push(`Grid, ${phase}: “${category.name}” is the same for everyone and cannot be set.`);
    }
  }
  return [...problems, ...passThroughProblems(policy.passThrough)];
}

function passThroughProblems(hosts: readonly string[]): string[] {
  return hosts.flatMap((host) => {
    const entry = parseEntry(host);
    if ('problem' in entry || entry.host !== host) return [`Relayed unread: “${host}” is not a plain host name in lower case.`];
    return isCarrier(host) ? [`Relayed unread: “${host}” shows other sites under its own name and must be read.`] : [];
  });
}
