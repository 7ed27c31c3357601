import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import { createBundleWatch } from '#dashboard/server/policy/bundle-watch.ts';
import { ensureBundleKey } from '#dashboard/server/policy/bundle-key.ts';
import { openBundle } from '#policies/bundle/signed-bundle.ts';
import { signedBundleSchema } from '#policies/contracts/bundle.ts';
import { devicesSchema } from '#policies/contracts/dashboard-api.ts';
import { enrolResponseSchema, proxyTokenResponseSchema, type EnrolResponse } from '#policies/contracts/extension-api.ts';
import { readProxyToken } from '#policies/contracts/proxy-token.ts';
import { proxyTokenSecret } from '#store/school-store.ts';
import { leo, mia } from '../../support/cast.ts';
import { eventually } from '../../support/events.ts';
import type { Answer } from './support/caller.ts';
import { greenfieldKey, openHouse, type House } from './support/open-house.ts';
import { testLists, testPolicy } from './support/test-policy.ts';
import { blockedEvent } from './support/samples.ts';

let house: House;
beforeAll(async () => void (house = await openHouse()));
afterAll(() => house.close());

/** Publishes the same policy again, as another process would. Gives the number of the bundle. */
const publishElsewhere = async (): Promise<number> => {
  const current = await house.school.policies.current();
  await publishPolicy(house.school, testLists, testPolicy, current?.version ?? 0, 'system', house.now());
  return house.school.policies.latestBundleNumber();
};

const enrol = async (user: string | null, install = `install-of-${user}`): Promise<EnrolResponse> => {
  const answer = await house.nobody.post('/api/extension/enrol', {
    enrolmentKey: greenfieldKey,
    install,
    deviceName: null,
    user,
    version: '0.1.0',
  });
  return enrolResponseSchema.parse(answer.json);
};
const by = (device: EnrolResponse) => ({
  authorization: `Bearer ${device.token}`,
  origin: 'chrome-extension://abcdefghijklmnop',
  'sec-fetch-site': 'none',
});
const beat = { version: '0.1.0', bundle: 1, throughProxy: true, queued: 0, problems: [] };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('a browser with the enrolment key becomes the device of the person who uses it', async () => {
  const device = await enrol('  MIA@Greenfield.test ');
  expect(device).toMatchObject({ school: { id: 'greenfield', name: 'Greenfield School' }, subject: { id: 'mia', groups: ['8b'] } });
  expect(device.bundleKey).toBe((await ensureBundleKey(house.school)).publicSpki);
  expect(await house.school.devices.byId(device.device)).toMatchObject({
    person: 'mia',
    tokenHash: sha256(device.token),
    proxySecretHash: sha256(device.proxySecret),
  });
  expect(await house.store.proxyDevice(device.device)).toMatchObject({ school: 'greenfield' });
});

test('somebody whom the roster does not know, or whom Chrome does not tell, is unknown', async () => {
  expect((await enrol('stranger@greenfield.test')).subject).toEqual({ id: 'unknown', groups: ['unknown'] });
  expect((await enrol(null)).subject).toEqual({ id: 'unknown', groups: ['unknown'] });
});

test('enrolling again keeps the device, and ends the token and the secret from before', async () => {
  const first = await enrol(mia.login, 'install-1');
  house.pass(1000);
  const second = await enrol(leo.login, 'install-1');
  expect(second.device).toBe(first.device);
  expect(second.token).not.toBe(first.token);
  expect(second.proxySecret).not.toBe(first.proxySecret);
  expect((await house.nobody.post('/api/extension/heartbeat', beat, by(first))).status).toBe(401);
  expect((await house.nobody.post('/api/extension/heartbeat', beat, by(second))).json).toMatchObject({ subject: { id: 'leo' } });
  expect((await house.school.audit.list({ limit: 5 })).entries[0]).toMatchObject({
    did: 're-enrolled-device',
    to: `device:${first.device}`,
    detail: 'for another person than before',
  });
});

