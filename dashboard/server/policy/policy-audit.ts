// How a change of the policy is written down: who, which version, what differs, and why.
import type { PolicyChange } from '#policies/workflows/policy-changes.ts';
import type { AuditEntry } from '#store/school-store.ts';

const longestDetail = 2000;

export function policyAudit(change: {
  /** Account id or `system`. */
  readonly by: string;
  readonly at: number;
  readonly version: number;
  readonly changes: readonly PolicyChange[];
  readonly why: string;
}): AuditEntry {
  const { by, at, version, changes, why } = change;
  const said = [why, ...changes.map(({ words }) => words)].filter(Boolean).join(' ');
  const detail =
    said.length <= longestDetail ? said : `${said.slice(0, longestDetail - 40).toWellFormed()} … ${changes.length} changes in all.`;
  return { at, by, did: 'changed-policy', to: `policy:${version}`, detail };
}
