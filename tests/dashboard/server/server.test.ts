import { writeFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { join } from 'node:path';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDashboard } from '#dashboard/server/dashboard-server.ts';
import { createOneTimeLink } from '#dashboard/server/accounts/invite.ts';
import { pacScript } from '#dashboard/server/routes/proxy-pac.ts';
import { createTestAuthority } from '../../support/test-authority.ts';
import { accountOf, openHouse, type House } from './support/open-house.ts';

let house: House;
beforeAll(async () => void (house = await openHouse()));
afterAll(() => house.close());

test('the PAC file sends everything to the proxy but loopback and the dashboard, and never goes round it', async () => {
  const own = await openHouse({ publicUrl: 'https://gate.greenfield.test' });
  const answer = await own.nobody.get('/proxy.pac');
  expect(answer.headers.get('content-type')).toBe('application/x-ns-proxy-autoconfig');
  const ask = (url: string): string =>
    runInNewContext(`${answer.text}; FindProxyForURL(${JSON.stringify(url)}, ${JSON.stringify(new URL(url).hostname)})`) as string;
  for (const url of [
    'http://localhost/',
    'http://LOCALHOST:8080/',
    'http://app.localhost/',
    'http://127.0.0.1/',
    'http://127.9.9.9/',
    'http://[::1]/',
    'https://gate.greenfield.test/events',
    'http://localhost./',
  ])
    expect(ask(url), url).toBe('DIRECT');
  for (const url of [
    'https://games.test/',
    'http://schoolgate.internal/presence',
    'http://127.0.0.1.evil.test/',
    'https://localhost.evil.test/',
    'https://evil-localhost/',
    'https://gate.greenfield.test.evil.test/',
    'wss://games.test/',
    'http://10.0.0.1/',
    'http://intranet/',
    'http://[fe80::1]/',
  ]) {
    expect(ask(url), url).toBe('PROXY proxy.greenfield.test:3128');
  }
  expect(answer.text.match(/DIRECT/g)).toHaveLength(1);
  await own.close();
});

test('an address that could end the PAC file’s string is refused', () => {
  for (const address of ['a"; alert(1); "', 'proxy', 'proxy:port', 'a:1; DIRECT', 'a b:1', 'proxy:123456'])
    expect(() => pacScript(address, 'gate.test'), address).toThrow();
  expect(pacScript('[2001:db8::1]:3128', 'gate.test')).toContain('PROXY [2001:db8::1]:3128');
});

test('managed browsers find the extension’s update manifest and its package', async () => {
  expect((await house.nobody.get('/extension/updates.xml')).status).toBe(404);
  expect((await house.nobody.get('/extension/schoolgate.crx')).status).toBe(404);
  const crxFile = join(house.dir, 'schoolgate.crx');
  writeFileSync(crxFile, 'Cr24 and so on');
  const own = await openHouse({
    publicUrl: 'https://gate.test/a&b',
    extension: { id: 'abcdefghijklmnopabcdefghijklmnop', version: '0.1.0', crxFile },
  });
  const manifest = await own.nobody.get('/extension/updates.xml');
  expect(manifest.headers.get('content-type')).toBe('application/xml; charset=utf-8');
  expect(manifest.text).toContain("<app appid='abcdefghijklmnopabcdefghijklmnop'>");
  expect(manifest.text).toContain("<updatecheck codebase='https://gate.test/a&amp;b/extension/schoolgate.crx' version='0.1.0' />");
  const crx = await own.nobody.get('/extension/schoolgate.crx');
  expect([crx.status, crx.headers.get('content-type'), crx.headers.get('content-length'), crx.text]).toEqual([
    200,
    'application/x-chrome-extension',
    '14',
    'Cr24 and so on',
  ]);
  await own.close();
});

test('whoever watches the server hears that it works and which bundle is newest', async () => {
  expect((await house.nobody.get('/healthz')).json).toEqual({ ok: true, bundle: 1 });
});

