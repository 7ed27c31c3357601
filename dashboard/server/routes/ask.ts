import { z } from 'zod';
import { askDryRunSchema, askedSchema, askFromBlockSchema, askPageSchema } from '#policies/contracts/dashboard-api.ts';
import { dryRunSchema } from '#policies/contracts/whitelist-request.ts';
import { formatTarget } from '#policies/engine/target.ts';
import { dryRun } from '#policies/workflows/dry-run.ts';
import { Problem, undoableField } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { askedWords } from '../requests/asked-words.ts';
import { blockedPage, unknownReference, whyStopped } from '../requests/blocked-page.ts';
import { enoughWaiting } from '../requests/enough-waiting.ts';
import { placeRequest } from '../requests/place-request.ts';
import { requestIdOf } from '../requests/request-id.ts';
import { classesOfStaff, lessonToCome, timetable } from '../requests/timetable.ts';

const params = z.object({ reference: z.string().max(64) });
const theKey = 'the reference is the key: only the block page showed it';
const staffOnly = new Problem(403, 'For staff', 'Only staff can try out or ask for a lesson.');

const askPage = route({
  method: 'GET',
  url: '/api/ask/:reference',
  public: theKey,
  perMinute: 120,
  schema: { params, answer: askPageSchema },
  async handler({ services, params: { reference }, at }) {
    const blocked = await blockedPage(services, reference, at);
    if (!blocked) return unknownReference;
    const { school, event, person, latest, mandatory } = blocked;
    const { policy } = latest.bundle;
    return {
      reference: event.id,
      schoolName: school.school.name,
      url: formatTarget(event.target),
      host: event.target.host,
      category: event.category,
      ...(await whyStopped(services, blocked)),
      asker: person?.kind === 'staff' ? ('staff' as const) : ('pupil' as const),
      mandatory,
      timetable: person?.kind === 'staff' && !mandatory ? timetable(policy, classesOfStaff(policy, person), at) : null,
      state: (await school.requests.byId(requestIdOf('ask', event.id)))?.state ?? null,
    };
  },
});

const tryOut = route({
  method: 'POST',
  url: '/api/ask/:reference/dry-run',
  public: theKey,
  perMinute: 30,
  schema: { params, body: askDryRunSchema, answer: dryRunSchema },
  async handler({ services, params: { reference }, body, at }) {
    const blocked = await blockedPage(services, reference, at);
    if (!blocked) return unknownReference;
    const { event, person, latest } = blocked;
    if (person?.kind !== 'staff') return staffOnly;
    const window = lessonToCome(latest.bundle.policy, classesOfStaff(latest.bundle.policy, person), body.lesson, at);
    if (window instanceof Problem) return window;
    return dryRun({ ...latest, target: event.target, wholeSite: body.wholeSite, audience: body.lesson.group, ...window, at });
  },
});

const ask = route({
  method: 'POST',
  url: '/api/ask/:reference',
  public: theKey,
  perMinute: 30,
  schema: { params, body: askFromBlockSchema, answer: askedSchema },
  async handler({ services, params: { reference }, body, at }) {
    const blocked = await blockedPage(services, reference, at);
    if (!blocked) return unknownReference;
    const { school, event, person, latest, mandatory } = blocked;
    const id = requestIdOf('ask', event.id);
    const asked = await school.requests.byId(id);
    if (asked) return { id, state: asked.state, message: askedWords[asked.state] };
    if (!mandatory && person?.kind === 'staff') {
      if (!body.lesson) return undoableField('lesson', 'Choose the class, the date and the period.');
      const window = lessonToCome(latest.bundle.policy, classesOfStaff(latest.bundle.policy, person), body.lesson, at);
      if (window instanceof Problem) return window;
    } else if (!mandatory && body.lesson) return staffOnly;
    const enough = mandatory ? null : await enoughWaiting(school, event.subject);
    if (enough) return enough;
    const { wholeSite, lesson, reason } = body;
    const request = await placeRequest(services.inTurn, school, {
      id,
      askedBy: { kind: 'subject', id: event.subject },
      reference: event.id,
      target: event.target,
      wholeSite,
      lesson: person?.kind === 'staff' ? lesson : null,
      reason,
      mandatory,
      at,
    });
    return { id, state: request.state, message: askedWords[request.state] };
  },
});

export const askRoutes = [askPage, tryOut, ask];
