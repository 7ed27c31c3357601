// What needs somebody now, then how blocked and flagged access went over time. Numbers and groups only; never a name.
import { useSearch } from 'wouter-preact';
import { overviewSchema } from '#policies/contracts/dashboard-api.ts';
import { useResource } from '../../api/use-resource.ts';
import { daysBetween, stackByCategory } from '../../charts/stack.ts';
import { StackedBars } from '../../charts/stacked-bars.tsx';
import { useSignedIn } from '../../session/session.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Switcher } from '../../ui/switcher.tsx';
import { Attention } from './attention.tsx';
import type { Overview } from './overview.ts';
import { NobodyIsTold } from './nobody-is-told.tsx';
import { GroupsSection } from './groups-section.tsx';

const periods = ['7', '14', '28'] as const;

export function OverviewPage() {
  const { me } = useSignedIn();
  const asked = new URLSearchParams(useSearch()).get('days');
  const days = periods.find((one) => one === asked) ?? '14';
  const overview = useResource(`/api/overview?days=${days}`, overviewSchema);
  return (
    <Page
      title="Overview"
      lead={`What needs somebody at ${me.school.name}, and what was blocked and flagged. Numbers only: no names are shown here.`}
      aside={
        <Switcher label="Period" options={periods.map((one) => ({ href: `/?days=${one}`, label: `${one} days`, current: one === days }))} />
      }
    >
      <Loaded from={overview} lines={12}>
        {(value) => (
          <div class="stack wide-gap">
            <NobodyIsTold messages={value.messages} />
            <Attention overview={value} />
            <Charts overview={value} />
            <GroupsSection series={value.series} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Charts({ overview }: { overview: Overview }) {
  const days = daysBetween(overview.from, overview.until);
  const blocked = stackByCategory(
    overview.series.filter((count) => count.kind === 'blocked'),
    days,
  );
  const flagged = stackByCategory(
    overview.series.filter((count) => count.kind === 'flagged'),
    days,
  );
  return (
    <div class="pair">
      <Section title="Blocked">
        {blocked.total === 0 ? (
          <Empty title="Nothing was blocked">Each day’s stopped pages will stand here, by category, once somebody meets the filter.</Empty>
        ) : (
          <StackedBars title="Blocked access by category" what="blocked" stack={blocked} />
        )}
      </Section>
      <Section title="Flagged">
        {flagged.total === 0 ? (
          <Empty title="Nothing was flagged">
            Searches and typed words that are on a phrase list will stand here. Nothing is blocked by a flag; a person looks.
          </Empty>
        ) : (
          <StackedBars title="Flagged access by category" what="flagged" stack={flagged} />
        )}
      </Section>
    </div>
  );
}
