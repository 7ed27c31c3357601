import { Link } from 'wouter-preact';
import type { TrailEntry } from '#policies/contracts/incident.ts';
import { formatReference, parseReference } from '#policies/engine/reference.ts';
import { useSignedIn } from '../../session/session.tsx';
import { trailKindWords } from '../../words/incident-words.tsx';
import { foldTrail, type TrailStep } from './fold-trail.ts';

/** Oldest first, as it happened. */
export function Trail({ entries, people }: { entries: readonly TrailEntry[]; people: Readonly<Record<string, string>> }) {
  const { time } = useSignedIn();
  return (
    <ol class="trail">
      {foldTrail(entries).map((step, index) => (
        <li key={index}>
          <p>
            <strong>{people[step.by] ?? 'A colleague'}</strong> {trailKindWords(step.kind, step.texts.length)}
          </p>
          {step.kind === 'event-added' ? <Events step={step} /> : step.texts.map((text) => <p class="trail-text">{text}</p>)}
          <p class="quiet-text">
            <time dateTime={new Date(step.at).toISOString()}>{time.moment(step.at)}</time>
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Events are named by their references and can be opened by those who may. */
function Events({ step }: { step: TrailStep }) {
  const { may } = useSignedIn();
  return (
    <ul class="trail-events">
      {step.texts.map((text) => {
        const reference = parseReference(text);
        const words = reference === null ? text : formatReference(reference);
        return (
          <li key={text}>{reference !== null && may('see-events') ? <Link href={`/events?open=${reference}`}>{words}</Link> : words}</li>
        );
      })}
    </ul>
  );
}
