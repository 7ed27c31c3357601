// Every way in which an origin can fail to prove who it is: refused with a page that says which, on real sockets.
import 'reflect-metadata';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import * as x509 from '@peculiar/x509';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { open } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { makeCertificate, rsaKeys } from './support/certificate-maker.ts';
import type { Made, Wanted } from './support/certificate-maker.ts';
import { ocspAnswer } from './support/ocsp-maker.ts';
import { openProxiedSchool } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

const day = 86_400_000;
const ports = new Map<string, number>();
const servers: Server[] = [];
let dir: string;
let school: ProxiedSchool;
let pupil: Browser;
let root: Made;
let rsaRoot: Made;
let intermediate: Made;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'schoolgate-crl-'));
  root = await makeCertificate({ subject: 'CN=Trusted root', ca: true });
  rsaRoot = await makeCertificate({ subject: 'CN=Trusted RSA root', ca: true, keys: rsaKeys(2048) });
  intermediate = await makeCertificate({ subject: 'CN=Intermediate', ca: true, issuer: root });
  await serveAll();
  school = await openProxiedSchool({
    proxy: {
      extraRoots: [root.cert, rsaRoot.cert],
      revocationLists: [dir],
      connectTo: (host) => ({ host: '127.0.0.1', port: ports.get(host) ?? 1 }),
    },
  });
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
}, 60_000);
afterAll(async () => {
  await school.close();
  for (const server of servers) server.close();
  rmSync(dir, { recursive: true, force: true });
});

interface Shown {
  /** Default: the certificate alone. */
  readonly chain?: string;
  readonly tls?: TlsOptions;
  readonly staple?: Buffer;
}

async function serve(host: string, { key, cert }: Made, { chain = cert, tls = {}, staple }: Shown = {}): Promise<void> {
  const server = createServer({ key, cert: chain, ...tls }, (_request, response) => response.end('reached'));
  if (staple !== undefined) server.on('OCSPRequest', (_certificate, _issuer, answer) => answer(null, staple));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ports.set(host, (server.address() as AddressInfo).port);
}

const mustStaple = new x509.Extension('1.3.6.1.5.5.7.1.24', false, Buffer.from('3003020105', 'hex'));
const anyStrength: TlsOptions = { ciphers: 'ALL:@SECLEVEL=0' };

