import { Link } from 'wouter-preact';
import type * as z from 'zod';
import { policyViewSchema } from '#policies/contracts/dashboard-api.ts';
import { useResource } from '../../api/use-resource.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { useSignedIn } from '../../session/session.tsx';
import { dayName } from '../../time/school-time.ts';
import { categoryName } from '../../words/category-words.ts';
import { formatCount } from '../../words/count-words.ts';
import { GridTable } from './grid-table.tsx';
import { Calendar, OwnLists, Schedules, TimedEntries } from './timed-entries.tsx';
import { PhaseDuties } from './phase-duties.tsx';
import { RulesInForce } from './rules-in-force.tsx';

export type PolicyView = z.infer<typeof policyViewSchema>;

export function PolicyPage() {
  const policy = useResource('/api/policy', policyViewSchema);
  const { may } = useSignedIn();
  return (
    <Page
      title="Policy"
      lead={
        policy.state === 'ready'
          ? `Version ${policy.value.version}, sent out as bundle ${policy.value.bundle}. What is allowed for whom, and every exception with its end.`
          : 'What is allowed for whom, and every exception with its end.'
      }
      aside={
        may('edit-policy') && (
          <Link href="/policy/edit" class="button primary">
            Change the policy
          </Link>
        )
      }
    >
      <Loaded from={policy} lines={12}>
        {(view) => (
          <div class="stack wide-gap">
            <Section title="Rules in force" lead="Decisions and school rules, beside the grid. Those with an end lapse by themselves.">
              <RulesInForce rules={view.policy.rules} groups={view.policy.groups} />
            </Section>
            <Section title="The grid" lead="Each category for each group. Open a category to read what it means.">
              <GridTable policy={view.policy} />
            </Section>
            <Section
              title="At certain times"
              lead="What stands in place of the grid while a schedule holds; of several entries the strictest."
            >
              <TimedEntries policy={view.policy} />
            </Section>
            <div class="pair">
              <Section title="What else holds" lead="For every page that somebody of the group opens.">
                <PhaseDuties policy={view.policy} />
              </Section>
              <Section title="Periods" lead={`Times of the school day (${view.policy.timeZone}).`}>
                <Periods periods={view.policy.periods} />
              </Section>
            </div>
            <div class="pair">
              <Section title="Schedules" lead="Times that entries and rules depend on.">
                <Schedules policy={view.policy} />
              </Section>
              <Section title="Terms and closed days" lead="They make a weekday a school day or not.">
                <Calendar policy={view.policy} date={dayName} />
              </Section>
            </div>
            <Section title="The school’s own lists" lead="Addresses that the school’s rules name.">
              <OwnLists policy={view.policy} />
            </Section>
            <Section title="Lists" lead="What puts a site into a category, with the number of entries.">
              <Lists lists={view.lists} />
            </Section>
            <Section
              title="Relayed unread"
              lead="Connections to these sites are never opened by the filter. It knows that they were visited, and nothing more."
            >
              <PassThrough hosts={view.policy.passThrough} />
            </Section>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Periods({ periods }: { periods: PolicyView['policy']['periods'] }) {
  if (periods.length === 0)
    return <Empty title="No periods yet">Lessons are named by period; the school’s timetable will stand here.</Empty>;
  const columns = [
    { head: 'Period', names: true, cell: (period: (typeof periods)[number]) => period.name },
    { head: 'Time', cell: (period: (typeof periods)[number]) => `${period.from}–${period.to}` },
  ];
  return <DataTable caption="Periods of the school day" columns={columns} rows={periods} keyOf={(period) => period.id} />;
}

function Lists({ lists }: { lists: PolicyView['lists'] }) {
  if (lists.length === 0) return <Empty title="No lists yet">Category lists that are loaded will stand here.</Empty>;
  return (
    <ul class="lists">
      {lists.map((list) => (
        <li key={list.id}>
          <span>
            {list.name}
            {categoryName(list.category) !== list.name && <span class="quiet-text"> {categoryName(list.category)}</span>}
          </span>
          <span class="numeric">{formatCount(list.entries)}</span>
        </li>
      ))}
    </ul>
  );
}

function PassThrough({ hosts }: { hosts: readonly string[] }) {
  if (hosts.length === 0) return <p class="quiet-text">None: every connection is read.</p>;
  return (
    <ul class="tags">
      {hosts.map((host) => (
        <li key={host}>{host}</li>
      ))}
    </ul>
  );
}
