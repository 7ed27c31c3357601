import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Group } from '#policies/model/group.ts';
import { inherited, ownEntry } from '#policies/workflows/inherit.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { groupsOfKind } from '../../words/group-words.ts';

/** Safe search and restricted video by phase. */
export function PhaseDuties({ policy }: { policy: PolicyDocument }) {
  const of = (phase: Group) => inherited(policy.groups, phase.id, (group) => ownEntry(policy.obligations, group))?.value;
  const yes = (on: boolean | undefined): string => (on === false ? 'Not forced' : 'Forced');
  const columns: Column<Group>[] = [
    { head: 'Group', names: true, cell: (phase) => phase.name },
    { head: 'Safe search', cell: (phase) => yes(of(phase)?.safeSearch) },
    { head: 'Restricted video', cell: (phase) => yes(of(phase)?.videoRestriction) },
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