async function serveAll(): Promise<void> {
  const site = (name: string, wanted: Wanted = {}): Promise<Made> => makeCertificate({ names: [name], issuer: root, ...wanted });
  const put = async (name: string, wanted: Wanted = {}, shown: Shown = {}): Promise<void> => serve(name, await site(name, wanted), shown);
  await put('good.test');
  await put('good-rsa.test', { issuer: rsaRoot, keys: rsaKeys(2048) });
  await put('x1.wild.test', { names: ['*.wild.test'] });
  await put('many-names.test', { names: [...Array.from({ length: 200 }, (_, index) => `n${index}.test`), 'many-names.test'] });
  await put('tls12.test', {}, { tls: { maxVersion: 'TLSv1.2' } });
  await put('asks-for-certificate.test', {}, { tls: { requestCert: true, rejectUnauthorized: false } });
  const whole = await site('whole-chain.test', { issuer: intermediate });
  await serve('whole-chain.test', whole, { chain: whole.cert + intermediate.cert });

  await put('expired.test', { from: Date.now() - 10 * day, until: Date.now() - day });
  await put('not-yet.test', { from: Date.now() + day, until: Date.now() + 5 * day });
  await put('wrong-name.test', { names: ['another.test'] });
  await put('a.b.levels.test', { names: ['*.levels.test'] });
  await serve('self-made.test', await makeCertificate({ names: ['self-made.test'] }));
  const stranger = await makeCertificate({ subject: 'CN=Unknown root', ca: true });
  const strange = await site('stranger.test', { issuer: stranger });
  await serve('stranger.test', strange, { chain: strange.cert + stranger.cert });
  const impostor = await makeCertificate({ subject: 'CN=Trusted root', ca: true });
  const forged = await site('impostor.test', { issuer: impostor });
  await serve('impostor.test', forged, { chain: forged.cert + impostor.cert });
  await put('incomplete.test', { issuer: intermediate });
  const noAuthority = await site('no-authority.test');
  const byNobody = await site('issued-by-leaf.test', { issuer: noAuthority });
  await serve('issued-by-leaf.test', byNobody, { chain: byNobody.cert + noAuthority.cert });
  await put('client-only.test', { usages: [x509.ExtendedKeyUsage.clientAuth] });
  const constraints = new x509.Extension('2.5.29.30', true, constrainedTo('allowed.example'));
  const constrained = await makeCertificate({ subject: 'CN=Constrained', ca: true, issuer: root, extensions: [constraints] });
  const outside = await site('outside.test', { issuer: constrained });
  await serve('outside.test', outside, { chain: outside.cert + constrained.cert });
  await put('unknown-extension.test', { extensions: [new x509.Extension('1.2.3.4.5.6', true, Buffer.from('0c0178', 'hex'))] });
  await serve('common-name.test', await makeCertificate({ subject: 'CN=common-name.test', issuer: root }));
  await put('sha1.test', { issuer: rsaRoot, keys: rsaKeys(2048), brokenHash: 'sha1' }, { tls: anyStrength });
  await put('md5.test', { issuer: rsaRoot, keys: rsaKeys(2048), brokenHash: 'md5' }, { tls: anyStrength });
  await put('rsa1024.test', { issuer: rsaRoot, keys: rsaKeys(1024) }, { tls: anyStrength });
  const weak = await makeCertificate({ subject: 'CN=Weak intermediate', ca: true, issuer: rsaRoot, keys: rsaKeys(1024) });
  const underWeak = await site('weak-issuer.test', { issuer: weak, keys: rsaKeys(2048) });
  await serve('weak-issuer.test', underWeak, { chain: underWeak.cert + weak.cert, tls: anyStrength });
  await put('tls10.test', {}, { tls: { ...anyStrength, minVersion: 'TLSv1', maxVersion: 'TLSv1' } });
  await put('tls11.test', {}, { tls: { ...anyStrength, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' } });

  const stapled = async (name: string, staple: (about: Made) => Buffer, extensions: x509.Extension[] = []): Promise<void> => {
    const made = await site(name, { extensions });
    await serve(name, made, { staple: staple(made) });
  };
  const responder = await makeCertificate({ subject: 'CN=Responder', issuer: root, usages: [x509.ExtendedKeyUsage.ocspSigning] });
  await stapled('stapled.test', (about) => ocspAnswer({ about, issuer: root, status: 'good' }), [mustStaple]);
  await stapled('stapled-by-responder.test', (about) => ocspAnswer({ about, issuer: root, status: 'good', signer: responder }), [
    mustStaple,
  ]);
  await stapled('revoked.test', (about) => ocspAnswer({ about, issuer: root, status: 'revoked' }));
  await stapled('revoked-by-responder.test', (about) => ocspAnswer({ about, issuer: root, status: 'revoked', signer: responder }));
  await put('must-staple.test', { extensions: [mustStaple] });
  await stapled(
    'old-staple.test',
    (about) => ocspAnswer({ about, issuer: root, status: 'good', until: Date.now() - day, from: Date.now() - 2 * day }),
    [mustStaple],
  );
  await stapled('strange-staple.test', (about) => ocspAnswer({ about, issuer: root, status: 'good', signer: stranger }), [mustStaple]);
  const other = await site('other.test');
  await stapled('others-staple.test', () => ocspAnswer({ about: other, issuer: root, status: 'good' }), [mustStaple]);
  await stapled('unknown-staple.test', (about) => ocspAnswer({ about, issuer: root, status: 'unknown' }), [mustStaple]);
  await stapled('odd-bytes.test', () => Buffer.from('not an answer'), [mustStaple]);
  await stapled('odd-bytes-not-needed.test', () => Buffer.from('not an answer'));
  await stapled('strangers-word.test', (about) => ocspAnswer({ about, issuer: root, status: 'revoked', signer: stranger }));

  const listed = await site('on-a-list.test');
  const unlisted = await site('on-a-forged-list.test');
  await serve('on-a-list.test', listed);
  await serve('on-a-forged-list.test', unlisted);
  await list('good.crl', root, listed);
  await list('forged.crl', impostor, unlisted);
  writeFileSync(join(dir, 'broken.crl'), 'nothing');
}

/** NameConstraints (RFC 5280 §4.2.1.10) that permit one DNS name. */
function constrainedTo(name: string): Uint8Array<ArrayBuffer> {
  const tlv = (tag: number, content: Buffer): Buffer => Buffer.concat([Buffer.from([tag, content.length]), content]);
  return new Uint8Array(tlv(0x30, tlv(0xa0, tlv(0x30, tlv(0x82, Buffer.from(name))))));
}

async function list(file: string, issuer: Made, ...withdrawn: Made[]): Promise<void> {
  const signingKey = await crypto.subtle.importKey(
    'pkcs8',
    issuer.privateKey.export({ type: 'pkcs8', format: 'der' }),
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  );
  const crl = await x509.X509CrlGenerator.create({
    issuer: issuer.certificate.subject,
    thisUpdate: new Date(Date.now() - day),
    nextUpdate: new Date(Date.now() + day),
    entries: withdrawn.map(({ certificate }) => ({ serialNumber: certificate.serialNumber, revocationDate: new Date() })),
    signingKey,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  });
  writeFileSync(join(dir, file), crl.toString('pem'));
}

test.each([
  'good.test',
  'good-rsa.test',
  'x1.wild.test',
  'many-names.test',
  'tls12.test',
  'asks-for-certificate.test',
  'whole-chain.test',
  'stapled.test',
  'stapled-by-responder.test',
  'odd-bytes-not-needed.test',
  'strangers-word.test',
  'on-a-forged-list.test',
])('%s proves who it is and is reached', async (host) => {
  expect(await open(pupil, `https://${host}/`)).toMatchObject({ status: 200, text: 'reached' });
});

test.each([
  ['expired.test', 'has expired'],
  ['not-yet.test', 'is not valid yet'],
  ['wrong-name.test', 'belongs to another name'],
  ['a.b.levels.test', 'belongs to another name'],
  ['self-made.test', 'made its security certificate itself'],
  ['stranger.test', 'by an authority that is not trusted.'],
  ['impostor.test', 'forged or damaged'],
  ['incomplete.test', 'does not send its complete chain'],
  ['issued-by-leaf.test', 'issued by somebody who may not issue any'],
  ['client-only.test', 'is not meant for websites'],
  ['outside.test', 'may not issue any for this name'],
  ['unknown-extension.test', 'makes a demand that the filter does not know'],
  ['common-name.test', 'does not say, in the place where browsers look'],
  ['sha1.test', 'signed in a way that can be forged'],
  ['md5.test', 'signed in a way that can be forged'],
  ['rsa1024.test', 'has a key that is too weak'],
  ['weak-issuer.test', 'has a key that is too weak'],
  ['revoked.test', 'was withdrawn by its issuer'],
  ['revoked-by-responder.test', 'was withdrawn by its issuer'],
  ['on-a-list.test', 'was withdrawn by its issuer'],
  ['must-staple.test', 'must come with a proof'],
  ['old-staple.test', 'must come with a proof'],
  ['strange-staple.test', 'must come with a proof'],
  ['others-staple.test', 'must come with a proof'],
  ['unknown-staple.test', 'must come with a proof'],
  ['odd-bytes.test', 'must come with a proof'],
])('%s is refused: its certificate %s', async (host, words) => {
  const answer = await open(pupil, `https://${host}/`);
  expect(answer.headers['proxy-status']).toBe('schoolgate; error=tls_certificate_error');
  expect(answer.text).toContain(words);
  expect(answer).toMatchObject({ status: 502, text: expect.not.stringContaining('reached') });
});

test.each(['tls10.test', 'tls11.test'])('%s speaks a broken version of TLS, and the page says so', async (host) => {
  const answer = await open(pupil, `https://${host}/`);
  expect(answer.headers['proxy-status']).toBe('schoolgate; error=tls_protocol_error');
  expect(answer.text).toContain('versions of TLS that have been broken');
});

test('the reason is told in Welsh to who reads Welsh', async () => {
  const answer = await open(pupil, 'https://rsa1024.test/', { headers: { 'accept-language': 'cy' } });
  expect(answer.text).toContain('allwedd sy’n rhy wan');
});
