// What a browser behind the proxy sees: allowed pages, blocked pages, and who it is taken for.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia, tom } from '../support/cast.ts';
import { html } from '../support/origin-site.ts';
import { connectThrough, open, openHttp2, tlsThrough } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { basic, openProxiedSchool } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;
let sixthFormer: Browser;

beforeAll(async () => {
  school = await openProxiedSchool();
  const browser = { proxyPort: school.proxy.port, authority: school.authority.certificatePem };
  pupil = { ...browser, credentials: await school.deviceOf(mia) };
  sixthFormer = { ...browser, credentials: await school.deviceOf(tom) };
});
afterAll(() => school.close());

test('an allowed https page comes decrypted and encrypted again, over HTTP/1.1 and over HTTP/2', async () => {
  for (const answer of [await open(pupil, 'https://allowed.test/lesson?a=1'), await openHttp2(pupil, 'https://allowed.test/lesson?a=1')]) {
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('This is allowed.test');
  }
  const [first] = school.outside.requestsTo('allowed.test');
  expect(first).toMatchObject({ scheme: 'https', path: '/lesson?a=1' });
});

test('the certificate in a tunnel is of the school’s authority, for that host alone, and lasts 45 days at most', async () => {
  const socket = await tlsThrough(pupil, 'allowed.test:443', ['h2']);
  const certificate = socket.getPeerX509Certificate();
  expect(certificate?.subjectAltName).toBe('DNS:allowed.test');
  expect(certificate?.subject ?? '').toBe('');
  expect(certificate?.issuer).toMatch(/^CN=Schoolgate CA [0-9a-f]{8}$/);
  const days = (Date.parse(certificate?.validTo ?? '') - Date.parse(certificate?.validFrom ?? '')) / 86_400_000;
  expect(days).toBeLessThanOrEqual(45);
  socket.destroy();
});

test('a blocked site shows the same block page over http, https and HTTP/2, and nothing reaches the site', async () => {
  const pages = [
    await open(pupil, 'http://games.test/play'),
    await open(pupil, 'https://games.test/play'),
    await openHttp2(pupil, 'https://games.test/play'),
  ];
  for (const page of pages) {
    expect(page.status).toBe(403);
    expect(page.headers['proxy-status']).toBe('schoolgate; error=http_request_denied');
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).toContain('This page is blocked');
    expect(page.text).toContain('https://dashboard.greenfield.test/ask/');
    expect(page.text).toContain('Test list of games');
  }
  const words = (text: string): string =>
    text.replaceAll(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}|\/(?:ask|report)\/[0-9A-Z]{12}|https?:\/\/games\.test\/play/g, '…');
  expect(new Set(pages.map(({ text }) => words(text))).size).toBe(1);
  expect(school.outside.requestsTo('games.test')).toEqual([]);
});

test('a sixth-former is allowed the same site', async () => {
  expect(await open(sixthFormer, 'https://games.test/play')).toMatchObject({ status: 200 });
});

