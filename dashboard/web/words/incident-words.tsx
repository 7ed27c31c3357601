import type { Incident, TrailEntry } from '#policies/contracts/incident.ts';
import { Badge } from '../ui/badge.tsx';

type Outcome = NonNullable<Incident['outcome']>;

const outcomes: Readonly<Record<Outcome, { readonly name: string; readonly hint: string }>> = {
  'no-concern': { name: 'No concern', hint: 'Harmless, for instance schoolwork.' },
  'talked-with-pupil': { name: 'Talked with the pupil', hint: 'Settled in a conversation.' },
  'parents-informed': { name: 'Parents informed', hint: 'Parents or carers know of it.' },
  referred: { name: 'Referred', hint: 'Passed on, for instance to children’s services or the police.' },
  sanction: { name: 'Sanction', hint: 'Dealt with under the behaviour policy.' },
  'policy-changed': { name: 'Policy changed', hint: 'The filter was wrong or missing something, and was changed.' },
};

export function outcomeName(outcome: Outcome): string {
  return outcomes[outcome].name;
}

export const outcomeChoices = Object.entries(outcomes).map(([value, { name, hint }]) => ({ value, label: name, hint }));

const trailKinds: Readonly<Record<TrailEntry['kind'], string>> = {
  opened: 'opened the incident',
  'event-added': 'added an event',
  note: 'wrote a note',
  unmasked: 'saw the name',
  outcome: 'recorded the outcome',
  reopened: 'reopened the incident',
};

export function trailKindWords(kind: TrailEntry['kind'], count: number): string {
  return kind === 'event-added' && count > 1 ? `added ${count} events` : trailKinds[kind];
}

export function IncidentStateBadge({ state }: { state: Incident['state'] }) {
  return state === 'open' ? (
    <Badge tone="care" icon="wait">
      Open
    </Badge>
  ) : (
    <Badge tone="calm" icon="allow">
      Closed
    </Badge>
  );
}
