// Origins that cannot prove who they are: a page of ours says so, and what they serve never gets a good certificate.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { openAuthority } from '#proxy/tls/authority.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { createTestAuthority } from '../support/test-authority.ts';
import { open, openHttp2 } from './support/browser.ts';
import { crossSign } from './support/cross-signed.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

const day = 86_400_000;
let school: ProxiedSchool;
let pupil: Browser;
const ports = new Map<string, number>();
const servers: Server[] = [];

async function serve(host: string, pair: { key: string; cert: string }): Promise<number> {
  const server = createServer(pair, (_request, response) => response.end('reached'));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  ports.set(host, port);
  return port;
}

beforeAll(async () => {
  school = await openProxiedSchool({
    proxy: {
      connectTo: (host) => {
        const port = ports.get(host);
        return port === undefined ? null : { host: '127.0.0.1', port };
      },
    },
  });
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
  const good = school.originAuthority;
  const stranger = await createTestAuthority();
  await serve('good.test', await good.issue(['good.test']));
  await serve(
    'expired.test',
    await good.issue(['expired.test'], { from: new Date(Date.now() - 10 * day), until: new Date(Date.now() - day) }),
  );
  await serve(
    'not-yet.test',
    await good.issue(['not-yet.test'], { from: new Date(Date.now() + day), until: new Date(Date.now() + 2 * day) }),
  );
  await serve('wrong-host.test', await good.issue(['another.test']));
  await serve('stranger.test', await stranger.issue(['stranger.test']));
  await serve('ours.test', school.authority.leaf(['ours.test']));
  const { key } = await good.issue(['x']);
  await serve('self-signed.test', { key, cert: await selfSigned('self-signed.test', key) });
});
afterAll(async () => {
  await school.close();
  for (const server of servers) server.close();
});

async function selfSigned(host: string, keyPem: string): Promise<string> {
  const x509 = await import('@peculiar/x509');
  const { createPrivateKey, createPublicKey } = await import('node:crypto');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const privateKey = await crypto.subtle.importKey(
    'pkcs8',
    createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'der' }),
    algorithm,
    true,
    ['sign'],
  );
  const publicKey = await crypto.subtle.importKey(
    'spki',
    createPublicKey(keyPem).export({ type: 'spki', format: 'der' }),
    algorithm,
    true,
    ['verify'],
  );
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${host}`,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + day),
    signingAlgorithm: algorithm,
    keys: { privateKey, publicKey },
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }])],
  });
  return certificate.toString('pem');
}

test('an origin with a good certificate is reached', async () => {
  expect(await open(pupil, 'https://good.test/')).toMatchObject({ status: 200, text: 'reached' });
});

test.each([
  ['expired.test', /has expired/],
  ['not-yet.test', /not valid yet/],
  ['wrong-host.test', /belongs to another name/],
  ['stranger.test', /forged or damaged/],
  ['self-signed.test', /made its security certificate itself/],
  ['ours.test', /not trusted|school’s own filter/],
])('%s is refused with a page that says what is wrong with it', async (host, words) => {
  for (const answer of [await open(pupil, `https://${host}/`), await openHttp2(pupil, `https://${host}/`)]) {
    expect(answer.status).toBe(502);
    expect(answer.headers['proxy-status']).toBe('schoolgate; error=tls_certificate_error');
    expect(answer.text).toMatch(words);
    expect(answer.text).not.toContain('reached');
  }
});

test('a certificate of ours is refused upstream even where a trusted root vouches for our authority', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-cross-'));
  const authority = await openAuthority(dir);
  const { root, cross } = await crossSign(authority.certificatePem);
  const leaf = authority.leaf(['ours.test']);
  const port = await serve('ours.test', { key: leaf.key, cert: leaf.cert + cross });
  const honest = await tlsTo(port, { ca: root, servername: 'ours.test' });
  expect(honest).toBe(true);
  const cheated = await openProxiedSchool({ proxy: { authority, extraRoots: [root], connectTo: () => ({ host: '127.0.0.1', port }) } });
  const browser = { proxyPort: cheated.proxy.port, authority: authority.certificatePem, credentials: await cheated.deviceOf(mia) };
  const answer = await open(browser, 'https://ours.test/');
  expect(answer.status).toBe(502);
  expect(answer.text).toContain('of this school’s own filter');
  await cheated.close();
  rmSync(dir, { recursive: true });
});

/** Whether a client with these roots would accept the server. */
function tlsTo(port: number, options: { ca: string; servername: string }): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ...options }, () => {
      resolve(socket.authorized);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

test('a site that is not TLS at all is a problem page too', async () => {
  const { createServer: createTcp } = await import('node:net');
  const server = createTcp((socket) => socket.end('SSH-2.0-x\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ports.set('not-tls.test', (server.address() as AddressInfo).port);
  const answer = await open(pupil, 'https://not-tls.test/');
  expect(answer.status).toBe(502);
  expect(answer.headers['proxy-status']).toBe('schoolgate; error=tls_protocol_error');
  server.close();
});
