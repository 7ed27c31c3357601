// What is asked of a chain besides what OpenSSL asks, and lists of withdrawn certificates, without a connection.
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chainFault } from '#proxy/origin/certificate-chain.ts';
import { mustStaple } from '#proxy/origin/must-staple.ts';
import { originSessions } from '#proxy/origin/origin-sessions.ts';
import { readRevocationFiles } from '#proxy/origin/revocation-files.ts';
import { readRevocationList, revocationLists } from '#proxy/origin/revocation-lists.ts';
import { stapledStatus } from '#proxy/origin/stapled-status.ts';
import { ecKeys, makeCertificate, rsaKeys } from './support/certificate-maker.ts';
import { ocspAnswer } from './support/ocsp-maker.ts';

const notOurs = [Buffer.from('no key of anybody')];

test.each([
  ['RSA with 2048 bits', rsaKeys(2048), null],
  ['RSA with 1024 bits', rsaKeys(1024), 'weak-key'],
  ['P-256', ecKeys('P-256'), null],
  ['P-384', ecKeys('P-384'), null],
  ['P-521', ecKeys('P-521'), null],
  ['P-224', ecKeys('P-224'), 'weak-key'],
  ['P-192', ecKeys('P-192'), 'weak-key'],
  ['a curve of money, not of websites', ecKeys('secp256k1'), 'weak-key'],
])('a certificate with %s', async (_name, keys, fault) => {
  const issuer = await makeCertificate({ subject: 'CN=Root', ca: true });
  const made = await makeCertificate({ names: ['a.test'], issuer, keys });
  expect(chainFault([new X509Certificate(made.cert)], notOurs)).toBe(fault);
});

test('an address in a certificate is a name', async () => {
  const made = await makeCertificate({ names: ['a.test'] });
  expect(chainFault([new X509Certificate(made.cert)], notOurs)).toBeNull();
  expect(chainFault([], notOurs)).toBe('no-names');
});

test('a staple proves its own certificate only, and odd bytes prove nothing and never throw', async () => {
  const issuer = await makeCertificate({ subject: 'CN=Root', ca: true });
  const about = await makeCertificate({ names: ['a.test'], issuer });
  const other = await makeCertificate({ names: ['a.test'], issuer });
  const answer = ocspAnswer({ about, issuer, status: 'good' });
  const read = ({ cert }: { cert: string }): X509Certificate => new X509Certificate(cert);
  expect(stapledStatus(answer, read(about), read(issuer), Date.now())).toBe('good');
  expect(stapledStatus(answer, read(other), read(issuer), Date.now())).toBe('unproved');
  expect(stapledStatus(answer, read(about), read(issuer), Date.now() + 10 * 86_400_000)).toBe('unproved');
  expect(stapledStatus(answer, read(about), read(issuer), Date.now() - 10 * 86_400_000)).toBe('unproved');
  const withdrawn = ocspAnswer({ about, issuer, status: 'revoked' });
  expect(stapledStatus(withdrawn, read(about), read(issuer), Date.now() + 10 * 86_400_000)).toBe('revoked');
  fc.assert(
    fc.property(fc.nat(answer.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Buffer.from(answer);
      changed[at] = (changed[at] ?? 0) ^ change;
      // A bit of what is not signed (the outer shell) may change without changing what is said.
      expect(['good', 'unproved']).toContain(stapledStatus(changed, read(about), read(issuer), Date.now()));
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(stapledStatus(Buffer.from(bytes), read(about), read(issuer), Date.now())).toBe('unproved');
      expect(readRevocationList(Buffer.from(bytes))).toBeNull();
    }),
    { numRuns: 300 },
  );
});

test('only a responder that the issuer named for this may speak for it', async () => {
  const issuer = await makeCertificate({ subject: 'CN=Root', ca: true });
  const about = await makeCertificate({ names: ['a.test'], issuer });
  const website = await makeCertificate({ names: ['b.test'], issuer });
  const answer = ocspAnswer({ about, issuer, status: 'revoked', signer: website });
  expect(stapledStatus(answer, new X509Certificate(about.cert), new X509Certificate(issuer.cert), Date.now())).toBe('unproved');
});

test('must-staple is read from its own extension only', async () => {
  const issuer = await makeCertificate({ subject: 'CN=Root', ca: true });
  const plain = await makeCertificate({ names: ['a.test'], issuer });
  expect(mustStaple(new X509Certificate(plain.cert))).toBe(false);
});

test('files that are no lists are named and left out; a list in DER is read', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-crls-'));
  writeFileSync(join(dir, 'a.crl'), 'nothing');
  writeFileSync(join(dir, 'b.crl'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
  const { found, problems } = await readRevocationFiles([dir, join(dir, 'missing')]);
  expect(found).toEqual([]);
  expect(problems).toHaveLength(3);
  expect(problems.join('\n')).toMatch(/a\.crl, list 1 is no complete.*\n.*b\.crl cannot be read.*\n.*missing cannot be read/);
  expect(revocationLists(found).holdsAny([])).toBe(false);
  rmSync(dir, { recursive: true });
});

test('sessions with origins are bounded by their bytes, and are not longer good because they were renewed', () => {
  const sessions = originSessions();
  for (let index = 0; index < 3000; index++) sessions.keep(`host-${index}`, Buffer.alloc(10_000));
  expect(sessions.find('host-0')).toBeUndefined();
  expect(sessions.find('host-2999')).toBeDefined();
  sessions.forget('host-2999');
  expect(sessions.find('host-2999')).toBeUndefined();
});
