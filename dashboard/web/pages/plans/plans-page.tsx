// A teacher's plans, and for those who answer the plans that wait for them.
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type * as z from 'zod';
import { plansSchema } from '#policies/contracts/plan-api.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { counted } from '../../words/count-words.ts';
import { groupName } from '../../words/group-words.ts';
import { lessonParts } from '../../words/lesson-words.ts';
import { PersonName } from '../../words/person-name.tsx';
import { ReadyBadge } from '../../words/plan-words.tsx';
import { Badge } from '../../ui/badge.tsx';
import { OpenNow } from './open-now.tsx';

type Row = z.infer<typeof plansSchema>['plans'][number];

export function PlansPage() {
  const { may } = useSignedIn();
  const [opening, setOpening] = useState(false);
  return (
    <Page
      title="Lesson plans"
      lead="Plan a unit with the sites it needs: see what pupils would find, ask once for all of them, and have the pages fetched before the bell."
      aside={
        may('ask-for-site') && (
          <div class="actions">
            <Button onPress={() => setOpening(true)}>Open a page now</Button>
            <Link href="/plans/new" class="button primary">
              New plan
            </Link>
          </div>
        )
      }
    >
      <div class="stack wide-gap">
        {may('see-requests') && <Waiting />}
        {may('ask-for-site') && <Own />}
      </div>
      {opening && <OpenNow onClose={() => setOpening(false)} />}
    </Page>
  );
}

function Own() {
  const plans = useResource('/api/plans', plansSchema);
  return (
    <Section title="Your plans" lead="Those you changed last come first.">
      <Loaded from={plans} lines={4}>
        {({ plans: rows }) =>
          rows.length === 0 ? (
            <Empty title="You have no plan yet">
              Start one with the links you have: a list, a spreadsheet, a calendar or a document with links can be read in.
            </Empty>
          ) : (
            <PlansTable rows={rows} caption="Your plans" own />
          )
        }
      </Loaded>
    </Section>
  );
}

function Waiting() {
  const plans = useResource('/api/plans?waiting=1', plansSchema);
  return (
    <Section title="Plans that wait for an answer" lead="Each site of a plan is answered by itself; the teacher reads your reason.">
      <Loaded from={plans} lines={3}>
        {({ plans: rows }) =>
          rows.length === 0 ? (
            <Empty title="No plan waits for an answer">When a teacher asks for the sites of a plan, the plan stands here.</Empty>
          ) : (
            <PlansTable rows={rows} caption="Plans that wait for an answer" own={false} />
          )
        }
      </Loaded>
    </Section>
  );
}

function PlansTable({ rows, caption, own }: { rows: readonly Row[]; caption: string; own: boolean }) {
  const { me, time } = useSignedIn();
  const columns: Column<Row>[] = [
    {
      head: 'Plan',
      names: true,
      cell: (row) => (
        <span class="two-lines">
          <Link href={`/plans/${row.id}`} class="row-link">
            {row.title}
          </Link>
          <span class="quiet-text">
            {row.atOnce ? 'Opened in the lesson' : `${counted(row.lessons, 'lesson')}, ${counted(row.links, 'site')}`}
          </span>
        </span>
      ),
    },
    ...(own ? [] : [{ head: 'Teacher', cell: (row: Row) => <PersonName text={row.ownerName} /> }]),
    {
      head: 'Next lesson',
      cell: (row) => {
        if (row.next === null) return <span class="quiet-text">{row.lessons === 0 ? 'No lesson chosen yet' : 'All lessons are over'}</span>;
        const { group, day, period } = lessonParts(row.next, me.school);
        return (
          <span class="two-lines">
            {group}, {day}
            <span class="quiet-text">{period}</span>
          </span>
        );
      },
    },
    { head: 'Classes', cell: (row) => row.groups.map((id) => groupName(me.school.groups, id)).join(', ') || '–' },
    {
      head: 'State',
      cell: (row) => (
        <span class="badges">
          {row.waiting > 0 && (
            <Badge tone="care" icon="wait">
              {counted(row.waiting, 'site waits', 'sites wait')}
            </Badge>
          )}
          {row.ready !== null && <ReadyBadge state={row.ready} />}
        </span>
      ),
    },
    { head: 'Changed', cell: (row) => <time dateTime={new Date(row.changedAt).toISOString()}>{time.relative(row.changedAt)}</time> },
  ];
  return <DataTable caption={caption} columns={columns} rows={rows} keyOf={({ id }) => id} />;
}
