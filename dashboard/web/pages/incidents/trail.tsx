import type { TrailEntry } from '#policies/contracts/incident.ts';
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
          {entry.text !== '' && <p class="trail-text">{entry.text}</p>}
          <p class="quiet-text">
            <time dateTime={new Date(entry.at).toISOString()}>{time.moment(entry.at)}</time>
          </p>
        </li>
      ))}
    </ol>
  );
}