test('a device is given a token for the proxy, signed for its device, its person and its enrolment', async () => {
  const device = await enrol(mia.login, 'install-token');
  const answer = await house.nobody.post('/api/extension/proxy-token', undefined, by(device));
  const { token, goodFor } = proxyTokenResponseSchema.parse(answer.json);
  expect(goodFor).toBe(600_000);
  const key = await house.school.secrets.get(proxyTokenSecret);
  const read = (school: string, secret: string) =>
    readProxyToken(token, { school, secretHash: sha256(secret) }, (by, text) => createHmac('sha256', by).update(text).digest());
  const iat = Math.floor(house.now() / 1000);
  const claims = read(key ?? '', device.proxySecret);
  expect(claims).toMatchObject({ iss: 'greenfield', aud: 'schoolgate-proxy', sub: 'mia', device: device.device });
  expect(Math.abs((claims?.iat ?? 0) - iat)).toBeLessThanOrEqual(5);
  expect((claims?.exp ?? 0) - (claims?.iat ?? 0)).toBe(600);
  expect(read('another key', device.proxySecret)).toBeNull();
  expect(read(key ?? '', 'another secret')).toBeNull();
  expect((await house.nobody.post('/api/extension/proxy-token', undefined, { ...by(device), authorization: 'Bearer x' })).status).toBe(401);
});

test('without the key nobody enrols, and without a token nothing is answered', async () => {
  const answer = await house.nobody.post('/api/extension/enrol', {
    enrolmentKey: 'not-the-key-of-anybody',
    install: 'install-1',
    deviceName: null,
    user: null,
    version: '1',
  });
  expect(answer.status).toBe(401);
  for (const authorization of [
    '',
    'Bearer',
    'Bearer x',
    `Bearer ${'a'.repeat(43)}`,
    `Basic ${'a'.repeat(43)}`,
    "Bearer ' OR 1=1 -- aaaaaaaaaaaaaaaaaaaaaaa",
  ]) {
    const refused = await house.nobody.get('/api/extension/bundle?after=0', { authorization });
    expect([refused.status, refused.headers.get('www-authenticate')], authorization).toEqual([401, 'Bearer']);
  }
  const lead = await house.signIn('safeguarding-lead');
  expect((await lead.get('/api/extension/bundle?after=0')).status).toBe(401);
});

test('the bundle comes signed by the key that enrolment gave', async () => {
  const device = await enrol(mia.login);
  const answer = await house.nobody.get('/api/extension/bundle?after=0', by(device));
  const key = createPublicKey({ key: Buffer.from(device.bundleKey, 'base64'), format: 'der', type: 'spki' });
  const opened = await openBundle(signedBundleSchema.parse(answer.json), { school: 'greenfield', newerThan: 0 }, (bytes, signature) =>
    Promise.resolve(verify(null, bytes, key, signature)),
  );
  expect(opened).toMatchObject({ ok: true, bundle: { number: 1, policy: { timeZone: 'Europe/London' } } });
});

const waitForBundle = async (device: EnrolResponse, after: number, wait: number): Promise<{ answer: Answer; ms: number }> => {
  const begun = Date.now();
  const answer = await house.nobody.get(`/api/extension/bundle?after=${after}&wait=${wait}`, by(device));
  return { answer, ms: Date.now() - begun };
};

test('who waits for a bundle hears nothing until the wait is over', async () => {
  const { answer, ms } = await waitForBundle(await enrol(mia.login), 1_000, 1);
  expect([answer.status, answer.text]).toEqual([204, '']);
  expect(ms).toBeGreaterThanOrEqual(990);
});

test('who waits has the new bundle within a second, whichever process published it', async () => {
  const device = await enrol(mia.login);
  const held = await house.school.policies.latestBundleNumber();
  const waiting = waitForBundle(device, held, 20);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const number = await publishElsewhere();
  const published = Date.now();
  const { answer } = await waiting;
  expect(Date.now() - published).toBeLessThan(1000);
  expect(signedBundleSchema.parse(answer.json).number).toBe(number);
});

test('a device that asks again gives up the question before, and one that hangs up leaves nothing behind', async () => {
  const device = await enrol(mia.login);
  const first = waitForBundle(device, 1_000, 20);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const abort = new AbortController();
  const second = fetch(`${house.dashboard.url}/api/extension/bundle?after=1000&wait=20`, { headers: by(device), signal: abort.signal });
  expect((await first).answer.status).toBe(204);
  abort.abort();
  await expect(second).rejects.toThrow();
});

test('stopping the dashboard answers everybody who waits', async () => {
  const own = await openHouse();
  const { json } = await own.nobody.post('/api/extension/enrol', {
    enrolmentKey: greenfieldKey,
    install: 'install-1',
    deviceName: null,
    user: null,
    version: '1',
  });
  const device = enrolResponseSchema.parse(json);
  const waiting = fetch(`${own.dashboard.url}/api/extension/bundle?after=1&wait=25`, { headers: by(device) });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const begun = Date.now();
  await own.close();
  expect(Date.now() - begun).toBeLessThan(2000);
  expect((await waiting).status).toBe(204);
});

