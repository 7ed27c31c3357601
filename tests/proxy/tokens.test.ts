// The token that a device shows: believed for its time, for its device, its person and its enrolment, and for nothing else.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { proxyTokenSecret } from '#store/school-store.ts';
import { mia, tom } from '../support/cast.ts';
import { connectThrough, http2Request, http2To, open } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { basic, openProxiedSchool, tokenOf } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
const through = (credentials: string): Browser => ({
  proxyPort: school.proxy.port,
  authority: school.authority.certificatePem,
  credentials,
});
const statusOf = async (credentials: string): Promise<number> => (await open(through(credentials), 'http://allowed.test/')).status;
const secret = 'secret-1-mia';
const now = (): number => Math.floor(school.now() / 1000);

beforeAll(async () => {
  school = await openProxiedSchool();
  await school.deviceOf(mia);
  await school.deviceOf(tom);
});
afterAll(() => school.close());

test('a token is good from its issue to its end, give or take half a minute', async () => {
  const lasting = (iat: number, exp: number): Promise<number> => statusOf(tokenOf('device-1', secret, 'mia', school.now(), { iat, exp }));
  expect(await lasting(now(), now() + 600)).toBe(200);
  expect(await lasting(now() + 20, now() + 600)).toBe(200);
  expect(await lasting(now() - 600, now() - 20)).toBe(200);
  expect(await lasting(now() + 120, now() + 600)).toBe(407);
  expect(await lasting(now() - 600, now() - 31)).toBe(407);
});

test('what another key signed, or somebody changed, is refused, and so is the device’s secret itself', async () => {
  const right = tokenOf('device-1', secret, 'mia', school.now());
  const token = Buffer.from(right.slice(6), 'base64').toString().slice('device-1:'.length);
  const [head = '', payload = '', signature = ''] = token.split('.');
  const claims = Buffer.from(payload, 'base64url').toString();
  const payloadOf = (text: string): string => Buffer.from(text).toString('base64url');
  const headOf = (alg: string): string => payloadOf(`{"alg":"${alg}","typ":"JWT"}`);
  expect(await statusOf(right)).toBe(200);
  for (const wrong of [
    tokenOf('device-1', secret, 'mia', school.now(), {}, 'another key'),
    tokenOf('device-1', 'another secret', 'mia', school.now()),
    basic('device-1', `${head}.${payloadOf(claims.replace('"mia"', '"tom"'))}.${signature}`),
    basic('device-1', `${headOf('none')}.${payload}.`),
    basic('device-1', `${headOf('none')}.${payload}.${signature}`),
    basic('device-1', `${head}.${payload}.`),
    basic('device-1', `${head}.${payload}.${signature.slice(0, -4)}`),
    basic('device-1', `${head}.${payload}.${signature}.${signature}`),
    basic('device-1', `${head}.`),
    basic('device-1', secret),
  ])
    expect(await statusOf(wrong), Buffer.from(wrong.slice(6), 'base64').toString()).toBe(407);
});

test('a token names one school, one device and one person', async () => {
  const at = school.now();
  expect(await statusOf(tokenOf('device-1', secret, 'mia', at, { iss: 'hillside' }))).toBe(407);
  expect(await statusOf(tokenOf('device-1', secret, 'mia', at, { device: 'device-2' }))).toBe(407);
  expect(await statusOf(tokenOf('device-1', secret, 'tom', at))).toBe(407);
  expect(await statusOf(tokenOf('device-1', secret, null, at))).toBe(407);
  expect(await statusOf(tokenOf('device-9', secret, 'mia', at))).toBe(407);
});

test('a tunnel stays whose it was when its token ends, but no new one is opened with it', async () => {
  const device = through(tokenOf('device-1', secret, 'mia', school.now()));
  const session = await http2To(device, new URL('https://allowed.test/'));
  expect(await http2Request(session, 'https://allowed.test/')).toMatchObject({ status: 200 });
  school.pass(660_000);
  expect(await http2Request(session, 'https://allowed.test/later')).toMatchObject({ status: 200 });
  const again = await connectThrough(device, 'allowed.test:443');
  expect(again.status).toBe(407);
  again.socket.destroy();

  // Another enrolment ends what is open, too.
  const kept = await school.school.devices.byId('device-1');
  if (kept === null) throw new Error('the device is missing');
  await school.school.devices.save({ ...kept, proxySecretHash: '0'.repeat(64) });
  school.pass(5_001);
  expect(await http2Request(session, 'https://allowed.test/last')).toMatchObject({ status: 403 });
  session.destroy();
});

test('a new key of the school ends every token within seconds', async () => {
  const toms = tokenOf('device-2', 'secret-2-tom', 'tom', school.now());
  expect(await statusOf(toms)).toBe(200);
  await school.school.secrets.set(proxyTokenSecret, 'a new key');
  school.pass(5_001);
  expect(await statusOf(toms)).toBe(407);
  expect(await statusOf(tokenOf('device-2', 'secret-2-tom', 'tom', school.now(), {}, 'a new key'))).toBe(200);
});
