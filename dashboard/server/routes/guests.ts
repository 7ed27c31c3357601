// Vouchers for visitors: who vouches, for whom, what for and how long. The proxy's page takes the code.
import { randomBytes } from 'node:crypto';
import { guestInvitedSchema, guestInviteSchema, guestsSchema } from '#policies/contracts/dashboard-api.ts';
import { formatReference, referenceFrom } from '#policies/engine/reference.ts';
import type { SchoolStore, Voucher } from '#store/school-store.ts';
import { newId, sha256 } from '../accounts/secret-token.ts';
import { guestView } from '../guests/guest-view.ts';
import { conflict } from '../http/problem.ts';
import { idParams } from '../http/query.ts';
import { route } from '../http/route.ts';

const shown = 500;
const hour = 3_600_000;

const listGuests = route({
  method: 'GET',
  url: '/api/guests',
  permission: 'sponsor-guests',
  schema: { answer: guestsSchema },
  async handler({ school, at }) {
    const [vouchers, sponsorName] = await Promise.all([school.vouchers.list(shown), sponsorNames(school)]);
    return { guests: vouchers.map((voucher) => guestView(voucher, sponsorName, at)) };
  },
});

const inviteGuest = route({
  method: 'POST',
  url: '/api/guests',
  permission: 'sponsor-guests',
  perMinute: 60,
  schema: { body: guestInviteSchema, answer: guestInvitedSchema },
  async handler({ actor, school, body, at }) {
    const code = referenceFrom(randomBytes(8));
    const voucher: Voucher = {
      id: newId('guest'),
      guest: body.guest,
      purpose: body.purpose,
      sponsor: actor.account,
      createdAt: at,
      expiresAt: at + body.hours * hour,
      endedAt: null,
      address: null,
      usedAt: null,
    };
    await school.vouchers.add(voucher, sha256(code));
    await school.audit.add({ at, by: actor.account, did: 'made-voucher', to: `guest:${voucher.id}`, detail: body.purpose });
    return { guest: guestView(voucher, await sponsorNames(school), at), code: formatReference(code) };
  },
});

const endGuest = route({
  method: 'POST',
  url: '/api/guests/:id/end',
  permission: 'sponsor-guests',
  schema: { params: idParams },
  async handler({ actor, school, params, at }) {
    if (!(await school.vouchers.end(params.id, at))) return conflict('This voucher has been ended already, or there is none.');
    await school.audit.add({ at, by: actor.account, did: 'ended-voucher', to: `guest:${params.id}`, detail: null });
    return undefined;
  },
});

async function sponsorNames(school: SchoolStore): Promise<(account: string) => string> {
  const names = new Map((await school.accounts.list()).map(({ id, name }) => [id, name]));
  return (account) => names.get(account) ?? 'Somebody who has left';
}

export const guestRoutes = [listGuests, inviteGuest, endGuest];
