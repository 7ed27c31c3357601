// Sessions that are taken up again: no certificate to send, sign and verify, on the pupils' side and on the origins'.
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import type { SecureVersion } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { connectThrough, open } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;
const origins = new Map<string, { server: Server; port: number; resumed: boolean[] }>();

/** Closes each connection after its answer, so that the next needs another. */
async function serve(host: string, version?: SecureVersion): Promise<void> {
  const pair = await school.originAuthority.issue([host]);
  const resumed: boolean[] = [];
  const server = createServer({ ...pair, ...(version === undefined ? {} : { maxVersion: version }) }, (_request, response) => {
    response.setHeader('connection', 'close').end(host);
  });
  server.on('secureConnection', (socket) => resumed.push(socket.isSessionReused()));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  origins.set(host, { server, port: (server.address() as AddressInfo).port, resumed });
}

beforeAll(async () => {
  school = await openProxiedSchool({
    proxy: { connectTo: (host) => ({ host: '127.0.0.1', port: origins.get(host)?.port ?? 1 }) },
  });
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
});
afterAll(async () => {
  await school.close();
  for (const { server } of origins.values()) server.close();
});

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a session with an origin that speaks %s is taken up again, and only with that origin',
  async (version) => {
    const [one, other] = [`one-${version}.test`, `other-${version}.test`].map((name) => name.toLowerCase()) as [string, string];
    await serve(one, version);
    await serve(other, version);
    const before = school.proxy.tlsSessions().origins;
    for (let times = 0; times < 10; times++) expect(await open(pupil, `https://${one}/${times}`)).toMatchObject({ status: 200, text: one });
    expect(await open(pupil, `https://${other}/`)).toMatchObject({ status: 200, text: other });
    expect(origins.get(one)?.resumed).toEqual([false, ...Array.from({ length: 9 }, () => true)]);
    expect(origins.get(other)?.resumed).toEqual([false]);
    const after = school.proxy.tlsSessions().origins;
    expect([after.connections - before.connections, after.resumed - before.resumed]).toEqual([11, 9]);
  },
);

test('an origin whose certificate is refused is refused each time: nothing of it is taken up again', async () => {
  const pair = await school.originAuthority.issue(['somebody-else.test']);
  const resumed: boolean[] = [];
  const server = createServer(pair, (_request, response) => response.end('reached'));
  server.on('secureConnection', (socket) => resumed.push(socket.isSessionReused()));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  origins.set('impostor.test', { server, port: (server.address() as AddressInfo).port, resumed });
  for (let times = 0; times < 4; times++) {
    const answer = await open(pupil, `https://impostor.test/${times}`);
    expect(answer).toMatchObject({ status: 502, text: expect.stringContaining('belongs to another name') });
  }
  expect(resumed).not.toContain(true);
});

test.each(['TLSv1.2', 'TLSv1.3'] as const)('a browser that speaks %s takes its session with a site up again', async (version) => {
  const host = `site-${version.toLowerCase()}.test`;
  const before = school.proxy.tlsSessions().clients;
  let session: Buffer | null = null;
  for (let times = 0; times < 5; times++) {
    const visit = await visitSite(host, version, session);
    expect(visit.reused).toBe(times > 0);
    session = visit.session ?? session;
  }
  const after = school.proxy.tlsSessions().clients;
  expect([after.connections - before.connections, after.resumed - before.resumed]).toEqual([5, 4]);
});

test('a session with one site opens no other', async () => {
  const { session } = await visitSite('first.test', 'TLSv1.3', null);
  expect(session).not.toBeNull();
  expect(await visitSite('second.test', 'TLSv1.3', session)).toMatchObject({ reused: false });
});

/** One request on a connection of its own, and what it leaves to take up again. */
async function visitSite(
  host: string,
  version: SecureVersion,
  session: Buffer | null,
): Promise<{ reused: boolean; session: Buffer | null }> {
  const { socket } = await connectThrough(pupil, `${host}:443`);
  const versions = { minVersion: version, maxVersion: version };
  const secure = connect({ socket, host, servername: host, ca: pupil.authority, ...versions, ...(session === null ? {} : { session }) });
  let left: Buffer | null = null;
  secure.on('session', (given) => (left = given));
  await once(secure, 'secureConnect');
  const reused = secure.isSessionReused();
  secure.write(`GET / HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  await once(secure, 'data');
  secure.destroy();
  return { reused, session: left };
}
