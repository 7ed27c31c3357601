// A new authority beside the old one: published before it is used, in use from its moment on, and the old key gone after.
import 'reflect-metadata';
import { once } from 'node:events';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import * as x509 from '@peculiar/x509';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAuthority } from '#proxy/tls/authority.ts';
import { addAuthority } from '#proxy/tls/authority-files.ts';
import { newAuthority } from '#proxy/tls/new-authority.ts';
import { mia } from '../support/cast.ts';
import { allBytes, connectThrough, open, tcpTo } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool } from './support/proxied-school.ts';

const day = 86_400_000;
let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'schoolgate-rotation-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const issuerOf = (leaf: { cert: string }, pem: string): boolean =>
  new X509Certificate(leaf.cert).verify(new X509Certificate(pem).publicKey);

test('until its moment the next authority is published and not used', async () => {
  const old = await openAuthority(dir);
  const next = await newAuthority();
  await addAuthority(dir, next, Date.now() + 14 * day);
  const both = await openAuthority(dir);
  expect(both.fingerprint).toBe(old.fingerprint);
  expect(both.published).toEqual([old.certificatePem, next.cert]);
  expect(both.owned).toEqual([old.certificatePem, next.cert]);
  expect(issuerOf(both.leaf(['a.test']), old.certificatePem)).toBe(true);
  expect(old.next).toBeNull();
  await old.refresh();
  expect(old.next?.certificatePem).toBe(next.cert);
});

test('from its moment on leaves come from the next, also in an authority that was opened before', async () => {
  const authority = await openAuthority(dir);
  const first = authority.certificatePem;
  const next = await newAuthority();
  await addAuthority(dir, next, Date.now() + 300);
  await authority.refresh();
  expect(issuerOf(authority.leaf(['a.test']), first)).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 350));
  expect(issuerOf(authority.leaf(['a.test']), next.cert)).toBe(true);
  expect(authority.published).toEqual([next.cert]);
  expect(authority.owned).toEqual([first, next.cert]);
  expect(authority.next).toBeNull();
});

test('the old key is kept for a day after it was replaced, and then removed', async () => {
  await openAuthority(dir);
  await addAuthority(dir, await newAuthority(), Date.now() - 1000);
  await openAuthority(dir);
  expect(existsSync(join(dir, 'authority.key.pem'))).toBe(true);
  writeFileSync(join(dir, 'authority-2.json'), JSON.stringify({ from: Date.now() - 2 * day }));
  const { fingerprint } = await openAuthority(dir);
  expect(readdirSync(dir).toSorted()).toEqual(['authority-2.json', 'authority-2.key.pem', 'authority-2.pem']);
  expect((await openAuthority(dir)).fingerprint).toBe(fingerprint);
  expect(statSync(join(dir, 'authority-2.key.pem')).mode & 0o777).toBe(0o600);
});

test('a rotation that was cut short counts for nothing; one whose moment cannot be read says so', async () => {
  const { fingerprint } = await openAuthority(dir);
  const next = await newAuthority();
  writeFileSync(join(dir, 'authority-2.pem'), next.cert);
  expect(await openAuthority(dir)).toMatchObject({ fingerprint, next: null });
  rmSync(join(dir, 'authority-2.pem'));
  await addAuthority(dir, next, Date.now() + day);
  writeFileSync(join(dir, 'authority-2.json'), '{}');
  await expect(openAuthority(dir)).rejects.toThrow(/authority-2\.json does not say from when/);
  rmSync(join(dir, 'authority-2.key.pem'));
  await expect(openAuthority(dir)).rejects.toThrow(/only one file is there.*authority-2/);
});

test('an RSA authority makes RSA leaves that a client accepts, and names that it may never issue for are in its certificate', async () => {
  const made = await newAuthority({ keyType: 'rsa-2048', never: ['nhs.uk', 'bank.test'] });
  const certificate = new X509Certificate(made.cert);
  expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  const constraints = new x509.X509Certificate(certificate.raw).getExtension('2.5.29.30');
  expect(constraints?.critical).toBe(true);
  expect(Buffer.from(constraints?.value ?? new ArrayBuffer()).toString('latin1')).toMatch(/nhs\.uk.*bank\.test/s);
  await openAuthority(dir);
  await addAuthority(dir, made, Date.now() - 1000);
  const authority = await openAuthority(dir);
  const school = await openProxiedSchool({ proxy: { authority } });
  const browser = { proxyPort: school.proxy.port, authority: made.cert, credentials: await school.deviceOf(mia) };
  expect(await open(browser, 'https://allowed.test/')).toMatchObject({ status: 200 });
  await expect(open(browser, 'https://www.nhs.uk/')).rejects.toThrow(/subtree|excluded|permitted/i);
  await school.close();
}, 60_000);

test('a running proxy takes the next authority up at its moment; a connection that stands is not touched', async () => {
  const authority = await openAuthority(dir);
  const first = authority.certificatePem;
  const school = await openProxiedSchool({ proxy: { authority } });
  const credentials = await school.deviceOf(mia);
  const trusting = (pem: string): Browser => ({ proxyPort: school.proxy.port, authority: pem, credentials });
  const { socket } = await connectThrough(trusting(first), 'standing.test:443');
  const standing = connect({ socket, host: 'standing.test', servername: 'standing.test', ca: first });
  await once(standing, 'secureConnect');
  expect(await open(trusting(first), 'https://site.test/')).toMatchObject({ status: 200 });

  const next = await newAuthority();
  await addAuthority(dir, next, Date.now());
  await authority.refresh();
  expect(await open(trusting(next.cert), 'https://site.test/')).toMatchObject({ status: 200 });
  await expect(open(trusting(first), 'https://site.test/')).rejects.toThrow();
  standing.write('GET / HTTP/1.1\r\nhost: standing.test\r\nconnection: close\r\n\r\n');
  expect(await allBytes(standing)).toMatch(/^HTTP\/1\.1 200 /);
  await school.close();
}, 60_000);

test('no address that anybody asks the proxy for brings a key', async () => {
  const authority = await openAuthority(join(dir, 'ca'));
  const school = await openProxiedSchool({ proxy: { authority } });
  const credentials = await school.deviceOf(mia);
  const host = `127.0.0.1:${school.proxy.port}`;
  const paths = [
    'ca/authority.key.pem',
    'authority.key.pem',
    '../ca/authority.key.pem',
    '..%2fca%2fauthority.key.pem',
    `${dir.slice(1)}/ca/authority.key.pem`,
  ];
  const asked = paths.flatMap((path) => [
    `GET /${path} HTTP/1.1\r\nhost: ${host}`,
    `GET http://${host}/${path} HTTP/1.1\r\nhost: ${host}`,
    `GET http://dashboard.greenfield.test/${path} HTTP/1.1\r\nhost: dashboard.greenfield.test`,
    `GET file:///${path} HTTP/1.1\r\nhost: ${host}`,
    `CONNECT ${path}:443 HTTP/1.1\r\nhost: ${path}`,
  ]);
  for (const head of asked) {
    const socket = await tcpTo({ proxyPort: school.proxy.port });
    socket.write(`${head}\r\nproxy-authorization: ${credentials}\r\nconnection: close\r\n\r\n`);
    const answer = await allBytes(socket);
    expect(answer, head).toMatch(/^HTTP\/1\.1 \d/);
    expect(answer, head).not.toMatch(/PRIVATE KEY/);
  }
  await school.close();
});
