// The first thing on the first page: what waits for a person, with the way to it where the role has one.
import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import { incidentsSchema, requestsSchema } from '#policies/contracts/dashboard-api.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { formatCount } from '../../words/count-words.ts';
import { SeverityBadge, severityOrder } from '../../words/event-words.tsx';
import { lessonWords } from '../../words/lesson-words.ts';
import type { Overview } from './overview.ts';

const shown = 3;

export function Attention({ overview }: { overview: Overview }) {
  const { may } = useSignedIn();
  const { silentDevices, unguardedDevices, devices } = overview;
  return (
    <section aria-labelledby="attention-title">
      <h2 id="attention-title" class="out-of-sight">
        What needs somebody now
      </h2>
      <div class="attention">
        <Card
          count={overview.openIncidents}
          title="Open incidents"
          calm="No incident is open."
          tone="bad"
          href={may('see-incidents') ? '/incidents' : null}
        >
          {may('see-incidents') && overview.openIncidents > 0 && <OpenIncidents />}
        </Card>
        <Card
          count={overview.waitingRequests}
          title="Requests waiting"
          calm="No request waits for a decision."
          tone="care"
          href={may('see-requests') ? '/requests' : null}
        >
          {may('see-requests') && overview.waitingRequests > 0 && <WaitingRequests />}
        </Card>
        <Card
          count={overview.waitingPlans}
          title="Lesson plans waiting"
          calm="No plan waits for an answer."
          tone={overview.passedOnPlans > 0 ? 'bad' : 'care'}
          href={may('see-requests') ? '/plans' : null}
        >
          <p class="quiet-text">
            {overview.passedOnPlans > 0
              ? `${formatCount(overview.passedOnPlans)} of them nobody has answered in time: they went to the head.`
              : 'Teachers wait to know which sites their classes may use.'}
          </p>
        </Card>
        <Card
          count={unguardedDevices + silentDevices}
          title="Devices without their extension"
          calm={devices === 0 ? 'No device is enrolled yet.' : `All ${formatCount(devices)} enrolled devices were heard from.`}
          unknown={devices === 0}
          tone={unguardedDevices > 0 ? 'bad' : 'care'}
          href={may('see-devices') ? '/devices' : null}
        >
          {unguardedDevices > 0 && (
            <p>
              {unguardedDevices === 1 ? 'One browses' : `${formatCount(unguardedDevices)} browse`} through the proxy while the extension is
              silent. Somebody may have got rid of it.
            </p>
          )}
          {silentDevices > 0 && (
            <p class="quiet-text">
              {formatCount(silentDevices)} of {formatCount(devices)} enrolled were not heard from. Most will be switched off; one that is in
              use away from school may not be protected.
            </p>
          )}
        </Card>
      </div>
    </section>
  );
}

interface CardProps {
  readonly count: number;
  readonly title: string;
  /** What it says when the count is nought. */
  readonly calm: string;
  /** There is nothing yet that could be counted, so nought is no good news. */
  readonly unknown?: boolean;
  readonly tone: Tone;
  readonly href: string | null;
  readonly children: ComponentChildren;
}

function Card({ count, title, calm, unknown = false, tone, href, children }: CardProps) {
  return (
    <div class="card attention-card">
      <div class="attention-head">
        <h3>{href ? <Link href={href}>{title}</Link> : title}</h3>
        {count === 0 ? (
          <Badge tone={unknown ? 'calm' : 'good'} icon={unknown ? 'ordinary' : 'allow'}>
            {unknown ? 'None yet' : 'Clear'}
          </Badge>
        ) : (
          <span class={`attention-count ${tone}`}>{formatCount(count)}</span>
        )}
      </div>
      {count === 0 ? <p class="quiet-text">{calm}</p> : children}
    </div>
  );
}

function OpenIncidents() {
  const answer = useResource('/api/incidents', incidentsSchema);
  if (answer.state !== 'ready') return null;
  const open = answer.value.incidents
    .filter((incident) => incident.state === 'open')
    .toSorted((a, b) => severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity) || a.openedAt - b.openedAt);
  return (
    <ul class="attention-list">
      {open.slice(0, shown).map((incident) => (
        <li key={incident.id}>
          <Link href={`/incidents/${incident.id}`}>{incident.title}</Link>
          <SeverityBadge severity={incident.severity} />
        </li>
      ))}
    </ul>
  );
}

function WaitingRequests() {
  const { me } = useSignedIn();
  const answer = useResource('/api/requests?state=waiting', requestsSchema);
  if (answer.state !== 'ready') return null;
  const soonest = answer.value.requests.toSorted(
    (a, b) => (a.request.lesson?.date ?? '9999').localeCompare(b.request.lesson?.date ?? '9999') || a.request.at - b.request.at,
  );
  return (
    <ul class="attention-list">
      {soonest.slice(0, shown).map(({ request }) => (
        <li key={request.id}>
          <Link href={`/requests/${request.id}`}>{request.host}</Link>
          <span class="quiet-text">{request.lesson ? lessonWords(request.lesson, me.school) : 'No lesson named'}</span>
        </li>
      ))}
    </ul>
  );
}
