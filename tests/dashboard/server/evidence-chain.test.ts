import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { keepChains } from '#dashboard/server/evidence/keep-chains.ts';
import { checkChainOf, signHead } from '#dashboard/server/evidence/signed-head.ts';
import { openHouse, type House } from './support/open-house.ts';
import { blockedEvent } from './support/samples.ts';

let house: House;
const at = Date.parse('2026-11-26T09:00:00Z');
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('what is kept is chained while the server runs, and its end is signed with the school’s key', async () => {
  await house.school.events.append([blockedEvent(at), blockedEvent(at + 1)]);
  const chains = keepChains(house.store, () => at, pino({ enabled: false }));
  await vi.waitFor(async () => expect(await house.school.chain.latestSignedHead()).not.toBeNull());
  await chains.stop();
  const check = await checkChainOf(house.school);
  expect(check).toMatchObject({ heads: 1, broken: null });
  expect(check.records).toBeGreaterThanOrEqual(2);
});

test('a head that another key signed is found', async () => {
  await house.school.audit.add({ at, by: 'x', did: 'looked', to: null, detail: null });
  await house.school.chain.extend(at);
  const head = await house.school.chain.head();
  if (!head) throw new Error('nothing was chained');
  await house.school.chain.saveSignedHead({ ...head, at, signature: Buffer.alloc(64).toString('base64') });
  expect(await signHead(house.school, at)).toMatchObject({ number: head.number });
  expect((await checkChainOf(house.school)).broken).toMatchObject({ what: 'head-forged', link: head.number });
});
