import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { enrol, fingerprint, userOf } from '#extension/identity/enrolment.ts';
import { createPresence } from '#extension/identity/presence.ts';
import { createProxyCredentials } from '#extension/identity/proxy-credentials.ts';
import { createProxyToken } from '#extension/identity/proxy-token.ts';
import { createSchoolClock } from '#extension/identity/school-clock.ts';
import { readSettings } from '#extension/identity/settings.ts';
import type { ServerAnswer } from '#extension/server/server-answer.ts';
import type { ProxyTokenResponse } from '#policies/contracts/extension-api.ts';
import { memoryShelves } from './support/memory-shelves.ts';
import { openSchool } from './support/school.ts';

const settings = { serverUrl: 'https://schoolgate.greenfield.test', enrolmentKey: 'k'.repeat(32), user: null, deviceName: null };

test('managed settings are read, an empty or wrong policy is none', () => {
  expect(readSettings({ ...settings, serverUrl: 'https://schoolgate.greenfield.test/path/' })?.serverUrl).toBe(
    'https://schoolgate.greenfield.test',
  );
  for (const wrong of [
    {},
    null,
    'x',
    { ...settings, serverUrl: 'javascript:alert(1)' },
    { ...settings, enrolmentKey: 'short' },
    { ...settings, serverUrl: 'ftp://school.test' },
  ])
    expect(readSettings(wrong)).toBeNull();
});

test('the school’s own word on who uses the browser goes before Chrome’s', () => {
  expect(userOf({ ...settings, user: 'Mia@Greenfield.test' }, 'tom@greenfield.test')).toBe('mia@greenfield.test');
  expect(userOf(settings, 'tom@greenfield.test')).toBe('tom@greenfield.test');
  expect(userOf(settings, null)).toBeNull();
});

test('a browser is the same device however often it enrols, and notices when what it enrolled as has changed', async () => {
  const shelves = memoryShelves();
  const installs: string[] = [];
  let made = 0;
  const options = {
    memory: shelves.memory,
    newId: () => `install-number-${++made}`,
    version: '0.1.0',
    server: {
      enrol: async (_url: string, request: { install: string }) => {
        installs.push(request.install);
        return { ok: true as const, value: openSchool().enrolled };
      },
    },
  };
  const first = await enrol(options, settings, 'mia@greenfield.test');
  await enrol(options, settings, 'tom@greenfield.test');
  expect(installs).toEqual(['install-number-1', 'install-number-1']);
  expect(first.ok && first.value.enrolledAs).toBe(await fingerprint(settings, 'mia@greenfield.test'));
  expect(await fingerprint(settings, 'mia@greenfield.test')).not.toBe(await fingerprint(settings, 'tom@greenfield.test'));
  expect(first.ok && JSON.stringify(first.value)).not.toContain(settings.enrolmentKey);
});

test('only a proxy that holds the device’s secret can say that it is the school’s', async () => {
  const secret = 'a-secret-for-the-proxy';
  const proofBy = (key: string, of: (nonce: string) => string) => async (nonce: string) => ({
    proxy: 'proxy-1',
    bundle: 1,
    proof: createHmac('sha256', createHash('sha256').update(key).digest()).update(of(nonce)).digest('base64url'),
  });
  const through = (ask: (nonce: string) => Promise<unknown>) =>
    createPresence({ ask, secret: () => secret, newNonce: () => crypto.randomUUID(), clock: () => 0 }).throughProxy();
  expect(await through(proofBy(secret, (nonce) => nonce))).toBe(true);
  expect(await through(proofBy('another secret', (nonce) => nonce))).toBe(false);
  expect(await through(proofBy(secret, () => 'a nonce of yesterday'))).toBe(false);
  expect(await through(async () => ({ proxy: 'x', bundle: 1, proof: 'not base64!' }))).toBe(false);
  expect(await through(async () => 'a login page of a café')).toBe(false);
  expect(await through(() => Promise.reject(new TypeError('Failed to fetch')))).toBe(false);
});

