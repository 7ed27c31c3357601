import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { Incident } from '#policies/contracts/incident.ts';
import { newId } from '../accounts/secret-token.ts';
import { namesSomebody } from '../events/pseudonyms.ts';

/** The incident that somebody opens from an event. It is about the event's subject where a name was kept. */
export function incidentFrom(
  event: AccessEvent,
  opened: { readonly title: string; readonly note: string; readonly by: string; readonly at: number },
): Incident {
  const { title, note, by, at } = opened;
  return {
    id: newId('incident'),
    title,
    state: 'open',
    severity: event.flag?.severity ?? (event.effect === 'block' ? 'medium' : 'low'),
    category: event.flag?.category ?? event.category,
    subject: namesSomebody(event.subject) ? event.subject : null,
    openedAt: at,
    openedBy: by,
    outcome: null,
    events: [event.id],
    trail: [
      { at, by, kind: 'opened', text: title },
      { at, by, kind: 'event-added', text: event.id },
      ...(note.trim() === '' ? [] : [{ at, by, kind: 'note' as const, text: note }]),
    ],
  };
}
