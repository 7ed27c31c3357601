// A device that could not keep or send an event says so; that something is missing from the records is a record itself.
import type { Heartbeat } from '#policies/contracts/extension-api.ts';
import type { SchoolStore } from '#store/school-store.ts';

type Lost = Heartbeat['lost'];

/** Writes what a device lost since its last word into the audit trail. To be called for one device one at a time. */
export async function recordLost(school: SchoolStore, device: string, before: Lost, now: Lost, at: number): Promise<void> {
  const dropped = more(now?.dropped ?? 0, before?.dropped ?? 0);
  const refused = more(now?.refused ?? 0, before?.refused ?? 0);
  const parts = [
    ...(dropped > 0 ? [`${dropped} ordinary, dropped because too many waited to be sent`] : []),
    ...(refused > 0 ? [`${refused} that the server did not accept`] : []),
  ];
  if (parts.length > 0) await school.audit.add({ at, by: 'system', did: 'lost-events', to: `device:${device}`, detail: parts.join('; ') });
}

/** A browser whose store was made anew counts from nought again. */
const more = (now: number, before: number): number => (now >= before ? now - before : now);
