import { z } from 'zod';
import { eventKinds } from '#policies/contracts/access-event.ts';
import { eventDetailSchema, eventsPageSchema, unmaskedSchema, unmaskSchema } from '#policies/contracts/dashboard-api.ts';
import { eventViews } from '../events/event-view.ts';
import { namesSomebody } from '../events/pseudonyms.ts';
import { conflict, notFound } from '../http/problem.ts';
import { idParams, optionalInstant, optionalList, optionalText, pageSize } from '../http/query.ts';
import { route } from '../http/route.ts';

const eventsQuery = z.object({
  kind: optionalList(z.enum(eventKinds)),
  category: optionalText,
  phase: optionalText,
  from: optionalInstant,
  until: optionalInstant,
  cursor: optionalText,
  limit: pageSize,
});

const listEvents = route({
  method: 'GET',
  url: '/api/events',
  permission: 'see-events',
  schema: { query: eventsQuery, answer: eventsPageSchema },
  async handler({ services, actor, school, query, at }) {
    const { kind: kinds, cursor, limit, ...rest } = query;
    const filter = Object.entries({ kind: kinds?.join(','), ...rest }).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${value}`],
    );
    await services.viewings.record(school, { by: actor.account, did: 'viewed-events', to: null, detail: filter.join(' ') || null }, at);
    const { category, phase, from, until } = rest;
    const page = await school.events.find({
      limit,
      ...(kinds?.length ? { kinds } : {}),
      ...(category === undefined ? {} : { category }),
      ...(phase === undefined ? {} : { phase }),
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    return { events: await eventViews(school, page.events), next: page.next };
  },
});

const oneEvent = route({
  method: 'GET',
  url: '/api/events/:id',
  permission: 'see-events',
  schema: { params: idParams, answer: eventDetailSchema },
  async handler({ services, actor, school, params, at }) {
    const event = await school.events.byId(params.id);
    if (!event) return notFound('event');
    await services.viewings.record(school, { by: actor.account, did: 'viewed-event', to: `event:${event.id}`, detail: null }, at);
    const [view] = await eventViews(school, [event]);
    return view ? { event: view, incidents: await school.incidents.ofEvent(event.id) } : notFound('event');
  },
});

const unmask = route({
  method: 'POST',
  url: '/api/events/:id/unmask',
  permission: 'unmask',
  schema: { params: idParams, body: unmaskSchema, answer: unmaskedSchema },
  async handler({ actor, school, params, body, at }) {
    const event = await school.events.byId(params.id);
    if (!event) return notFound('event');
    if (!namesSomebody(event.subject)) return conflict('No name was kept with this event, so there is none to show.');
    // Written down first: a name that cannot be recorded as seen is not shown.
    await school.audit.add({ at, by: actor.account, did: 'unmasked', to: `event:${event.id}`, detail: body.reason });
    for (const incident of await school.incidents.ofEvent(event.id))
      await school.incidents.add(incident, { at, by: actor.account, kind: 'unmasked', text: body.reason }, {});
    const [person, voucher] = await Promise.all([school.people.byId(event.subject), school.vouchers.byId(event.subject)]);
    return {
      name: person?.name ?? voucher?.guest ?? 'No longer on the roster',
      groups: event.groups,
      device: event.device,
      clientAddress: event.clientAddress,
    };
  },
});

export const eventRoutes = [listEvents, oneEvent, unmask];