test('events are there once, however often they are sent', async () => {
  const device = await enrol(mia.login);
  const events = [blockedEvent(house.now()), blockedEvent(house.now())];
  for (let sent = 0; sent < 3; sent++) {
    const answer = await house.nobody.post('/api/extension/events', { events }, by(device));
    expect(answer.json).toEqual({ accepted: events.map((event) => event.id) });
  }
  const kept = (await house.school.events.find({ limit: 500 })).events.map((event) => event.id);
  expect(kept.filter((id) => events.some((event) => event.id === id))).toHaveLength(2);
});

test('a device speaks for itself only: whose event it is, which device and which class is not taken from it', async () => {
  const device = await enrol(mia.login);
  const forged = blockedEvent(house.now() + 3_600_000, {
    subject: 'leo',
    device: 'device-of-leo',
    clientAddress: '10.0.0.9',
    groups: ['8c'],
    phase: 'staff',
    enforcedBy: { point: 'proxy', id: 'proxy-1' },
  });
  const ancient = blockedEvent(0);
  await house.nobody.post('/api/extension/events', { events: [forged, ancient] }, by(device));
  expect(await house.school.events.byId(forged.id)).toMatchObject({
    at: house.now(),
    subject: 'mia',
    device: device.device,
    clientAddress: null,
    groups: ['8b', 'year-8', 'ks3', '11-to-16'],
    phase: 'ks3',
    enforcedBy: { point: 'extension', id: device.device },
  });
  expect((await house.school.events.byId(ancient.id))?.at).toBe(house.now());
});

test('nobody changes an event by sending another with its id', async () => {
  const kept = blockedEvent(house.now(), { subject: 'leo' });
  await house.school.events.append([kept]);
  await house.nobody.post(
    '/api/extension/events',
    { events: [{ ...kept, effect: 'allow', kind: 'ordinary' }] },
    by(await enrol(mia.login)),
  );
  expect(await house.school.events.byId(kept.id)).toEqual(kept);
});

test('a visit to a helpline is kept without whose it was, and nothing else can hide as one', async () => {
  const device = await enrol(mia.login);
  const helpline = blockedEvent(house.now(), {
    kind: 'ordinary',
    effect: 'allow',
    category: 'helpline',
    target: { scheme: 'https', host: 'helpline.test', port: 443, path: '/talk-to-us' },
    searchTerm: 'help',
  });
  const games = blockedEvent(house.now(), { subject: 'withheld', device: null });
  await house.nobody.post('/api/extension/events', { events: [helpline, games] }, by(device));
  expect(await house.school.events.byId(helpline.id)).toMatchObject({
    subject: 'withheld',
    device: null,
    groups: [],
    searchTerm: null,
    target: { host: 'helpline.test', path: null },
    enforcedBy: { id: 'withheld' },
  });
  expect(JSON.stringify(await house.school.events.byId(helpline.id))).not.toMatch(new RegExp(`mia|${device.device}`));
  expect(await house.school.events.byId(games.id)).toMatchObject({ subject: 'mia', device: device.device });
});

test.each([
  ['no event', []],
  ['too many events', Array.from({ length: 201 }, () => blockedEvent(1))],
  ['an id that is no reference', [{ ...blockedEvent(1), id: "'; DROP TABLE access_event; --" }]],
  ['a port that is no number', [{ ...blockedEvent(1), target: { scheme: 'https', host: 'x', port: '443', path: null } }]],
])('%s is refused whole', async (_what, events) => {
  const before = await house.school.events.find({ limit: 500 });
  expect((await house.nobody.post('/api/extension/events', { events }, by(await enrol(mia.login)))).status).toBe(400);
  expect(await house.school.events.find({ limit: 500 })).toEqual(before);
});

test('a heartbeat is kept, and answers with the newest bundle and with the class that the person is in by now', async () => {
  const device = await enrol(mia.login);
  await house.school.people.save([{ ...mia, groups: ['8c'] }]);
  const answer = await house.nobody.post('/api/extension/heartbeat', { ...beat, problems: ['storage-full'] }, by(device));
  expect(answer.json).toEqual({
    bundle: await house.school.policies.latestBundleNumber(),
    subject: { id: 'mia', groups: ['8c'] },
    at: house.now(),
  });
  await house.school.people.save([mia]);
  expect((await house.school.devices.byId(device.device))?.lastHeartbeat).toEqual({ ...beat, problems: ['storage-full'], at: house.now() });
});

