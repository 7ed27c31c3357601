import { Link, useSearch } from 'wouter-preact';
import type * as z from 'zod';
import { incidentsSchema } from '#policies/contracts/dashboard-api.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { Switcher } from '../../ui/switcher.tsx';
import { categoryName } from '../../words/category-words.ts';
import { SeverityBadge, severityOrder } from '../../words/event-words.tsx';
import { IncidentStateBadge, outcomeName } from '../../words/incident-words.tsx';

type IncidentView = z.infer<typeof incidentsSchema>['incidents'][number];

const views = [
  { id: 'open', label: 'Open' },
  { id: 'closed', label: 'Closed' },
  { id: 'all', label: 'All' },
] as const;

export function IncidentsPage() {
  const { may } = useSignedIn();
  const asked = new URLSearchParams(useSearch()).get('show');
  const view = views.find((one) => one.id === asked) ?? views[0];
  const incidents = useResource('/api/incidents', incidentsSchema);
  return (
    <Page
      title="Incidents"
      lead="Events that somebody looks into, with everything that was done about them."
      aside={
        <Switcher
          label="Which incidents"
          options={views.map((one) => ({
            href: one.id === 'open' ? '/incidents' : `/incidents?show=${one.id}`,
            label: one.label,
            current: one === view,
          }))}
        />
      }
    >
      <Loaded from={incidents}>
        {(value) => {
          const rows = value.incidents.filter((incident) => view.id === 'all' || incident.state === view.id).toSorted(mostPressing);
          return rows.length === 0 ? (
            <Empty title={view.id === 'open' ? 'No incident is open' : 'No incident here'}>
              {may('see-events') ? (
                <>
                  An incident starts from an event: open one on the <Link href="/events">Events</Link> page and choose “Open as incident”.
                </>
              ) : (
                'Incidents that the committee opens will stand here.'
              )}
            </Empty>
          ) : (
            <div class="card">
              <IncidentsTable incidents={rows} />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** Open before closed, urgent before low, then newest. */
function mostPressing(a: IncidentView, b: IncidentView): number {
  if (a.state !== b.state) return a.state === 'open' ? -1 : 1;
  const severity = a.state === 'open' ? severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity) : 0;
  return severity || b.openedAt - a.openedAt;
}

function IncidentsTable({ incidents }: { incidents: readonly IncidentView[] }) {
  const { time } = useSignedIn();
  const columns: Column<IncidentView>[] = [
    {
      head: 'Incident',
      names: true,
      cell: (incident) => (
        <Link href={`/incidents/${incident.id}`} class="row-link">
          {incident.title}
        </Link>
      ),
    },
    { head: 'How soon', cell: (incident) => <SeverityBadge severity={incident.severity} soon /> },
    {
      head: 'State',
      cell: (incident) => (
        <span class="badges">
          <IncidentStateBadge state={incident.state} />
          {incident.outcome && <span class="quiet-text">{outcomeName(incident.outcome)}</span>}
        </span>
      ),
    },
    { head: 'Category', cell: (incident) => categoryName(incident.category) },
    { head: 'About', whole: true, cell: (incident) => incident.pseudonym ?? 'Nobody' },
    {
      head: 'Opened',
      cell: (incident) => <time dateTime={new Date(incident.openedAt).toISOString()}>{time.moment(incident.openedAt)}</time>,
    },
  ];
  return <DataTable caption="Incidents, most pressing first" columns={columns} rows={incidents} keyOf={(incident) => incident.id} />;
}
