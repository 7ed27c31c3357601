import {
  createdSchema,
  incidentDetailSchema,
  incidentsSchema,
  noteSchema,
  openIncidentSchema,
  outcomeSchema,
} from '#policies/contracts/dashboard-api.ts';
import { eventViews } from '../events/event-view.ts';
import { conflict, notFound } from '../http/problem.ts';
import { idParams } from '../http/query.ts';
import { route } from '../http/route.ts';
import { incidentViews, namesInTrail } from '../incidents/incident-view.ts';
import { incidentFrom } from '../incidents/open-incident.ts';

const newest = 200;

const listIncidents = route({
  method: 'GET',
  url: '/api/incidents',
  permission: 'see-incidents',
  schema: { answer: incidentsSchema },
  async handler({ services, actor, school, at }) {
    await services.viewings.record(school, { by: actor.account, did: 'viewed-incidents', to: null, detail: null }, at);
    return { incidents: await incidentViews(school, await school.incidents.list(newest)) };
  },
});

const oneIncident = route({
  method: 'GET',
  url: '/api/incidents/:id',
  permission: 'see-incidents',
  schema: { params: idParams, answer: incidentDetailSchema },
  async handler({ services, actor, school, params, at }) {
    const incident = await school.incidents.byId(params.id);
    if (!incident) return notFound('incident');
    await services.viewings.record(school, { by: actor.account, did: 'viewed-incident', to: `incident:${incident.id}`, detail: null }, at);
    const found = await Promise.all(incident.events.map((id) => school.events.byId(id)));
    const [view] = await incidentViews(school, [incident]);
    if (!view) return notFound('incident');
    return {
      incident: view,
      events: await eventViews(
        school,
        found.filter((event) => event !== null),
      ),
      people: await namesInTrail(school, incident),
    };
  },
});

const openIncident = route({
  method: 'POST',
  url: '/api/incidents',
  permission: 'handle-incidents',
  schema: { body: openIncidentSchema, answer: createdSchema },
  async handler({ actor, school, body, at }) {
    const event = await school.events.byId(body.event);
    if (!event) return notFound('event');
    const incident = incidentFrom(event, { title: body.title, note: body.note, by: actor.account, at });
    await school.incidents.open(incident);
    await school.audit.add({
      at,
      by: actor.account,
      did: 'opened-incident',
      to: `incident:${incident.id}`,
      detail: `from event ${event.id}`,
    });
    return { id: incident.id };
  },
});

const addNote = route({
  method: 'POST',
  url: '/api/incidents/:id/notes',
  permission: 'handle-incidents',
  schema: { params: idParams, body: noteSchema },
  async handler({ actor, school, params, body, at }) {
    const incident = await school.incidents.byId(params.id);
    if (!incident) return notFound('incident');
    await school.incidents.add(incident.id, { at, by: actor.account, kind: 'note', text: body.text }, {});
    await school.audit.add({ at, by: actor.account, did: 'noted-on-incident', to: `incident:${incident.id}`, detail: null });
    return undefined;
  },
});

const setOutcome = route({
  method: 'POST',
  url: '/api/incidents/:id/outcome',
  permission: 'handle-incidents',
  schema: { params: idParams, body: outcomeSchema },
  handler: ({ services, actor, school, params, body, at }) =>
    services.inTurn(`incident:${school.school.id}:${params.id}`, async () => {
      const incident = await school.incidents.byId(params.id);
      if (!incident) return notFound('incident');
      if (incident.state === 'closed') return conflict('This incident was closed already. What is new can still be added as a note.');
      await school.incidents.add(
        incident.id,
        { at, by: actor.account, kind: 'outcome', text: body.text },
        { state: 'closed', outcome: body.outcome },
      );
      await school.audit.add({ at, by: actor.account, did: 'closed-incident', to: `incident:${incident.id}`, detail: body.outcome });
      return undefined;
    }),
});

export const incidentRoutes = [listIncidents, oneIncident, openIncident, addNote, setOutcome];
