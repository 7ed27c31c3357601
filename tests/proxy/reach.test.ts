// Where the proxy may connect to when only a client's word names the place.
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isReachableAddress } from '#proxy/origin/reachable-address.ts';
import { mia } from '../support/cast.ts';
import { open } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool, testPolicy } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;

beforeAll(async () => {
  school = await openProxiedSchool({ policy: { ...testPolicy, passThrough: ['localhost'] }, proxy: { connectTo: () => null } });
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
});
afterAll(() => school.close());

test('loopback, link-local, metadata, reserved and own addresses are never reachable', () => {
  const never = [
    '127.0.0.1',
    '127.9.9.9',
    '::1',
    '0.0.0.0',
    '::',
    '169.254.169.254',
    '169.254.1.1',
    'fe80::1',
    'fd00:ec2::254',
    '100.100.100.200',
    '224.0.0.1',
    'ff02::1',
    '255.255.255.255',
    '240.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '192.0.2.1',
    'not an address',
    '',
  ];
  for (const address of never)
    for (const privateNetworks of [true, false]) expect(isReachableAddress(address, privateNetworks), address).toBe(false);
  for (const { address } of Object.values(networkInterfaces()).flatMap((found) => found ?? []))
    expect(isReachableAddress(address, true), address).toBe(false);
});

test('private networks are reachable only for a school that has an intranet; the public internet always is', () => {
  for (const address of ['10.1.2.3', '172.16.5.5', '192.168.77.7', 'fd12:3456::1', '100.64.0.1', '::ffff:10.1.2.3', '64:ff9b::a01:203']) {
    expect(isReachableAddress(address, false), address).toBe(false);
    expect(isReachableAddress(address, true), address).toBe(true);
  }
  for (const address of ['93.184.215.14', '8.8.8.8', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])
    expect(isReachableAddress(address, false), address).toBe(true);
});

test.each([
  'http://127.0.0.1:PORT/',
  'http://localhost:PORT/',
  'http://[::1]:PORT/',
  'http://0x7f.1:PORT/',
  'http://2130706433:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://169.254.169.254/latest/meta-data/',
  'http://0.0.0.0:PORT/',
])('%s is not opened for a client', async (url) => {
  const answer = await open(pupil, url.replace('PORT', String(school.outside.httpPort)), { headers: {} });
  expect(answer.status).toBe(502);
  expect(answer.headers['proxy-status']).toBe('schoolgate; error=destination_ip_prohibited');
  expect(school.outside.received).toEqual([]);
});

test('the proxy cannot be made to call itself, nor to speak to a mail server', async () => {
  expect(await open(pupil, `http://localhost:${school.proxy.port}/`)).toMatchObject({ status: 502 });
  expect((await open(pupil, 'http://93.184.215.14:25/')).headers['proxy-status']).toBe('schoolgate; error=destination_ip_prohibited');
});

test('a name that does not exist is a page that says so', async () => {
  const answer = await open(pupil, 'http://nowhere.invalid/');
  expect(answer.status).toBe(502);
  expect(answer.headers['proxy-status']).toBe('schoolgate; error=dns_error');
});

test('the school’s own dashboard is reached although it lies in the school’s network', async () => {
  const { createServer } = await import('node:http');
  const dashboard = createServer((_request, response) => response.end('dashboard'));
  await new Promise<void>((resolve) => dashboard.listen(0, '127.0.0.1', resolve));
  const { port } = dashboard.address() as { port: number };
  const own = await openProxiedSchool({ proxy: { connectTo: () => null, dashboardUrl: `http://127.0.0.1:${port}/` } });
  const browser = { proxyPort: own.proxy.port, authority: own.authority.certificatePem, credentials: await own.deviceOf(mia) };
  expect(await open(browser, `http://127.0.0.1:${port}/ask/X`)).toMatchObject({ status: 200, text: 'dashboard' });
  expect(await open(browser, `http://127.0.0.1:${own.outside.httpPort}/`)).toMatchObject({ status: 502 });
  await own.close();
  dashboard.close();
});
