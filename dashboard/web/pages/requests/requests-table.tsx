import { Link } from 'wouter-preact';
import type * as z from 'zod';
import type { requestViewSchema } from '#policies/contracts/dashboard-api.ts';
import type { LessonRef } from '#policies/contracts/whitelist-request.ts';
import { useSignedIn } from '../../session/session.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { lessonParts } from '../../words/lesson-words.ts';
import { PersonName } from '../../words/person-name.tsx';
import { ReadinessBadge, RequestStateBadge } from '../../words/request-words.tsx';

export type RequestView = z.infer<typeof requestViewSchema>;

export function RequestsTable({ requests, caption, own = false }: { requests: readonly RequestView[]; caption: string; own?: boolean }) {
  const { time } = useSignedIn();
  const columns: Column<RequestView>[] = [
    {
      head: 'Site',
      names: true,
      cell: ({ request }) => (
        <span class="site">
          <Link href={`/requests/${request.id}`} class="row-link">
            {request.host}
          </Link>
          {request.path !== null && <span class="site-path">{request.path}</span>}
        </span>
      ),
    },
    {
      head: 'For',
      cell: ({ request }) => (request.lesson ? <Lesson lesson={request.lesson} /> : <span class="quiet-text">No lesson named</span>),
    },
    ...(own ? [] : [{ head: 'Asked by', cell: (view: RequestView) => <PersonName text={view.askedByName} /> }]),
    {
      head: 'State',
      cell: ({ request, readiness }) => (
        <span class="badges">
          <RequestStateBadge state={request.state} />
          {readiness && <ReadinessBadge state={readiness.state} />}
        </span>
      ),
    },
    { head: 'Asked', cell: ({ request }) => <time dateTime={new Date(request.at).toISOString()}>{time.moment(request.at)}</time> },
  ];
  return <DataTable caption={caption} columns={columns} rows={requests} keyOf={({ request }) => request.id} />;
}

function Lesson({ lesson }: { lesson: LessonRef }) {
  const { me } = useSignedIn();
  const { group, day, period } = lessonParts(lesson, me.school);
  return (
    <span class="two-lines">
      {group}, {day}
      <span class="quiet-text">{period}</span>
    </span>
  );
}
