import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { Incident, TrailEntry } from '#policies/contracts/incident.ts';
import { severities } from '#policies/model/severity.ts';
import type { AuditEntry } from '#store/school-store.ts';
import type { Random } from './random.ts';

const minute = 60_000;

/** What somebody wrote, how long after the entry before (minutes). */
type Step = readonly [after: number, kind: 'note' | 'unmasked' | 'outcome' | 'reopened', text: string];

interface Case {
  readonly category: string;
  readonly title: string;
  /** What the incident ended with, or null while it is open. */
  readonly outcome: Incident['outcome'];
  readonly steps: readonly Step[];
}

const cases: readonly Case[] = [
  {
    category: 'self-harm',
    title: 'Repeated searches about self-harm',
    outcome: 'referred',
    steps: [
      [6, 'unmasked', 'Several searches in three days: I need to know who it is to look after them today.'],
      [25, 'note', 'Form tutor and pastoral lead told. Pupil seen at lunch; safe today, wants to talk again.'],
      [180, 'note', 'Parents came in. They knew, and are relieved that school noticed.'],
      [20, 'outcome', 'Referred to the school nurse and the local mental health team. Reviewed weekly.'],
    ],
  },
  {
    category: 'bullying',
    title: 'Searches that sound like a threat',
    outcome: null,
    steps: [
      [10, 'unmasked', 'The words name violence against somebody; the head of year has to act before the end of the day.'],
      [55, 'note', 'Head of year spoke with the pupil: a song, they say. Two friends say the same.'],
      [15, 'outcome', 'Talked with the pupil. No further step for now.'],
      [210, 'reopened', 'Another search of the same kind in the last lesson.'],
    ],
  },
  {
    category: 'eating-disorder',
    title: 'Searches about losing weight in secret',
    outcome: null,
    steps: [
      [20, 'note', 'Seen together with the entries of last week. The pattern is new.'],
      [45, 'unmasked', 'To ask the form tutor and the PE department whether they have noticed anything.'],
      [120, 'note', 'PE has noticed too. Parents are invited for next week.'],
    ],
  },
  {
    category: 'drugs',
    title: 'Searches about buying drugs and vapes',
    outcome: 'parents-informed',
    steps: [
      [30, 'unmasked', 'Buying is named. The police liaison officer asks us to speak with the family first.'],
      [90, 'note', 'Pupil says it was for a friend. Talked about where to find help.'],
      [60, 'outcome', 'Parents informed by telephone; leaflet and helpline given.'],
    ],
  },
  {
    category: 'proxy-avoidance',
    title: 'Many tries to get round the filter',
    outcome: 'talked-with-pupil',
    steps: [
      [40, 'note', 'Always at lunch, always the same site. Nothing got through.'],
      [15, 'unmasked', 'To speak with the pupil about why.'],
      [100, 'outcome', 'Talked with the pupil: it was for a game. Signed the acceptable use agreement again.'],
    ],
  },
  {
    category: 'gambling',
    title: 'Betting sites tried in the library',
    outcome: 'no-concern',
    steps: [
      [25, 'note', 'In the week of the probability lessons, and the textbook prints the address.'],
      [10, 'outcome', 'No concern. Maths has been asked to use the worksheet instead.'],
    ],
  },
];

/** Incidents from what happened up to `until`, with the audit entries of those who worked on them. */
export function demoIncidents(
  events: readonly AccessEvent[],
  until: number,
  by: string,
  random: Random,
): { incidents: Incident[]; audit: AuditEntry[] } {
  const before = events.filter(({ at, subject }) => at < until && subject.startsWith('pupil-'));
  const incidents = cases.flatMap((each) => incidentOf(each, before, by, random) ?? []);
  return { incidents, audit: incidents.flatMap(auditOf) };
}

function incidentOf(
  { category, title, outcome, steps }: Case,
  events: readonly AccessEvent[],
  by: string,
  random: Random,
): Incident | null {
  const found = mostOfOne(events.filter((event) => (event.flag?.category ?? event.category) === category && event.kind !== 'ordinary'));
  const [first] = found;
  const last = found.at(-1);
  if (!first || !last) return null;
  const openedAt = last.at + random.whole(15, 50) * minute;
  let at = openedAt;
  const trail: TrailEntry[] = [
    { at, by, kind: 'opened', text: title },
    ...found.map(({ id }) => ({ at, by, kind: 'event-added' as const, text: id })),
  ];
  for (const [after, kind, text] of steps) trail.push({ at: (at += after * minute), by, kind, text });
  return {
    id: `incident-${random.hex(16)}`,
    title,
    state: outcome === null ? 'open' : 'closed',
    severity: severities.findLast((severity) => found.some(({ flag }) => flag?.severity === severity)) ?? 'medium',
    category,
    subject: first.subject,
    openedAt,
    openedBy: by,
    outcome,
    events: found.map(({ id }) => id),
    trail,
  };
}

/** The events of whoever has most of them, at most six. */
function mostOfOne(events: readonly AccessEvent[]): AccessEvent[] {
  const bySubject = Map.groupBy(events, ({ subject }) => subject);
  const most = [...bySubject.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
  return most.toSorted((a, b) => a.at - b.at).slice(0, 6);
}

/** The same words that the dashboard writes. */
function auditOf({ id, openedAt, openedBy: by, events, trail, outcome }: Incident): AuditEntry[] {
  const to = `incident:${id}`;
  const event = `event:${events[0] ?? ''}`;
  return [
    { at: openedAt - 2 * minute, by, did: 'viewed-event', to: event, detail: null },
    { at: openedAt, by, did: 'opened-incident', to, detail: `from event ${events[0] ?? ''}` },
    ...trail.flatMap(({ at, kind, text }): AuditEntry[] => {
      if (kind === 'unmasked') return [{ at, by, did: 'unmasked', to: event, detail: text }];
      if (kind === 'note') return [{ at, by, did: 'noted-on-incident', to, detail: null }];
      if (kind === 'outcome') return [{ at, by, did: 'closed-incident', to, detail: outcome ?? 'talked-with-pupil' }];
      return [];
    }),
  ];
}
