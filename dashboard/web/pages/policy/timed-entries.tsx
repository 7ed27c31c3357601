import type { PolicyDocument, Schedule } from '#policies/contracts/policy-document.ts';
import { scheduleWords } from '#policies/words/schedule-words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/loaded.tsx';
import { categoryName } from '../../words/category-words.ts';
import { groupName } from '../../words/group-words.ts';
import { EffectMark } from './effect-mark.tsx';

type Timed = NonNullable<PolicyDocument['timed']>[number];

/** What stands in place of the grid for a time. */
export function TimedEntries({ policy }: { policy: PolicyDocument }) {
  const { timed = [], schedules = [], groups } = policy;
  if (timed.length === 0) return <Empty title="Nothing depends on the time">The grid holds at all hours.</Empty>;
  const columns = [
    { head: 'Category', names: true, cell: (entry: Timed) => categoryName(entry.category) },
    { head: 'For', cell: (entry: Timed) => groupName(groups, entry.group) },
    { head: 'Effect', cell: (entry: Timed) => <EffectMark effect={entry.effect} /> },
    { head: 'While', cell: (entry: Timed) => schedules.find(({ id }) => id === entry.schedule)?.name ?? entry.schedule },
  ];
  return (
    <DataTable
      caption="Entries that stand in place of the grid for a time"
      columns={columns}
      rows={timed}
      keyOf={({ schedule, group, category }) => `${schedule} ${group} ${category}`}
    />
  );
}

export function Schedules({ policy }: { policy: PolicyDocument }) {
  const { schedules = [], periods } = policy;
  if (schedules.length === 0) return <Empty title="No schedules yet">Times that entries and rules can depend on will stand here.</Empty>;
  const columns = [
    { head: 'Schedule', names: true, cell: (schedule: Schedule) => schedule.name },
    { head: 'When', cell: (schedule: Schedule) => scheduleWords(schedule, periods) },
  ];
  return <DataTable caption="Schedules" columns={columns} rows={schedules} keyOf={({ id }) => id} />;
}

export function Calendar({ policy, date }: { policy: PolicyDocument; date: (day: string) => string }) {
  const { terms = [], closed = [] } = policy.calendar ?? {};
  if (terms.length + closed.length === 0) return <Empty title="No terms yet">Until terms are given, every weekday is a school day.</Empty>;
  const rows = [...terms.map((span) => ({ ...span, what: 'Term' })), ...closed.map((span) => ({ ...span, what: 'Closed' }))].toSorted(
    (a, b) => (a.from < b.from ? -1 : 1),
  );
  type Row = (typeof rows)[number];
  const columns = [
    { head: 'Name', names: true, cell: (row: Row) => row.name },
    { head: 'What', cell: (row: Row) => row.what },
    { head: 'Days', cell: (row: Row) => (row.from === row.to ? date(row.from) : `${date(row.from)} to ${date(row.to)}`) },
  ];
  return <DataTable caption="Terms and closed days" columns={columns} rows={rows} keyOf={(row) => `${row.what} ${row.name} ${row.from}`} />;
}

export function OwnLists({ policy }: { policy: PolicyDocument }) {
  const { lists = [], rules } = policy;
  if (lists.length === 0)
    return <Empty title="No lists of its own">Lists of addresses that the school’s rules name will stand here.</Empty>;
  const uses = (id: string): number => rules.filter(({ match }) => match.kind === 'list' && match.list === id).length;
  return (
    <div class="stack">
      {lists.map(({ id, name, entries }) => (
        <details key={id} class="own-list">
          <summary>
            {name}{' '}
            <span class="quiet-text">
              {entries.length} {entries.length === 1 ? 'address' : 'addresses'}, named by {uses(id)} {uses(id) === 1 ? 'rule' : 'rules'}
            </span>
          </summary>
          <ul class="tags">
            {entries.slice(0, 200).map((entry) => (
              <li key={entry}>{entry}</li>
            ))}
          </ul>
          {entries.length > 200 && <p class="quiet-text">and {entries.length - 200} more</p>}
        </details>
      ))}
    </div>
  );
}
