// Everything that is known of one event, and what may be done about it.
import { Link } from 'wouter-preact';
import { eventDetailSchema } from '#policies/contracts/dashboard-api.ts';
import { formatReference } from '#policies/engine/reference.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { categoryName } from '../../words/category-words.ts';
import { formatBytes } from '../../words/count-words.ts';
import { actWords, addressOf, destinationName, layerName, originWords, warningWords } from '../../words/event-because.ts';
import { KindBadge, SeverityBadge } from '../../words/event-words.tsx';
import { groupName } from '../../words/group-words.ts';
import type { EventView } from './events-table.tsx';
import { OpenIncident } from './open-incident.tsx';
import { Unmask } from './unmask.tsx';

export function EventDetail({ id }: { id: string }) {
  const { may } = useSignedIn();
  const detail = useResource(`/api/events/${encodeURIComponent(id)}`, eventDetailSchema);
  return (
    <Loaded from={detail} lines={9}>
      {({ event, incidents }) => (
        <div class="stack">
          <WhatHappened event={event} />
          <Why event={event} />
          <Who event={event} />
          {may('unmask') && <Unmask event={event} />}
          {incidents.length > 0 && (
            <Notice tone="note" title="Part of an incident">
              {incidents.map((incident) => (
                <p key={incident}>
                  {may('see-incidents') ? (
                    <Link href={`/incidents/${incident}`}>See the incident’s trail</Link>
                  ) : (
                    'The safeguarding lead handles it.'
                  )}
                </p>
              ))}
            </Notice>
          )}
          {may('handle-incidents') && <OpenIncident event={event} />}
        </div>
      )}
    </Loaded>
  );
}

function WhatHappened({ event }: { event: EventView }) {
  const { time } = useSignedIn();
  return (
    <div class="stack small-gap">
      <p class="badges">
        <KindBadge kind={event.kind} wentOn={event.wentOn} />
        {event.flag && <SeverityBadge severity={event.flag.severity} soon />}
      </p>
      <p class="address">{addressOf(event.target)}</p>
      {event.searchTerm !== null && (
        <p>
          {event.typed === true ? 'Typed' : 'Searched for'} <q>{event.searchTerm}</q>
        </p>
      )}
      {event.flag && (
        <p>
          The words <q>{event.flag.phrase}</q> stand on the phrase list {event.flag.list} (line {event.flag.line}), for{' '}
          {categoryName(event.flag.category).toLowerCase()}.
        </p>
      )}
      <p class="quiet-text">
        {time.moment(event.at)} ({time.relative(event.at)})
      </p>
    </div>
  );
}

function Why({ event }: { event: EventView }) {
  return (
    <section>
      <h3>Why</h3>
      <Facts
        of={[
          ['Category', categoryName(event.category)],
          event.list && ['On the list', `${event.list.name}, line ${event.list.line}`],
          ['Decided by', layerName(event.rule.layer)],
          ['Rule', originWords(event.rule.origin)],
          ['Policy bundle', `Number ${event.bundle}`],
          ['Reference', formatReference(event.id)],
        ]}
      />
    </section>
  );
}

function Who({ event }: { event: EventView }) {
  const { me } = useSignedIn();
  const warning = warningWords(event);
  return (
    <section>
      <h3>Who and how</h3>
      <Facts
        of={[
          ['Person', event.pseudonym],
          [
            'Groups',
            event.groups.map((group) => groupName(me.school.groups, group)).join(', ') || groupName(me.school.groups, event.phase),
          ],
          ['Asked for', destinationName(event.destination)],
          ['A person’s own act', actWords(event.userAct)],
          warning === null ? null : ['The warning', warning],
          ['Stopped or seen by', event.enforcedBy.point === 'proxy' ? 'The proxy on the network' : 'The extension in the browser'],
          event.status === null ? null : ['Answered with', `HTTP ${event.status}`],
          event.bytes === null ? null : ['Sent to the device', formatBytes(event.bytes)],
        ]}
      />
    </section>
  );
}
