import { useState } from 'preact/hooks';
import type * as z from 'zod';
import { incidentDetailSchema } from '#policies/contracts/dashboard-api.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { categoryName } from '../../words/category-words.ts';
import { SeverityBadge } from '../../words/event-words.tsx';
import { IncidentStateBadge, outcomeName } from '../../words/incident-words.tsx';
import { EventsTable } from '../events/events-table.tsx';
import { ExportForm } from './export-form.tsx';
import { NoteForm } from './note-form.tsx';
import { OutcomeForm } from './outcome-form.tsx';
import { Trail } from './trail.tsx';

type IncidentDetail = z.infer<typeof incidentDetailSchema>;

export function IncidentPage({ id }: { id: string }) {
  const detail = useResource(`/api/incidents/${encodeURIComponent(id)}`, incidentDetailSchema);
  const title = detail.state === 'ready' ? detail.value.incident.title : 'Incident';
  return (
    <Page title={title} back={{ href: '/incidents', label: 'Incidents' }}>
      <Loaded from={detail} lines={10}>
        {(value) => <Incident detail={value} onChanged={detail.reload} />}
      </Loaded>
    </Page>
  );
}

function Incident({ detail, onChanged }: { detail: IncidentDetail; onChanged: () => void }) {
  const { may, time } = useSignedIn();
  const { incident, events, people } = detail;
  const [said, setSaid] = useState<string | null>(null);
  const changed = (words: string) => () => {
    setSaid(words);
    onChanged();
  };
  return (
    <div class="stack wide-gap">
      <div class="summary-row">
        <span class="badges">
          <IncidentStateBadge state={incident.state} />
          <SeverityBadge severity={incident.severity} soon />
        </span>
        <Facts
          of={[
            ['Category', categoryName(incident.category)],
            ['About', incident.pseudonym ?? 'Nobody in particular'],
            ['Opened', `${time.moment(incident.openedAt)} by ${people[incident.openedBy] ?? 'a colleague'}`],
            incident.outcome && ['Outcome', outcomeName(incident.outcome)],
          ]}
        />
      </div>
      {said && (
        <Notice tone="good" live>
          <p>{said}</p>
        </Notice>
      )}
      <Section title="Events" lead="What was seen. People are shown by pseudonym.">
        <EventsTable events={events} hrefOf={may('see-events') ? (event) => `/events?open=${event.id}` : null} />
      </Section>
      <div class="pair uneven">
        <Section title="Trail" lead="Everything that was done, in order. Entries can be added and never changed.">
          <Trail entries={incident.trail} people={people} />
        </Section>
        {(may('handle-incidents') || may('export-evidence')) && (
          <div class="stack">
            {may('handle-incidents') && (
              <Section title="Add a note">
                <NoteForm incident={incident.id} onDone={changed('Your note was added to the trail.')} />
              </Section>
            )}
            {may('handle-incidents') && incident.state === 'open' && (
              <Section title="Record the outcome" lead="This closes the incident. Its trail stays.">
                <OutcomeForm incident={incident.id} onDone={changed('The outcome was recorded and the incident is closed.')} />
              </Section>
            )}
            {may('export-evidence') && (
              <Section
                title="Evidence"
                lead="Everything on this page as a signed pack: whoever gets it can check that nothing was changed."
              >
                <ExportForm incident={incident.id} onDone={changed('The evidence pack was made. Look for it among your downloads.')} />
              </Section>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
