import { z } from 'zod';
import { severities } from '../model/severity.ts';

export const incidentStates = ['open', 'closed'] as const;
export const incidentOutcomes = ['no-concern', 'talked-with-pupil', 'parents-informed', 'referred', 'sanction', 'policy-changed'] as const;

/** One entry of an incident's trail; entries are only ever added. */
export const trailEntrySchema = z.object({
  at: z.number(),
  by: z.string(),
  kind: z.enum(['opened', 'event-added', 'note', 'unmasked', 'outcome', 'reopened']),
  text: z.string(),
});

export const incidentSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(incidentStates),
  severity: z.enum(severities),
  category: z.string().nullable(),
  /** Subject the incident is about, or null. Never a name. */
  subject: z.string().nullable(),
  openedAt: z.number(),
  openedBy: z.string(),
  outcome: z.enum(incidentOutcomes).nullable(),
  events: z.array(z.string()),
  trail: z.array(trailEntrySchema),
});
export type Incident = z.infer<typeof incidentSchema>;
export type TrailEntry = z.infer<typeof trailEntrySchema>;
