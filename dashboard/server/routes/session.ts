import { meSchema, oneTimeSchema, signInSchema } from '#policies/contracts/dashboard-api.ts';
import { me } from '../accounts/me.ts';
import { Problem } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { byLink } from '../sign-in/by-link.ts';
import { byPassword } from '../sign-in/by-password.ts';
import { signOut, startSession } from '../sign-in/sessions.ts';

const signIn = route({
  method: 'POST',
  url: '/api/session',
  public: 'nobody is signed in before signing in',
  perMinute: 30,
  schema: { body: signInSchema, answer: meSchema },
  async handler({ services, request, reply, body, at }) {
    const account = await byPassword(services, body, request.ip, at);
    if (account instanceof Problem) return account;
    const school = services.store.forSchool(account.school);
    await school.audit.add({ at, by: account.id, did: 'signed-in', to: `account:${account.id}`, detail: 'by password' });
    await startSession(services, request, reply, account);
    return me(school, account, at);
  },
});

const signInOnce = route({
  method: 'POST',
  url: '/api/session/one-time',
  public: 'the link is the key, and it works once',
  perMinute: 30,
  schema: { body: oneTimeSchema, answer: meSchema },
  async handler({ services, request, reply, body, at }) {
    const account = await byLink(services, body.token, at);
    if (account instanceof Problem) return account;
    const school = services.store.forSchool(account.school);
    await school.audit.add({ at, by: account.id, did: 'signed-in', to: `account:${account.id}`, detail: 'by one-time link' });
    await startSession(services, request, reply, account);
    return me(school, account, at);
  },
});

const leave = route({
  method: 'DELETE',
  url: '/api/session',
  signedIn: 'everybody may sign out',
  schema: {},
  async handler({ services, request, reply, actor, school, at }) {
    await signOut(services, request, reply);
    await school.audit.add({ at, by: actor.account, did: 'signed-out', to: `account:${actor.account}`, detail: null });
    return undefined;
  },
});

export const sessionRoutes = [signIn, signInOnce, leave];
