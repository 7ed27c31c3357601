import type * as z from 'zod';
import { Link } from 'wouter-preact';
import type { eventViewSchema } from '#policies/contracts/dashboard-api.ts';
import { useSignedIn } from '../../session/session.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { categoryName } from '../../words/category-words.ts';
import { KindBadge, SeverityBadge } from '../../words/event-words.tsx';
import { groupName } from '../../words/group-words.ts';

export type EventView = z.infer<typeof eventViewSchema>;

interface EventsTableProps {
  readonly events: readonly EventView[];
  /** Address of an event's details, or `null` for those who may not open them. */
  readonly hrefOf: ((event: EventView) => string) | null;
}

export function EventsTable({ events, hrefOf }: EventsTableProps) {
  const { me, time } = useSignedIn();
  const columns: Column<EventView>[] = [
    {
      head: 'Site',
      names: true,
      cell: (event) => (
        <span class="site">
          {hrefOf ? (
            <Link href={hrefOf(event)} class="row-link">
              {event.target.host}
            </Link>
          ) : (
            event.target.host
          )}
          {event.searchTerm !== null ? (
            <span class="site-path">
              {event.typed === true ? 'Typed' : 'Searched for'} “{event.searchTerm}”
            </span>
          ) : (
            event.target.path !== null && event.target.path !== '/' && <span class="site-path">{event.target.path}</span>
          )}
        </span>
      ),
    },
    {
      head: 'What happened',
      cell: (event) => (
        <span class="badges">
          <KindBadge kind={event.kind} wentOn={event.wentOn} />
          {event.flag && <SeverityBadge severity={event.flag.severity} />}
        </span>
      ),
    },
    { head: 'Category', cell: (event) => categoryName(event.flag?.category ?? event.category) },
    {
      head: 'Who',
      cell: (event) => (
        <span class="two-lines">
          {event.pseudonym}
          <span class="quiet-text">{groupName(me.school.groups, event.groups[0] ?? event.phase)}</span>
        </span>
      ),
    },
    { head: 'When', cell: (event) => <time dateTime={new Date(event.at).toISOString()}>{time.moment(event.at)}</time> },
  ];
  return <DataTable caption="Events, newest first" columns={columns} rows={events} keyOf={(event) => event.id} />;
}
