import type { z } from 'zod';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { eventViewSchema } from '#policies/contracts/dashboard-api.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { pseudonyms } from './pseudonyms.ts';

export type EventView = z.infer<typeof eventViewSchema>;

/**
 * Events as committees see them: pseudonyms instead of subjects, and neither the address nor the device that it came from,
 * because whoever may see devices knows many of them by their owners' names. Unmasking tells both.
 */
export async function eventViews(school: SchoolStore, events: readonly AccessEvent[]): Promise<EventView[]> {
  const pseudonym = await pseudonyms(
    school,
    events.map((event) => event.subject),
  );
  return events.map(({ subject, clientAddress: _hidden, enforcedBy: { point, id }, ...shown }) => ({
    ...shown,
    device: null,
    enforcedBy: { point, id: point === 'proxy' ? id : 'extension' },
    pseudonym: pseudonym(subject),
  }));
}
