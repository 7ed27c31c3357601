import { useState } from 'preact/hooks';
import type * as z from 'zod';
import { rosterResultSchema, rosterSchema } from '#policies/contracts/dashboard-api.ts';
import { call } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { TextArea } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { counted } from '../../words/count-words.ts';
import { FilePick } from './file-pick.tsx';

type RosterResult = z.infer<typeof rosterResultSchema>;
type RosterProblem = RosterResult['problems'][number];

const initial = { csv: '' };

export function RosterImport() {
  const [result, setResult] = useState<RosterResult | null>(null);
  const form = useForm({
    initial,
    schema: rosterSchema.refine(({ csv }) => csv.trim() !== '', { path: ['csv'] }),
    body: (typed) => typed,
    words: { csv: 'Choose a file or paste the lines first.' },
    send: (body) => call('POST', '/api/roster', rosterResultSchema, { body }),
    done: setResult,
  });
  return (
    <div class="stack">
      <form class="form" onSubmit={form.submit} noValidate>
        <ErrorSummary form={form} />
        <FilePick label="CSV file" onText={(text) => form.set('csv', text)} />
        <TextArea
          form={form}
          name="csv"
          label="Or paste the lines"
          hint={
            <>
              One person a line: <code>login,name,kind,group</code>, for instance <code>s.patel@school.example,Sam Patel,pupil,8b</code>
            </>
          }
          rows={6}
          code
        />
        <div class="actions">
          <Button kind="primary" type="submit" busy={form.busy}>
            Import the roster
          </Button>
        </div>
      </form>
      {result && <ImportResult result={result} />}
    </div>
  );
}

function ImportResult({ result }: { result: RosterResult }) {
  const columns: Column<RosterProblem>[] = [
    { head: 'Line', names: true, numeric: true, cell: ({ line }) => line },
    { head: 'Problem', cell: ({ problem }) => problem },
  ];
  const all = result.problems.length === 0;
  return (
    <>
      <Notice tone={all ? 'good' : 'care'} title={`${counted(result.saved, 'person', 'people')} saved`} live>
        <p>
          {all
            ? 'Every line was understood.'
            : `${counted(result.problems.length, 'line was', 'lines were')} left out. The others are saved; correct these and import them again.`}
        </p>
      </Notice>
      {!all && (
        <DataTable
          caption="Lines that were left out"
          showCaption
          columns={columns}
          rows={result.problems}
          keyOf={({ line }, index) => `${line}-${index}`}
        />
      )}
    </>
  );
}