test('what a device lost is in the audit trail once, however often it is told', async () => {
  const device = await enrol(mia.login, 'install-that-loses');
  const tell = async (lost?: { dropped: number; refused: number }) => {
    house.pass(1_000);
    expect((await house.nobody.post('/api/extension/heartbeat', { ...beat, lost }, by(device))).status).toBe(200);
  };
  const told = async () =>
    (await house.school.audit.list({ limit: 100 })).entries
      .filter(({ did, to }) => did === 'lost-events' && to === `device:${device.device}`)
      .map(({ detail }) => detail)
      .toReversed();
  await tell({ dropped: 0, refused: 0 });
  expect(await told()).toEqual([]);
  await Promise.all([tell({ dropped: 40, refused: 0 }), tell({ dropped: 40, refused: 0 })]);
  await tell({ dropped: 40, refused: 0 });
  await tell({ dropped: 45, refused: 2 });
  // The browser's store was made anew.
  await tell({ dropped: 3, refused: 0 });
  await tell();
  await tell({ dropped: 3, refused: 0 });
  expect(await told()).toEqual([
    '40 ordinary, dropped because too many waited to be sent',
    '5 ordinary, dropped because too many waited to be sent; 2 that the server did not accept',
    '3 ordinary, dropped because too many waited to be sent',
  ]);
});

test('devices are told as well, troubled, behind, silent or unguarded, and without anybody’s name', async () => {
  const [well, troubled, behind, silent, unguarded] = [
    await enrol(mia.login),
    await enrol(leo.login),
    await enrol(null, 'install-3'),
    await enrol(null, 'install-4'),
    await enrol(null, 'install-5'),
  ];
  await house.nobody.post('/api/extension/heartbeat', beat, by(silent));
  await house.nobody.post('/api/extension/heartbeat', beat, by(unguarded));
  const lastWord = house.now();
  house.pass(60_000);
  const bundle = await publishElsewhere();
  house.pass(31_000);
  await house.school.devices.seen('passed', new Map([[unguarded.device, house.now() - 5_000]]));
  await house.nobody.post('/api/extension/heartbeat', { ...beat, bundle }, by(well));
  await house.nobody.post('/api/extension/heartbeat', { ...beat, bundle, problems: ['no-web-request-blocking'] }, by(troubled));
  await house.nobody.post('/api/extension/heartbeat', { ...beat, bundle: bundle - 1 }, by(behind));
  const technician = await house.signIn('technician');
  const { json, text } = await technician.get('/api/devices');
  const told = new Map(devicesSchema.parse(json).devices.map((device) => [device.id, device]));
  const states = [well, troubled, behind, silent, unguarded].map(({ device }) => told.get(device)?.state);
  expect(states).toEqual(['well', 'troubled', 'behind', 'silent', 'unguarded']);
  expect(told.get(unguarded.device)).toMatchObject({ heardAt: lastWord, passedAt: house.now() - 5_000 });
  expect(json).toMatchObject({ latestBundle: bundle });
  expect(text).not.toMatch(/mia|leo|patel|novak/i);
  const head = await house.signIn('head');
  expect((await head.get('/api/overview')).json).toMatchObject({ unguardedDevices: 1 });

  // Requests that ended long ago are not going on; a word of the extension ends the matter.
  house.pass(61_000);
  const stateOf = async ({ device }: EnrolResponse) =>
    devicesSchema.parse((await technician.get('/api/devices')).json).devices.find(({ id }) => id === device)?.state;
  expect(await stateOf(unguarded)).toBe('silent');
  await house.nobody.get('/api/extension/bundle?after=0', by(unguarded));
  await eventually('what was heard', async () => (await stateOf(unguarded)) === 'well' || (await stateOf(unguarded)) === 'behind');
});

test('whoever stops waiting leaves nothing behind, however the wait ends', async () => {
  const watch = createBundleWatch(pino({ level: 'silent' }));
  const gone = new AbortController();
  const never = new AbortController().signal;
  const [aborted, over, replaced, again, woken] = [
    watch.newer(house.school, 'a', 1_000, 20_000, gone.signal),
    watch.newer(house.school, 'b', 1_000, 30, never),
    watch.newer(house.school, 'c', 1_000, 20_000, never),
    watch.newer(house.school, 'c', 1_000, 20_000, never),
    watch.newer(house.school, 'd', 999, 20_000, never),
  ];
  expect(watch.waiting()).toBe(4);
  gone.abort();
  watch.published('greenfield', 1_000);
  expect(await Promise.all([aborted, over, replaced, woken])).toEqual([false, false, false, true]);
  watch.close();
  expect(await again).toBe(false);
  expect(watch.waiting()).toBe(0);
});
