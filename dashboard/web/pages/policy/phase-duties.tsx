import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Group } from '#policies/model/group.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { groupsOfKind } from '../../words/group-words.ts';

/** Safe search and restricted video by phase. */
export function PhaseDuties({ policy }: { policy: PolicyDocument }) {
  const yes = (on: boolean | undefined): string => (on ? 'Forced' : 'Not forced');
  const columns: Column<Group>[] = [
    { head: 'Group', names: true, cell: (phase) => phase.name },
    { head: 'Safe search', cell: (phase) => yes(policy.obligations[phase.id]?.safeSearch) },
    { head: 'Restricted video', cell: (phase) => yes(policy.obligations[phase.id]?.videoRestriction) },
  ];
  return (
    <DataTable
      caption="Safe search and restricted video by group"
      columns={columns}
      rows={groupsOfKind(policy.groups, 'phase')}
      keyOf={(phase) => phase.id}
    />
  );
}