test('the proof is believed for a minute, asked for once at a time, and forgotten with the network', async () => {
  let asked = 0;
  let time = 0;
  const presence = createPresence({ ask: async () => (asked += 1), secret: () => 's', newNonce: () => 'n', clock: () => time });
  await Promise.all([presence.throughProxy(), presence.throughProxy()]);
  expect(asked).toBe(1);
  time = 59_000;
  await presence.throughProxy();
  expect(asked).toBe(1);
  presence.forget();
  await presence.throughProxy();
  time += 61_000;
  await presence.throughProxy();
  expect(asked).toBe(3);
});

test('asked before the browser is a device, nothing is proved and nothing is remembered', async () => {
  let secret: string | null = null;
  let asked = 0;
  const presence = createPresence({ ask: async () => (asked += 1), secret: () => secret, newNonce: () => 'n', clock: () => 0 });
  expect([await presence.throughProxy(), asked]).toEqual([false, 0]);
  secret = 's';
  expect([await presence.throughProxy(), asked]).toEqual([false, 1]);
});

test('the device’s credentials go to the school’s proxy only, and not for ever', async () => {
  const asked: (string | null)[] = [];
  const answer = createProxyCredentials({
    current: async (refused) => (asked.push(refused), { device: 'laptop', token: `token-${asked.length}` }),
  });
  const ours = { requestId: '1', isProxy: true, realm: 'Schoolgate' };
  expect(await answer({ ...ours, isProxy: false })).toBe('not-ours');
  expect(await answer({ ...ours, realm: 'Printer' })).toBe('not-ours');
  expect(await answer(ours)).toEqual({ username: 'laptop', password: 'token-1' });
  expect(await answer(ours)).toEqual({ username: 'laptop', password: 'token-2' });
  expect(await answer(ours)).toBe('refuse');
  expect(await answer({ ...ours, requestId: '2' })).not.toBe('refuse');
  expect(asked).toEqual([null, 'token-1', null]);
  expect(await createProxyCredentials({ current: async () => null })(ours)).toBe('refuse');
});

test('the token for the proxy is kept, renewed past its half, and asked for anew when the proxy or the enrolment calls for it', async () => {
  const shelves = memoryShelves();
  let { membership } = openSchool();
  let time = 1_000;
  let asked = 0;
  let away = false;
  const ask = async (): Promise<ServerAnswer<ProxyTokenResponse>> =>
    away ? { ok: false, problem: 'unreachable' } : { ok: true, value: { token: `token-${++asked}`, goodFor: 600_000 } };
  const start = () => createProxyToken({ membership: () => membership, ask, memory: shelves.memory, clock: () => time });
  const tokens = start();
  const shown = async (of = tokens, refused: string | null = null) => (await of.current(refused))?.token ?? null;

  expect(await Promise.all([shown(), shown()])).toEqual(['token-1', 'token-1']);
  time += 299_000;
  await tokens.keepFresh();
  expect(await shown()).toBe('token-1');
  time += 1_000;
  await tokens.keepFresh();
  expect(await shown()).toBe('token-2');
  expect(await shown(tokens, 'token-2')).toBe('token-3');
  // The worker ends and starts while the server cannot be reached: what it has is good until its end, and no longer.
  away = true;
  time += 599_000;
  expect(await shown(start())).toBe('token-3');
  await tokens.keepFresh();
  expect(await shown()).toBe('token-3');
  time += 1_000;
  expect([await shown(), await shown(start())]).toEqual([null, null]);
  away = false;
  expect(await shown()).toBe('token-4');
  // A clock that is put back makes no ended token good.
  time -= 60_000;
  expect(await shown()).toBe('token-5');
  membership = { ...membership, token: 'of-another-enrolment' };
  expect(await shown()).toBe('token-6');
});

test('lessons go by the school’s clock, however wrong the device’s is, and after a restart too', async () => {
  const shelves = memoryShelves();
  const yesterday = () => 1_000_000;
  const clock = createSchoolClock(yesterday, shelves.memory);
  expect(clock.now()).toBe(1_000_000);
  clock.learn(1_000_900);
  expect(clock.now()).toBe(1_000_000);
  clock.learn(87_400_000);
  expect(clock.now()).toBe(87_400_000);
  const again = createSchoolClock(yesterday, shelves.memory);
  await again.load();
  expect(again.now()).toBe(87_400_000);
});
