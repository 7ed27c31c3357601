// "This is a mistake": written into the audit trail, and put before the committee as a request without a lesson, so that it
// stands in the queue that somebody works through. Its reason begins with words that tell it from a request.
import { z } from 'zod';
import { reportedSchema, reportSchema } from '#policies/contracts/dashboard-api.ts';
import { route } from '../http/route.ts';
import { blockedPage, unknownReference } from '../requests/blocked-page.ts';
import { enoughWaiting } from '../requests/enough-waiting.ts';
import { placeRequest } from '../requests/place-request.ts';
import { requestIdOf } from '../requests/request-id.ts';

const mark = 'Reported as a mistake: ';
const longestReason = 1000;

const report = route({
  method: 'POST',
  url: '/api/report/:reference',
  public: 'the reference is the key: only the block page showed it',
  perMinute: 30,
  schema: { params: z.object({ reference: z.string().max(64) }), body: reportSchema, answer: reportedSchema },
  async handler({ services, params: { reference }, body, at }) {
    const blocked = await blockedPage(services, reference, at);
    if (!blocked) return unknownReference;
    const { school, event, mandatory } = blocked;
    const id = requestIdOf('report', event.id);
    if (await school.requests.byId(id)) return { message: 'This was reported already. Thank you.' };
    const enough = mandatory ? null : await enoughWaiting(school, event.subject);
    if (enough) return enough;
    await school.audit.add({ at, by: `subject:${event.subject}`, did: 'reported-mistake', to: `event:${event.id}`, detail: body.text });
    const reason = `${mark}${body.text}`.slice(0, longestReason).toWellFormed();
    await placeRequest(services.inTurn, school, {
      id,
      askedBy: { kind: 'subject', id: event.subject },
      reference: event.id,
      target: event.target,
      wholeSite: true,
      lesson: null,
      reason,
      mandatory,
      at,
    });
    return {
      message: mandatory
        ? 'Thank you. Your report was recorded. Nobody at school can open this site, but they can tell those who keep the list.'
        : 'Thank you. The people at school who decide will look at it.',
    };
  },
});

export const reportRoutes = [report];
