// What the system does later or for a long time, for those who run it.
import { useEffect, useState } from 'preact/hooks';
import { useSearch } from 'wouter-preact';
import type * as z from 'zod';
import { jobsSchema } from '#policies/contracts/plan-api.ts';
import { act } from '../../api/call.ts';
import type { Problem } from '../../api/problem.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Switcher } from '../../ui/switcher.tsx';
import { Messages } from './messages.tsx';

type Job = z.infer<typeof jobsSchema>['jobs'][number];

const kinds: Readonly<Record<Job['kind'], string>> = {
  precache: 'Fetch a page for a lesson',
  prepare: 'Fetch the pages of a lesson',
  look: 'Look at a page as a pupil',
  remind: 'Pass on what nobody answers',
  close: 'Close a page that has changed',
  measure: 'Count what a lesson was spared',
  tell: 'Tell a teacher how ready a lesson is',
};
const states: Readonly<Record<Job['state'], readonly [word: string, tone: Tone, icon: IconName]>> = {
  waiting: ['Waits', 'calm', 'wait'],
  running: ['Runs', 'note', 'wait'],
  done: ['Done', 'good', 'allow'],
  failed: ['Failed', 'bad', 'block'],
  cancelled: ['Stopped', 'calm', 'close'],
};
const views = [
  { id: 'now', label: 'Now and to come', path: '/api/jobs?state=waiting,running' },
  { id: 'failed', label: 'Failed', path: '/api/jobs?state=failed' },
  { id: 'all', label: 'All', path: '/api/jobs' },
] as const;
const again = 3_000;

export function JobsPage() {
  const asked = new URLSearchParams(useSearch()).get('show');
  const view = views.find((one) => one.id === asked) ?? views[0];
  const options = [...views, { id: 'messages', label: 'Messages' }].map(({ id, label }) => ({
    href: id === 'now' ? '/jobs' : `/jobs?show=${id}`,
    label,
    current: id === (asked === 'messages' ? asked : view.id),
  }));
  return (
    <Page
      title="Jobs"
      lead="Work that is done later or takes long, and messages by e-mail. It goes on where it was after a restart; what has ended is kept for 30 days."
      aside={<Switcher label="Which jobs" options={options} />}
    >
      <div class="stack">{asked === 'messages' ? <Messages /> : <Jobs key={view.id} view={view} />}</div>
    </Page>
  );
}

function Jobs({ view }: { view: (typeof views)[number] }) {
  const jobs = useResource(view.path, jobsSchema);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && jobs.reload(), again);
    return () => clearInterval(timer);
  }, [jobs.reload]);
  const stop = async (id: string): Promise<void> => {
    const answer = await act('POST', `/api/jobs/${encodeURIComponent(id)}/cancel`, { body: {} });
    setProblem(answer.ok ? null : answer.problem);
    jobs.reload();
  };
  return (
    <>
      {problem && (
        <Notice tone="bad" title={problem.title} live>
          <p>{problem.detail}</p>
        </Notice>
      )}
      <Loaded from={jobs}>
        {({ jobs: rows }) =>
          rows.length === 0 ? (
            <Empty title={view.id === 'failed' ? 'Nothing has failed' : 'Nothing to do'}>
              Pages are fetched for lessons, and requests passed on that nobody answers.
            </Empty>
          ) : (
            <div class="card">
              <JobsTable rows={rows} onStop={(id) => void stop(id)} />
            </div>
          )
        }
      </Loaded>
    </>
  );
}

function JobsTable({ rows, onStop }: { rows: readonly Job[]; onStop: (id: string) => void }) {
  const { may, time } = useSignedIn();
  const columns: Column<Job>[] = [
    {
      head: 'Job',
      names: true,
      cell: (job) => (
        <span class="two-lines">
          {kinds[job.kind]}
          <span class="quiet-text">{job.about}</span>
        </span>
      ),
    },
    { head: 'State', cell: (job) => <State job={job} /> },
    {
      head: 'When',
      cell: ({ state, dueAt, endedAt }) =>
        endedAt !== null ? `Ended ${time.relative(endedAt)}` : state === 'running' ? 'Now' : time.moment(dueAt),
    },
    { head: 'Tries', numeric: true, cell: ({ attempts }) => attempts },
    { head: 'Outcome', cell: ({ words }) => words ?? '–' },
    ...(may('manage-jobs')
      ? [
          {
            head: 'Do',
            cell: (job: Job) =>
              job.endedAt === null ? (
                <Button kind="quiet" onPress={() => onStop(job.id)}>
                  Stop
                  <span class="out-of-sight">
                    {' '}
                    {kinds[job.kind]}, {job.about}
                  </span>
                </Button>
              ) : (
                '–'
              ),
          },
        ]
      : []),
  ];
  return <DataTable caption="Jobs, newest first" columns={columns} rows={rows} keyOf={({ id }) => id} />;
}

function State({ job }: { job: Job }) {
  const [word, tone, icon] = states[job.state];
  return (
    <span class="two-lines">
      <span class="badges">
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
      </span>
      {job.progress !== null && <progress max={1} value={job.progress} aria-label="How far it is" />}
    </span>
  );
}
