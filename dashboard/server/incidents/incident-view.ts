import type { z } from 'zod';
import type { incidentDetailSchema } from '#policies/contracts/dashboard-api.ts';
import type { Incident } from '#policies/contracts/incident.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { pseudonyms } from '../events/pseudonyms.ts';

export type IncidentView = z.infer<typeof incidentDetailSchema>['incident'];

/** Incidents with a pseudonym instead of whom they are about. */
export async function incidentViews(school: SchoolStore, incidents: readonly Incident[]): Promise<IncidentView[]> {
  const pseudonym = await pseudonyms(
    school,
    incidents.flatMap(({ subject }) => (subject === null ? [] : [subject])),
  );
  return incidents.map(({ subject, ...shown }) => ({ ...shown, pseudonym: subject === null ? null : pseudonym(subject) }));
}

/** Account id → name of everybody in an incident's trail. */
export async function namesInTrail(school: SchoolStore, incident: Incident): Promise<Record<string, string>> {
  const ids = [...new Set([incident.openedBy, ...incident.trail.map((entry) => entry.by)])];
  const accounts = await Promise.all(ids.map((id) => school.accounts.byId(id)));
  return Object.fromEntries(accounts.flatMap((account) => (account ? [[account.id, account.name]] : [])));
}
