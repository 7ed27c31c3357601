// What people told the school from their browsers.
import { useState } from 'preact/hooks';
import type * as z from 'zod';
import { reportsListSchema } from '#policies/contracts/people-api.ts';
import { act } from '../../api/call.ts';
import type { Problem } from '../../api/problem.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty, Loaded, ProblemNotice } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';

type Told = z.infer<typeof reportsListSchema>['reports'][number];

export function ReportsPage() {
  const reports = useResource('/api/reports', reportsListSchema);
  return (
    <Page
      title="Reports"
      lead="What pupils and staff told the school from the Schoolgate button. Looking at this page is written into the audit trail."
    >
      <Loaded from={reports}>
        {(value) =>
          value.reports.length === 0 ? (
            <Empty title="Nothing was told yet">
              People find “Tell the school something” behind the Schoolgate button of their browser.
            </Empty>
          ) : (
            <div class="card">
              <ReportsTable reports={value.reports} onSeen={reports.reload} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function ReportsTable({ reports, onSeen }: { reports: readonly Told[]; onSeen: () => void }) {
  const { time } = useSignedIn();
  const columns: Column<Told>[] = [
    { head: 'When', names: true, cell: (told) => <time dateTime={new Date(told.at).toISOString()}>{time.moment(told.at)}</time> },
    { head: 'From', cell: (told) => told.from ?? 'Without a name' },
    { head: 'To', cell: (told) => told.to ?? 'Nobody in particular' },
    { head: 'What', cell: (told) => <span class="breakable">{told.text}</span> },
    {
      head: 'Seen',
      cell: (told) => (told.seen === null ? <MarkSeen told={told} onSeen={onSeen} /> : `${told.seen.by}, ${time.moment(told.seen.at)}`),
    },
  ];
  return <DataTable caption="Reports, the newest first" columns={columns} rows={reports} keyOf={(told) => told.id} />;
}

function MarkSeen({ told, onSeen }: { told: Told; onSeen: () => void }) {
  const { time } = useSignedIn();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function mark(): Promise<void> {
    setBusy(true);
    const answer = await act('POST', `/api/reports/${encodeURIComponent(told.id)}/seen`);
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) onSeen();
  }
  return (
    <>
      <Button busy={busy} onPress={() => void mark()}>
        Mark as seen<span class="out-of-sight"> the report of {time.moment(told.at)}</span>
      </Button>
      {problem && <ProblemNotice problem={problem} />}
    </>
  );
}
