// Guests: a code that a member of staff made opens the web on one device, by the strictest policy, until its time is over.
import { hash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { referenceFrom } from '#policies/engine/reference.ts';
import { mia } from '../support/cast.ts';
import { connectThrough, http2Request, http2To, open, type Answer, type Ask, type Browser } from './support/browser.ts';
import { openProxiedSchool, type ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let guest: Browser;
const hour = 3_600_000;
const desk = 'http://schoolgate.internal/guest';
const visitors = { addresses: [{ cidr: '127.0.0.0/8', name: 'visitors', guests: true }] };

beforeAll(async () => {
  school = await openProxiedSchool({ proxy: visitors });
  guest = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: null };
});
afterAll(() => school.close());

async function voucher(id: string, lasts = hour): Promise<string> {
  const code = referenceFrom(hash('sha256', id, 'buffer'));
  const at = school.now();
  const made = { id, guest: 'Ms Visitor', purpose: 'Governors', sponsor: 'account-1', createdAt: at, expiresAt: at + lasts };
  await school.school.vouchers.add({ ...made, endedAt: null, address: null, usedAt: null }, hash('sha256', code));
  return code;
}
const send = (fields: Record<string, string>, origin = 'http://schoolgate.internal', more: Ask = {}): Promise<Answer> =>
  open(guest, desk, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded', ...more.headers },
  });
const leave = (): Promise<Answer> => send({ leave: 'yes' });

test('a device that nobody vouches for is led to the page, in its language, and reaches nothing', async () => {
  const led = await open(guest, 'http://allowed.test/');
  expect([led.status, led.headers['location']]).toEqual([302, desk]);
  const tunnel = await connectThrough(guest, 'allowed.test:443');
  expect(tunnel.status).toBe(511);
  tunnel.socket.destroy();
  expect(await open(guest, 'http://allowed.test/script.js', { headers: { 'sec-fetch-dest': 'script' } })).toMatchObject({ status: 511 });
  const page = await open(guest, desk);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Please enter your visitor code');
  expect(page.headers['content-security-policy']).toContain("form-action 'self'");
  expect((await open(guest, desk, { headers: { 'accept-language': 'cy' } })).text).toContain('Rhowch eich cod ymwelydd');
  expect(school.outside.received).toEqual([]);
});

test('with a code the device is the guest’s, by the strictest policy, and what it does stands under the voucher', async () => {
  const code = await voucher('voucher-1');
  const typed = code.toLowerCase().replace(/(.{4})/g, '$1 ');
  const online = await send({ code: typed });
  expect(online).toMatchObject({ status: 200 });
  expect(online.text).toContain('You are online');
  expect(online.text).toContain('Wednesday 25 November 2026, 11:');
  expect(await open(guest, 'http://allowed.test/')).toMatchObject({ status: 200 });
  const session = await http2To(guest, new URL('https://allowed.test/'));
  expect(await http2Request(session, 'https://allowed.test/')).toMatchObject({ status: 200 });
  expect(await open(guest, 'http://gambling.test/')).toMatchObject({ status: 403 });
  expect((await school.events()).find(({ target }) => target.host === 'gambling.test')).toMatchObject({
    subject: 'voucher-1',
    phase: 'guest',
    device: null,
    clientAddress: '127.0.0.1',
  });
  expect((await school.school.audit.list({ limit: 1 })).entries[0]).toMatchObject({
    by: 'subject:voucher-1',
    did: 'used-voucher',
    to: 'guest:voucher-1',
  });
  // What comes back shows how long, and how to sign off.
  expect((await open(guest, desk)).text).toContain('Sign off on this device');

  // The time is over inside open tunnels, too.
  school.pass(hour);
  expect(await http2Request(session, 'https://allowed.test/late')).toMatchObject({ status: 511 });
  session.destroy();
  expect(await open(guest, 'http://allowed.test/')).toMatchObject({ status: 302 });
  expect((await send({ code })).text).toContain('its time is over');
});

test('a guest signs off, a voucher that is ended ends, and a page elsewhere can do neither', async () => {
  const code = await voucher('voucher-2');
  expect(await send({ code }, 'http://evil.test')).toMatchObject({ status: 403 });
  expect(await open(guest, 'http://allowed.test/')).toMatchObject({ status: 302 });
  await send({ code });
  expect(await send({ leave: 'yes' }, 'http://evil.test')).toMatchObject({ status: 403 });
  expect(await open(guest, 'http://allowed.test/')).toMatchObject({ status: 200 });
  expect((await leave()).text).toContain('You have signed off.');
  expect(await open(guest, 'http://allowed.test/')).toMatchObject({ status: 302 });

  // The next guest on the address is never taken for the one before.
  await send({ code });
  expect(await open(guest, 'http://allowed.test/')).toMatchObject({ status: 200 });
  await send({ code: await voucher('voucher-next') });
  expect(await open(guest, 'http://gambling.test/next')).toMatchObject({ status: 403 });
  expect((await school.events()).find(({ target }) => target.path === '/next')).toMatchObject({ subject: 'voucher-next' });
  await leave();
  expect(await open(guest, 'http://allowed.test/')).toMatchObject({ status: 302 });

  expect(await send({ code })).toMatchObject({ status: 200 });
  expect(await open(guest, 'http://allowed.test/')).toMatchObject({ status: 200 });
  await school.school.vouchers.end('voucher-2', school.now());
  expect(await open(guest, 'http://allowed.test/')).toMatchObject({ status: 302 });
  expect(await send({ code })).toMatchObject({ status: 422 });
});

test('a device that shows credentials is no guest, whatever its network', async () => {
  const device = { ...guest, credentials: await school.deviceOf(mia) };
  expect(await open(device, 'http://gambling.test/')).toMatchObject({ status: 403 });
  expect(await open(device, desk)).toMatchObject({ status: 404 });
});

test('codes cannot be guessed on and on', async () => {
  school.pass(hour);
  const code = await voucher('voucher-3');
  for (let tries = 0; tries < 9; tries++) expect((await send({ code: `0000-0000-000${tries}` })).text).toContain('This code is not right');
  expect(await send({ code: 'x'.repeat(3000) })).toMatchObject({ status: 422 });
  expect(await send({ code })).toMatchObject({ status: 429 });
  school.pass(16 * 60_000);
  expect(await send({ code })).toMatchObject({ status: 200 });
});

test('outside a range for guests there is no such page', async () => {
  const elsewhere = await openProxiedSchool();
  try {
    expect(await open({ ...guest, proxyPort: elsewhere.proxy.port }, desk)).toMatchObject({ status: 407 });
  } finally {
    await elsewhere.close();
  }
});
