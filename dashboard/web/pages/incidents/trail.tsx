import { Link } from 'wouter-preact';
import type { TrailEntry } from '#policies/contracts/incident.ts';
import { formatReference, parseReference } from '#policies/engine/reference.ts';
import { useSignedIn } from '../../session/session.tsx';
import { trailKindWords } from '../../words/incident-words.tsx';

/** Oldest first, as it happened. */
export function Trail({ entries, people }: { entries: readonly TrailEntry[]; people: Readonly<Record<string, string>> }) {
  const { time } = useSignedIn();
  return (
    <ol class="trail">
      {entries.map((entry, index) => (
        <li key={index}>
          <p class="trail-head">
            <strong>{people[entry.by] ?? 'A colleague'}</strong> {trailKindWords(entry.kind)}
          </p>
          <What entry={entry} />
          <p class="quiet-text">
            <time dateTime={new Date(entry.at).toISOString()}>{time.moment(entry.at)}</time>
          </p>
        </li>
      ))}
    </ol>
  );
}

/** What the entry says; an event is named by its reference and can be opened by those who may. */
function What({ entry }: { entry: TrailEntry }) {
  const { may } = useSignedIn();
  const reference = entry.kind === 'event-added' ? parseReference(entry.text) : null;
  if (entry.text === '') return null;
  return <p class="trail-text">{reference === null ? entry.text : may('see-events') ? <Link href={`/events?open=${reference}`}>{formatReference(reference)}</Link> : formatReference(reference)}</p>;
}
