import { z } from 'zod';
import { messagesSchema } from '#policies/contracts/dashboard-api.ts';
import { conflict } from '../http/problem.ts';
import { route } from '../http/route.ts';

const newest = 200;

const listMessages = route({
  method: 'GET',
  url: '/api/messages',
  permission: 'see-jobs',
  schema: { answer: messagesSchema },
  async handler({ services, school }) {
    const letters = await school.letters.list({ limit: newest });
    return { mailServer: services.mail !== null, messages: letters.map(({ text: _text, urgent: _urgent, ...letter }) => letter) };
  },
});

const sendAgain = route({
  method: 'POST',
  url: '/api/messages/:id/again',
  permission: 'manage-jobs',
  // Longer than other ids: some say which lesson they are about.
  schema: { params: z.object({ id: z.string().max(300) }) },
  async handler({ school, params, actor, at }) {
    if (!(await school.letters.again(params.id, at))) return conflict('It was sent, or waits to be.');
    await school.audit.add({ at, by: actor.account, did: 'sent-again', to: `message:${params.id}`, detail: null });
    return undefined;
  },
});

export const messageRoutes = [listMessages, sendAgain];
