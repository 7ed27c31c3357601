import { accessEventSchema } from '#policies/contracts/access-event.ts';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { EventRow } from './schema.ts';

/** An event as it is kept. Every row has the same keys in the same order; `event-store.ts` relies on it. */
export function rowOfEvent(event: AccessEvent): EventRow {
  return {
    id: event.id,
    at: event.at,
    kind: event.kind,
    point: event.enforcedBy.point,
    enforcer: event.enforcedBy.id,
    bundle: event.bundle,
    subject: event.subject,
    phase: event.phase,
    groups: JSON.stringify(event.groups),
    device: event.device,
    client_address: event.clientAddress,
    scheme: event.target.scheme,
    host: event.target.host,
    port: event.target.port,
    path: event.target.path,
    destination: event.destination,
    user_act: event.userAct === null ? null : Number(event.userAct),
    effect: event.effect,
    category: event.category,
    reported_category: event.flag?.category ?? event.category,
    rule_id: event.rule.id,
    rule_layer: event.rule.layer,
    rule_origin: JSON.stringify(event.rule.origin),
    list_id: event.list?.id ?? null,
    list_name: event.list?.name ?? null,
    list_line: event.list?.line ?? null,
    flag: event.flag && JSON.stringify(event.flag),
    search_term: event.searchTerm,
    status: event.status,
    bytes: event.bytes,
    place: event.place ?? null,
    went_on: event.wentOn === true ? 1 : null,
    typed: event.typed === true ? 1 : null,
  };
}

/** Throws when the row is not an event. */
export function eventOfRow(row: EventRow): AccessEvent {
  return accessEventSchema.parse({
    id: row.id,
    at: row.at,
    kind: row.kind,
    enforcedBy: { point: row.point, id: row.enforcer },
    bundle: row.bundle,
    subject: row.subject,
    phase: row.phase,
    groups: JSON.parse(row.groups),
    device: row.device,
    clientAddress: row.client_address,
    target: { scheme: row.scheme, host: row.host, port: row.port, path: row.path },
    destination: row.destination,
    ...(row.place === null ? {} : { place: row.place }),
    userAct: row.user_act === null ? null : row.user_act !== 0,
    effect: row.effect,
    ...(row.went_on === null ? {} : { wentOn: row.went_on !== 0 }),
    category: row.category,
    rule: { id: row.rule_id, layer: row.rule_layer, origin: JSON.parse(row.rule_origin) },
    list: row.list_id === null ? null : { id: row.list_id, name: row.list_name, line: row.list_line },
    flag: row.flag === null ? null : JSON.parse(row.flag),
    searchTerm: row.search_term,
    ...(row.typed === null ? {} : { typed: true }),
    status: row.status,
    bytes: row.bytes,
  });
}
