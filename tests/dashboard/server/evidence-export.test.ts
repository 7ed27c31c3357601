import { createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { incidentPack } from '#dashboard/server/evidence/incident-pack.ts';
import { signingKey } from '#dashboard/server/policy/bundle-key.ts';
import { readPack } from '#main/evidence/read-pack.ts';
import { fingerprintOf, verifyPack } from '#main/evidence/verify-pack.ts';
import type { Role } from '#policies/model/actor.ts';
import { openHouse, type House } from './support/open-house.ts';
import { blockedEvent } from './support/samples.ts';

let house: House;
let incident: string;
const at = Date.parse('2026-11-26T09:00:00Z');
const event = blockedEvent(at);
beforeAll(async () => {
  house = await openHouse();
  await house.school.events.append([event]);
  const lead = await house.signIn('safeguarding-lead');
  await lead.call('POST', '/api/incidents', { event: event.id, title: 'Games again', note: 'Third time.' });
  incident = (await house.school.incidents.list(1))[0]?.id ?? '';
});
afterAll(() => house.close());

async function packFor(role: Role): Promise<Uint8Array> {
  const found = await house.school.incidents.byId(incident);
  const account = (await house.school.accounts.list()).find((one) => one.role === role);
  if (!found || !account) throw new Error('no incident or no account');
  return incidentPack(house.school, found, { account, reason: 'Asked for by the police', at });
}

const textOf = (zip: Uint8Array, name: string): string => {
  const files = readPack(zip);
  return files.ok ? Buffer.from(files.value[name] ?? []).toString('latin1') : files.problem;
};

test('the lead’s pack is verified with the school’s key, names the person, and holds the chain’s signed end and a tagged PDF', async () => {
  const pack = await packFor('safeguarding-lead');
  const fingerprint = fingerprintOf(createPublicKey(await signingKey(house.school)));
  const verified = verifyPack(pack, fingerprint);
  expect(verified).toMatchObject({ ok: true, value: { fingerprint, manifest: { incident, reason: 'Asked for by the police' } } });
  expect(verified.ok && verified.value.manifest.chain).toEqual(await house.school.chain.latestSignedHead());
  expect(textOf(pack, 'incident.json')).toMatch(/Mia/);
  expect(textOf(pack, 'report.pdf')).toMatch(/^%PDF-1\.7[^]*\/StructTreeRoot/);
});

test('who may not unmask gets a pack with pseudonyms', async () => {
  await house.signIn('head');
  expect(textOf(await packFor('head'), 'incident.json')).not.toMatch(/mia|patel|clientAddress/i);
});

test('the route answers with a ZIP to keep, asks for a reason, and each export is in the audit trail', async () => {
  const [lead, committee] = [await house.signIn('safeguarding-lead'), await house.signIn('committee')];
  const path = `/api/incidents/${incident}/evidence`;
  expect((await committee.call('POST', path, { reason: 'Asked for by the police' })).status).toBe(403);
  expect((await lead.call('POST', path, { reason: '' })).status).toBe(400);
  const answer = await lead.call('POST', path, { reason: 'Asked for by the police' });
  expect(answer.status).toBe(200);
  const [entry] = (await house.school.audit.list({ limit: 500 })).entries.filter(({ did }) => did === 'exported-evidence');
  expect(entry).toMatchObject({ to: `incident:${incident}`, detail: 'Asked for by the police' });
});