test('a part of a page that is blocked gets a line of text, not a page', async () => {
  const answer = await open(pupil, 'https://games.test/ad.js', { headers: { 'sec-fetch-dest': 'script' } });
  expect(answer.status).toBe(403);
  expect(answer.headers['content-type']).toMatch(/^text\/plain/);
  expect(answer.text).toMatch(/^Blocked by Greenfield School’s web filter\. Reference [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\.\n$/);
});

test('the block page is in the reader’s language, and says which', async () => {
  const asked = async (language: string) => open(pupil, 'https://games.test/', { headers: { 'accept-language': language } });
  const welsh = await asked('cy-GB,cy;q=0.9,en;q=0.8');
  expect(welsh.headers['content-language']).toBe('cy, en-GB');
  expect(welsh.text).toContain('<html lang="cy">');
  expect(welsh.text).toMatch(/Mae’r dudalen hon wedi’i blocio[^]*This page is blocked/);
  for (const language of ['en-GB,en;q=0.9', 'fr, *;q=0.1', '', 'cy;q=0', '<script>', 'cy'.repeat(3000), ',;=,'.repeat(300)]) {
    const english = await asked(language);
    expect(english.headers['content-language']).toBe('en-GB');
    expect(english.text).toContain('<html lang="en-GB">');
  }
  const line = await open(pupil, 'https://games.test/ad.js', { headers: { 'sec-fetch-dest': 'script', 'accept-language': 'cy' } });
  expect(line.text).toMatch(/^Wedi’i flocio gan hidlydd gwe’r ysgol hon, Greenfield School\./);
  expect(line.headers['content-language']).toBe('cy');
});

test('what goes wrong is told in the reader’s language too', async () => {
  const welsh = await open({ ...pupil, credentials: null }, 'http://allowed.test/', { headers: { 'accept-language': 'cy' } });
  expect(welsh.status).toBe(407);
  expect(welsh.text).toContain('Nid yw’r ddyfais hon wedi’i gosod ar gyfer rhyngrwyd yr ysgol');
});

test('HEAD of a blocked page has the block page’s header and no body', async () => {
  const answer = await open(pupil, 'http://games.test/', { method: 'HEAD' });
  expect(answer.status).toBe(403);
  expect(Number(answer.headers['content-length'])).toBeGreaterThan(100);
  expect(answer.text).toBe('');
});

test('a client without credentials gets nothing but the wish for them, and is counted', async () => {
  const stranger = { ...pupil, credentials: null };
  const before = school.proxy.unidentified();
  const plain = await open(stranger, 'http://allowed.test/secret');
  expect(plain.status).toBe(407);
  expect(plain.headers['proxy-authenticate']).toBe('Basic realm="Schoolgate", charset="UTF-8"');
  expect(plain.text).toContain('not set up');
  const tunnel = await connectThrough(stranger, 'allowed.test:443');
  expect(tunnel.status).toBe(407);
  expect(tunnel.head).toContain('Basic realm="Schoolgate"');
  tunnel.socket.destroy();
  expect(school.proxy.unidentified()).toBe(before + 2);
  expect(school.outside.received.some(({ path }) => path === '/secret')).toBe(false);
});

test('wrong, unknown and garbled credentials are refused alike', async () => {
  const right = Buffer.from((pupil.credentials ?? '').slice(6), 'base64').toString();
  const device = right.slice(0, right.indexOf(':'));
  const wrong = [
    basic(device, 'guess'),
    basic(device, ''),
    basic('device-99', 'secret'),
    basic('', 'secret'),
    'Basic !!!',
    'Basic',
    'Bearer x',
    `Basic ${'A'.repeat(5000)}`,
  ];
  for (const credentials of wrong)
    expect(await open({ ...pupil, credentials }, 'http://allowed.test/'), credentials).toMatchObject({ status: 407 });
});

test('a device that was removed is refused within five seconds, inside a tunnel that is open already', async () => {
  const credentials = await school.deviceOf(mia);
  const device = { ...pupil, credentials };
  expect(await open(device, 'https://allowed.test/')).toMatchObject({ status: 200 });
  const id = Buffer.from(credentials.slice(6), 'base64').toString().split(':')[0] ?? '';
  const kept = await school.school.devices.byId(id);
  if (kept === null) throw new Error('the device is missing');
  await school.school.devices.save({ ...kept, proxySecretHash: '0'.repeat(64) });
  school.pass(5_001);
  expect(await open(device, 'http://allowed.test/')).toMatchObject({ status: 407 });
});

test('fields of one connection and credentials never travel upstream; Via does', async () => {
  await open(pupil, 'http://allowed.test/fields', {
    headers: {
      connection: 'x-mine',
      'x-mine': '1',
      te: 'trailers',
      'keep-alive': 'timeout=5',
      'proxy-connection': 'keep-alive',
      'x-yours': '2',
    },
  });
  const sent = school.outside.requestsTo('allowed.test').find(({ path }) => path === '/fields')?.headers ?? {};
  expect(Object.keys(sent).sort()).toEqual([
    'accept',
    'connection',
    'host',
    'sec-fetch-dest',
    'sec-fetch-mode',
    'sec-fetch-user',
    'via',
    'x-yours',
  ]);
  expect(sent).toMatchObject({ via: '1.1 schoolgate', connection: 'keep-alive' });
});

test('Alt-Svc, which would lead past the proxy, is taken out; repeated fields stay', async () => {
  school.outside.page('allowed.test/answer', html('x', { 'alt-svc': 'h3=":443"', 'x-frame-options': 'DENY' }));
  school.outside.page('allowed.test/cookies', (_request, response) => {
    response.writeHead(
      200,
      [
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
        ['x-content-type-options', 'nosniff'],
        ['x-content-type-options', 'nosniff'],
        ['proxy-authenticate', 'Basic'],
      ].flat(),
    );
    response.end('c');
  });
  const answer = await openHttp2(pupil, 'https://allowed.test/answer');
  expect(answer.headers['alt-svc']).toBeUndefined();
  expect(answer.headers).toMatchObject({ 'x-frame-options': 'DENY', via: '1.1 schoolgate' });
  for (const cookies of [await open(pupil, 'https://allowed.test/cookies'), await openHttp2(pupil, 'https://allowed.test/cookies')]) {
    expect(cookies.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(cookies.headers['proxy-authenticate']).toBeUndefined();
    expect(cookies.status).toBe(200);
  }
});

test('an origin that asks for proxy credentials is not passed on', async () => {
  school.outside.page('allowed.test/phish', (_request, response) =>
    response.writeHead(407, { 'proxy-authenticate': 'Basic realm="Give"' }).end(),
  );
  const answer = await open(pupil, 'http://allowed.test/phish');
  expect(answer.status).toBe(502);
  expect(answer.headers['proxy-authenticate']).toBeUndefined();
});

test('a request that came through the proxy before is refused', async () => {
  const answer = await open(pupil, 'http://allowed.test/', { headers: { via: '1.1 other, 1.1 schoolgate' } });
  expect(answer.status).toBe(502);
  expect(answer.headers['proxy-status']).toBe('schoolgate; error=proxy_loop_detected');
});

test('the proxy’s own address is no website', async () => {
  expect(await open({ ...pupil }, 'http://allowed.test/', { headers: {} })).toMatchObject({ status: 200 });
  const response = await fetch(`http://127.0.0.1:${school.proxy.port}/`);
  expect(response.status).toBe(400);
});