test('a server whose store is gone says that it is not well', async () => {
  const own = await openHouse();
  await own.store.close();
  const answer = await own.nobody.get('/healthz');
  expect([answer.status, answer.json?.['ok']]).toEqual([503, false]);
  await own.dashboard.close();
});

test.each([
  '/',
  '/sign-in',
  '/sign-in/some-token',
  '/events',
  '/incidents',
  '/incidents/incident-1',
  '/requests',
  '/requests/request-1',
  '/ask-for-site',
  '/devices',
  '/audit',
  '/policy',
  '/people',
  '/ask/0000-0000-0000',
  '/report/000000000000',
])('the web app answers at %s', async (path) => {
  const answer = await house.nobody.get(path);
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-cache',
  ]);
  expect(answer.text).toContain('<title>Schoolgate</title>');
});

test('files whose name carries a hash are kept by browsers, others are asked for again', async () => {
  expect((await house.nobody.get('/assets/index-Ab3dE6gH.js')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  const icon = await house.nobody.get('/favicon.svg');
  expect([icon.status, icon.headers.get('cache-control')]).toEqual([200, 'no-cache']);
});

test('without a built web app the pages say so, and the API works', async () => {
  const own = await openHouse({ webDir: '/nonexistent' });
  expect((await own.nobody.get('/')).json).toMatchObject({ status: 503, title: 'Not built' });
  expect((await own.nobody.get('/healthz')).status).toBe(200);
  await own.close();
});

test('over TLS the session cookie is bound to the host and to TLS', async () => {
  const authority = await createTestAuthority();
  const tls = await authority.issue(['localhost']);
  const own = await openHouse({ tls, host: 'localhost', publicUrl: null });
  expect(own.dashboard.url).toBe(`https://localhost:${own.dashboard.port}`);
  const link = await createOneTimeLink(own.school, accountOf('committee', 'greenfield'), own.now, own.dashboard.url);
  const dispatcher = new Agent({ connect: { ca: authority.root } });
  const { statusCode, headers, body } = await request(`${own.dashboard.url}/api/session/one-time`, {
    method: 'POST',
    dispatcher,
    headers: { 'content-type': 'application/json', origin: own.dashboard.url },
    body: JSON.stringify({ token: link.split('/').at(-1) }),
  });
  await body.dump();
  expect(statusCode).toBe(200);
  expect(String(headers['set-cookie'])).toMatch(/^__Host-schoolgate=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  await dispatcher.close();
  await own.close();
});

test('transport security is asked of browsers only where the host name is the dashboard’s alone', async () => {
  const own = await openHouse({ publicUrl: 'https://gate.greenfield.test' });
  expect((await own.nobody.get('/healthz')).headers.get('strict-transport-security')).toBe('max-age=15552000');
  await own.close();
});

test('a port that is taken is told to whoever starts the server', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(startDashboard({ ...house.options, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await new Promise((resolve) => other.close(resolve));
});

test('a server that stops lets a browser’s idle connection go', async () => {
  const own = await openHouse();
  await own.nobody.get('/healthz');
  const begun = Date.now();
  await own.close();
  expect(Date.now() - begun).toBeLessThan(2000);
});

test('a server that stops lets what it is sending finish, and does not wait for the connection to time out', async () => {
  const crxFile = join(house.dir, 'large.crx');
  const size = 8_000_000;
  writeFileSync(crxFile, Buffer.alloc(size, 'x'));
  const own = await openHouse({ extension: { id: 'abcdefghijklmnopabcdefghijklmnop', version: '0.1.0', crxFile } });
  const socket = connect(own.dashboard.port, '127.0.0.1', () =>
    socket.write('GET /extension/schoolgate.crx HTTP/1.1\r\nhost: localhost\r\n\r\n'),
  );
  let received = 0;
  socket.on('data', (data: Buffer) => (received += data.length));
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  const begun = Date.now();
  const stopped = own.close();
  setTimeout(() => socket.resume(), 200);
  await stopped;
  expect(Date.now() - begun).toBeLessThan(4000);
  expect(received).toBeGreaterThan(size);
  socket.destroy();
});
