// Vouchers for visitors: made by staff, traceable to them, and ended at once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPageSchema, eventsPageSchema, guestInvitedSchema, guestsSchema } from '#policies/contracts/dashboard-api.ts';
import { parseReference } from '#policies/engine/reference.ts';
import { sha256 } from '#dashboard/server/accounts/secret-token.ts';
import type { Caller } from './support/caller.ts';
import { openHouse, type House } from './support/open-house.ts';
import { blockedEvent } from './support/samples.ts';

let house: House;
let teacher: Caller;
let lead: Caller;
beforeAll(async () => {
  house = await openHouse();
  [teacher, lead] = [await house.signIn('teacher'), await house.signIn('safeguarding-lead')];
});
afterAll(() => house.close());

const visitor = { guest: '  Ms Visitor ', purpose: 'Governors’ evening', hours: 4 };
const make = async (): Promise<{ id: string; code: string }> => {
  const { guest, code } = guestInvitedSchema.parse((await teacher.post('/api/guests', visitor)).json);
  return { id: guest.id, code };
};
const stateOf = async (id: string) =>
  guestsSchema.parse((await lead.get('/api/guests')).json).guests.find((guest) => guest.id === id)?.state;
const trail = async () => auditPageSchema.parse((await lead.get('/api/audit')).json).entries;

test('a teacher makes a voucher; its code is told once, works once it is typed, and who vouches is on the trail', async () => {
  const { id, code } = await make();
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const listed = await lead.get('/api/guests');
  const [guest] = guestsSchema.parse(listed.json).guests;
  expect(guest).toMatchObject({ id, guest: 'Ms Visitor', purpose: 'Governors’ evening', state: 'waiting' });
  expect((guest?.expiresAt ?? 0) - (guest?.createdAt ?? 0)).toBe(4 * 3_600_000);
  expect(guest?.sponsor).not.toBe('');
  expect(listed.text).not.toContain(code);
  expect((await trail()).find(({ did }) => did === 'made-voucher')).toMatchObject({ to: `guest:${id}`, detail: 'Governors’ evening' });
  await house.school.vouchers.use(sha256(parseReference(code) ?? ''), '10.0.0.1', house.now());
  expect(await stateOf(id)).toBe('online');
});

test('a voucher is ended once, and is over when its time is', async () => {
  const { id, code } = await make();
  expect((await lead.post(`/api/guests/${id}/end`, undefined)).status).toBe(204);
  expect(await stateOf(id)).toBe('ended');
  expect((await lead.post(`/api/guests/${id}/end`, undefined)).status).toBe(409);
  expect(await house.school.vouchers.use(sha256(parseReference(code) ?? ''), '10.0.0.1', house.now())).toBeNull();
  expect((await trail())[0]).toMatchObject({ did: 'ended-voucher', to: `guest:${id}` });
});

test('what a guest did stands under a pseudonym, and the safeguarding lead can see who it was', async () => {
  const { id } = await make();
  const event = { ...blockedEvent(house.now()), subject: id, phase: 'guest', groups: ['guest'] };
  await house.school.events.append([event]);
  const shown = eventsPageSchema.parse((await lead.get('/api/events?limit=5')).json).events.find((one) => one.id === event.id);
  expect(JSON.stringify(shown)).toMatch(/"Guest [0-9A-F]{6}"/);
  const unmasked = await lead.post(`/api/events/${event.id}/unmask`, { reason: 'To speak with whoever vouched' });
  expect(unmasked.json).toMatchObject({ name: 'Ms Visitor' });
});

test('a voucher that says nothing, or lasts for ever, is not made', async () => {
  for (const wrong of [
    { ...visitor, guest: ' ' },
    { ...visitor, purpose: '' },
    { ...visitor, hours: 0 },
    { ...visitor, hours: 673 },
    { ...visitor, hours: 1.5 },
  ])
    expect((await teacher.post('/api/guests', wrong)).status).toBe(400);
});
