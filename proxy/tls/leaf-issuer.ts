// Leaf certificates by hand-made DER: 0.1 ms each instead of 2 ms with an ASN.1 library, and a new host waits for one.
// One key serves all leaves of a process; it never leaves memory.
import { createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { bitString, elementAt, extension, integer, oid, sequence, time, tlv } from './der.ts';

export interface KeyPair {
  /** PEM, PKCS#8. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
}

const day = 86_400_000;
/** Short, because a leaf cannot be revoked; browsers accept up to 398 days. */
const lifetime = 44 * day;

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const rsaWithSha256 = sequence(oid('2a864886f70d01010b'), tlv(0x05));
const version3 = Buffer.from('a003020102', 'hex');
const emptyName = sequence();
const ids = {
  subjectAltName: oid('551d11'),
  keyUsage: oid('551d0f'),
  extendedKeyUsage: oid('551d25'),
  basicConstraints: oid('551d13'),
  authorityKeyId: oid('551d23'),
};
const fixedExtensions = Buffer.concat([
  extension(ids.basicConstraints, true, sequence()),
  extension(ids.keyUsage, true, Buffer.from('03020780', 'hex')), // digitalSignature
  extension(ids.extendedKeyUsage, false, sequence(oid('2b06010505070301'))), // serverAuth
]);

/** Makes leaves of the authority for DNS names (A-labels) and IP addresses. Throws on an empty list. Uses the real clock. */
export function leafIssuer(authority: KeyPair): (names: readonly string[]) => KeyPair {
  const certificate = new X509Certificate(authority.cert);
  const signingKey = createPrivateKey(authority.key);
  const issuer = subjectOf(certificate.raw);
  const authorityKeyId = extension(ids.authorityKeyId, false, sequence(tlv(0x80, subjectKeyIdOf(certificate))));
  // Whoever needs an RSA authority cannot read other keys in leaves either.
  const rsa = signingKey.asymmetricKeyType === 'rsa';
  const leafKeys = rsa ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signatureAlgorithm = rsa ? rsaWithSha256 : ecdsaWithSha256;
  const spki = leafKeys.publicKey.export({ type: 'spki', format: 'der' });
  const key = leafKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  return (names) => {
    if (names.length === 0) throw new RangeError('A certificate needs a name.');
    const now = Date.now();
    const notAfter = Math.min(now + lifetime, Date.parse(certificate.validTo));
    // With an empty subject the names must be critical (RFC 5280 §4.1.2.6).
    const subjectAltName = extension(ids.subjectAltName, true, sequence(...names.map(generalName)));
    const toBeSigned = sequence(
      version3,
      integer(serialNumber()),
      signatureAlgorithm,
      issuer,
      sequence(time(now - day), time(notAfter)),
      emptyName,
      spki,
      tlv(0xa3, sequence(fixedExtensions, authorityKeyId, subjectAltName)),
    );
    const der = sequence(toBeSigned, signatureAlgorithm, bitString(sign('sha256', toBeSigned, signingKey)));
    return { key, cert: pemOf(der) };
  };
}

/** 127 random bits, first one set, so that every serial is positive and of one length (RFC 5280 §4.1.2.2). */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

function generalName(name: string): Buffer {
  if (ipaddr.isValid(name)) return tlv(0x87, Buffer.from(ipaddr.parse(name).toByteArray()));
  if (!/^[a-z0-9_*.-]{1,253}$/i.test(name)) throw new RangeError('Not a host name that a certificate can carry.');
  return tlv(0x82, Buffer.from(name, 'latin1'));
}

/** The authority's Name exactly as its own certificate writes it: issuer and subject are compared byte by byte. */
function subjectOf(der: Buffer): Buffer {
  const tbsAt = elementAt(der, 0).contentAt;
  let offset = elementAt(der, tbsAt).contentAt;
  const skip = (): void => void (offset += elementAt(der, offset).whole.length);
  for (let field = 0; field < 5; field++) skip(); // version, serial, algorithm, issuer, validity
  return elementAt(der, offset).whole;
}

/** The value of subjectKeyIdentifier: `04 len bytes` inside the extension that `2.5.29.14` names. */
function subjectKeyIdOf(certificate: X509Certificate): Buffer {
  const id = oid('551d0e');
  const at = certificate.raw.indexOf(id);
  if (at < 0) throw new Error('The authority certificate has no subject key identifier.');
  const outer = elementAt(certificate.raw, at + id.length);
  const inner = elementAt(certificate.raw, outer.contentAt);
  return inner.whole.subarray(inner.contentAt - outer.contentAt);
}

function pemOf(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
