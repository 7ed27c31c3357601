import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import type * as z from 'zod';
import { auditPageSchema } from '#policies/contracts/dashboard-api.ts';
import { usePages } from '../../api/use-pages.ts';
import { useSignedIn } from '../../session/session.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Older } from '../../ui/older.tsx';
import { Page } from '../../ui/page.tsx';
import { PersonName } from '../../words/person-name.tsx';
import { actDone, detailWords } from './audit-words.ts';

type AuditEntry = z.infer<typeof auditPageSchema>['entries'][number];

export function AuditPage() {
  const pages = usePages('/api/audit', auditPageSchema, (answer) => ({ items: answer.entries, next: answer.next }));
  return (
    <Page title="Audit trail" lead="Who looked and who changed what, newest first. Nobody can change or remove an entry.">
      <Loaded from={pages} lines={10}>
        {(entries) =>
          entries.length === 0 ? (
            <Empty title="Nothing has happened yet">Every sign-in, look at events, name shown, decision and change will stand here.</Empty>
          ) : (
            <div class="card">
              <AuditTable entries={entries} />
              <Older pages={pages} what="entries" />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  const { time } = useSignedIn();
  const columns: Column<AuditEntry>[] = [
    { head: 'When', cell: (entry) => <time dateTime={new Date(entry.at).toISOString()}>{time.moment(entry.at)}</time> },
    { head: 'Did', names: true, whole: true, cell: (entry) => actDone(entry.did) },
    { head: 'Who', cell: (entry) => <PersonName text={entry.by === 'system' ? 'Schoolgate itself' : entry.by} /> },
    { head: 'To', cell: (entry) => <Thing to={entry.to === `account:${entry.by}` ? null : entry.to} /> },
    { head: 'Detail', cell: (entry) => (entry.detail === null ? <span class="quiet-text">–</span> : detailWords(entry.detail, time)) },
  ];
  return (
    <DataTable caption="Audit trail, newest first" columns={columns} rows={entries} keyOf={(entry, index) => `${entry.at}-${index}`} />
  );
}

/** `incident:7` leads to the incident, for those who may see it. */
function Thing({ to }: { to: string | null }) {
  const { may } = useSignedIn();
  if (to === null) return <span class="quiet-text">–</span>;
  const colon = to.indexOf(':');
  const [what, id] = [to.slice(0, colon), to.slice(colon + 1)];
  const link = (href: string, words: ComponentChildren) => <Link href={href}>{words}</Link>;
  if (what === 'event' && may('see-events')) return link(`/events?open=${encodeURIComponent(id)}`, `Event ${id}`);
  if (what === 'incident' && may('see-incidents')) return link(`/incidents/${encodeURIComponent(id)}`, 'An incident');
  if (what === 'request' && may('see-requests')) return link(`/requests/${encodeURIComponent(id)}`, 'A request');
  return colon < 0 ? to : `${what.charAt(0).toUpperCase()}${what.slice(1)} ${id}`;
}
