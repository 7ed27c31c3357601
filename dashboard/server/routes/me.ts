import { meSchema, passwordSchema } from '#policies/contracts/dashboard-api.ts';
import { me } from '../accounts/me.ts';
import { busy, undoableField } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { hashPassword, verifyPassword } from '../sign-in/password-hash.ts';
import { startSession } from '../sign-in/sessions.ts';

const whoAmI = route({
  method: 'GET',
  url: '/api/me',
  signedIn: 'everybody may know who they are signed in as',
  schema: { answer: meSchema },
  handler: ({ school, account, at }) => me(school, account, at),
});

const setPassword = route({
  method: 'POST',
  url: '/api/me/password',
  signedIn: 'everybody may set their own password',
  perMinute: 10,
  schema: { body: passwordSchema },
  async handler({ services, school, account, body, request, reply, at }) {
    const { passwordHash } = account;
    if (passwordHash !== null) {
      // Somebody at an unattended desk must not be able to take the account over.
      const right = await services.hashing(() => verifyPassword(body.current ?? '', passwordHash));
      if (right === 'busy') return busy;
      if (!right) return undoableField('current', 'Write the passphrase that you have now.');
    }
    const hash = await services.hashing(() => hashPassword(body.password));
    if (hash === 'busy') return busy;
    const changed = { ...account, passwordHash: hash };
    await school.accounts.save(changed);
    // Every session of the account has ended by this; the one here goes on under a new id.
    await startSession(services, request, reply, changed);
    await school.audit.add({ at, by: account.id, did: 'set-password', to: `account:${account.id}`, detail: null });
    return undefined;
  },
});

export const meRoutes = [whoAmI, setPassword];
