// The school's own certificate authority and the certificates it makes.
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as x509 from '@peculiar/x509';
import { openAuthority } from '#proxy/tls/authority.ts';
import { trustedRoots } from '#proxy/tls/trust.ts';

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'schoolgate-authority-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('the first start makes an authority that may issue leaves only, and the next start finds it', async () => {
  const made = await openAuthority(dir);
  const certificate = new x509.X509Certificate(made.certificatePem);
  const constraints = certificate.getExtension(x509.BasicConstraintsExtension);
  expect(constraints).toMatchObject({ ca: true, pathLength: 0, critical: true });
  const usage = certificate.getExtension(x509.KeyUsagesExtension);
  expect(usage).toMatchObject({ critical: true, usages: x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign });
  expect(certificate.getExtension(x509.SubjectKeyIdentifierExtension)).not.toBeNull();
  expect(certificate.subject).toMatch(/^CN=Schoolgate CA [0-9a-f]{8}$/);
  expect(made.fingerprint).toMatch(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  const years = (certificate.notAfter.getTime() - Date.now()) / 31_556_952_000;
  expect(years).toBeGreaterThan(9.9);
  expect(years).toBeLessThan(10.1);
  expect(await openAuthority(dir)).toMatchObject({ fingerprint: made.fingerprint, certificatePem: made.certificatePem });
});

test('nobody but the proxy’s user may read the key, also after a backup was copied back', async () => {
  await openAuthority(dir);
  const key = join(dir, 'authority.key.pem');
  expect(statSync(key).mode & 0o777).toBe(0o600);
  chmodSync(key, 0o644);
  await openAuthority(dir);
  expect(statSync(key).mode & 0o777).toBe(0o600);
});

test('of two processes that start at once neither overwrites the other’s authority', async () => {
  const results = await Promise.allSettled([openAuthority(dir), openAuthority(dir)]);
  const first = results.find((result) => result.status === 'fulfilled');
  expect(await openAuthority(dir)).toMatchObject({ fingerprint: first?.value.fingerprint });
});

test('half an authority, a strange key and an expired certificate each say what to do', async () => {
  await openAuthority(dir);
  const [key, cert] = [join(dir, 'authority.key.pem'), join(dir, 'authority.pem')];
  renameSync(key, join(dir, 'away'));
  await expect(openAuthority(dir)).rejects.toThrow(/only one file is there.*authority\.pem.*backup/);
  expect(existsSync(key)).toBe(false);
  const other = mkdtempSync(join(dir, 'other-'));
  await openAuthority(other);
  writeFileSync(key, readFileSync(join(other, 'authority.key.pem')));
  await expect(openAuthority(dir)).rejects.toThrow(/does not belong/);
  rmSync(cert);
});

test('leaves carry exactly the names they are for, in an extension that must be understood', async () => {
  const authority = await openAuthority(dir);
  const leaf = new X509Certificate(authority.leaf(['school.example', '10.1.2.3', '2001:db8::7', 'xn--bcher-kva.example']).cert);
  expect(leaf.subjectAltName).toBe('DNS:school.example, IP Address:10.1.2.3, IP Address:2001:DB8:0:0:0:0:0:7, DNS:xn--bcher-kva.example');
  const parsed = new x509.X509Certificate(leaf.raw);
  expect(parsed.getExtension(x509.SubjectAlternativeNameExtension)?.critical).toBe(true);
  expect(parsed.getExtension(x509.BasicConstraintsExtension)?.ca).toBe(false);
  expect(parsed.getExtension(x509.ExtendedKeyUsageExtension)?.usages).toEqual([x509.ExtendedKeyUsage.serverAuth]);
  const issuer = new X509Certificate(authority.certificatePem);
  expect(leaf.checkIssued(issuer) && leaf.verify(issuer.publicKey)).toBe(true);
  const authorityKey = parsed.getExtension(x509.AuthorityKeyIdentifierExtension)?.keyId;
  expect(authorityKey).toBe(new x509.X509Certificate(issuer.raw).getExtension(x509.SubjectKeyIdentifierExtension)?.keyId);
  expect(Date.parse(leaf.validFrom)).toBeLessThan(Date.now() - 86_000_000);
  expect(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)).toBeLessThanOrEqual(45 * 86_400_000);
});

test('serial numbers are positive and never repeat; one key serves all leaves and is not the authority’s', async () => {
  const authority = await openAuthority(dir);
  const leaves = Array.from({ length: 200 }, (_, index) => authority.leaf([`h${index}.example`]));
  const serials = leaves.map(({ cert }) => new X509Certificate(cert).serialNumber);
  expect(new Set(serials).size).toBe(200);
  for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9A-F]{31}$/);
  expect(new Set(leaves.map(({ key }) => key)).size).toBe(1);
  expect(leaves[0]?.key).not.toBe(readFileSync(join(dir, 'authority.key.pem'), 'utf8'));
});

test('names that no certificate can carry are refused, and no name becomes a file', async () => {
  const authority = await openAuthority(dir);
  for (const name of ['', '../../etc/passwd', 'a b', 'a\0b', 'a/b', 'ü.example', `${'a'.repeat(300)}.example`])
    expect(() => authority.leaf([name]), name).toThrow(RangeError);
  expect(() => authority.leaf([])).toThrow(RangeError);
  authority.leaf(['con', 'nul', '..', 'authority.pem']);
  expect(readdirSync(dir).sort()).toEqual(['authority.key.pem', 'authority.pem']);
});

test('our own authority is never among the roots for origins, in whatever shape somebody adds it', async () => {
  const authority = await openAuthority(dir);
  const oneLine = authority.certificatePem.replaceAll('\n', '\r\n');
  const roots = trustedRoots([authority.certificatePem], [authority.certificatePem, oneLine]);
  expect(roots.length).toBeGreaterThan(50);
  for (const pem of roots) expect(new X509Certificate(pem).fingerprint256).not.toBe(authority.fingerprint);
});
