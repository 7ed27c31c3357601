import { useState } from 'preact/hooks';
import { heatOf } from '../../charts/heat.ts';
import { HeatTable } from '../../charts/heat-table.tsx';
import type { Count } from '../../charts/stack.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Empty } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';
import { groupsOfKind } from '../../words/group-words.ts';

const kinds = [
  { id: 'blocked', label: 'Blocked' },
  { id: 'warned', label: 'Warned' },
  { id: 'flagged', label: 'Flagged' },
] as const;

/** Which groups meet which categories. */
export function GroupsSection({ series }: { series: readonly Count[] }) {
  const { me } = useSignedIn();
  const [kind, setKind] = useState<(typeof kinds)[number]>(kinds[0]);
  const heat = heatOf(
    series.filter((count) => count.kind === kind.id),
    groupsOfKind(me.school.groups, 'phase').map((group) => group.id),
  );
  return (
    <Section
      title="By group and category"
      lead="The stronger a cell’s colour, the more often. Every cell shows its number."
      aside={
        <div class="switcher" role="group" aria-label="What to count">
          {kinds.map((one) => (
            <button key={one.id} type="button" aria-pressed={one === kind} onClick={() => setKind(one)}>
              {one.label}
            </button>
          ))}
        </div>
      }
    >
      {heat.total === 0 ? (
        <Empty title={`Nothing was ${kind.label.toLowerCase()} in this period`}>The table fills by itself as groups meet the policy.</Empty>
      ) : (
        <HeatTable heat={heat} groups={me.school.groups} caption={`${kind.label} access by group and category`} />
      )}
    </Section>
  );
}
