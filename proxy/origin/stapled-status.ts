// The proof, sent by the origin itself, that its certificate has not been withdrawn (OCSP, RFC 6960; stapling, RFC 6066 §8).
import { createHash, X509Certificate } from 'node:crypto';
import { BasicOCSPResponse, OCSPResponse, OCSPResponseStatus, id_pkix_ocsp_basic } from '@peculiar/asn1-ocsp';
import type { SingleResponse } from '@peculiar/asn1-ocsp';
import { AsnConvert } from '@peculiar/asn1-schema';
import { subjectAndKeyOf } from './subject-and-key.ts';
import { isSignedBy } from './signed-by.ts';

/**
 * `unproved`: it is not signed by the issuer or in its name, is about another certificate, too old, from the future, or
 * cannot be read. Whoever could put such an answer in could leave it out as well, so it counts as none.
 */
export type StapledStatus = 'good' | 'revoked' | 'unproved';

/** Clocks that differ, milliseconds. */
const leeway = 300_000;
/** Answers without a `nextUpdate` may always be newer (RFC 6960 §2.4); they count for a day. */
const withoutEnd = 86_400_000;
const ocspSigning = '1.3.6.1.5.5.7.3.9';

/** Never throws. @param now epoch milliseconds */
export function stapledStatus(response: Buffer, leaf: X509Certificate, issuer: X509Certificate, now: number): StapledStatus {
  try {
    return statusOf(response, leaf, issuer, now);
  } catch {
    return 'unproved';
  }
}

function statusOf(response: Buffer, leaf: X509Certificate, issuer: X509Certificate, now: number): StapledStatus {
  const { responseStatus, responseBytes } = AsnConvert.parse(response, OCSPResponse);
  if (responseStatus !== OCSPResponseStatus.successful || responseBytes?.responseType !== id_pkix_ocsp_basic) return 'unproved';
  const basic = AsnConvert.parse(responseBytes.response.buffer, BasicOCSPResponse);
  const signed = basic.tbsResponseDataRaw;
  if (signed === undefined) return 'unproved';
  const signature = { algorithm: basic.signatureAlgorithm.algorithm, bytes: Buffer.from(basic.signature) };
  const signers = [
    issuer,
    ...(basic.certs ?? []).map((certificate) => new X509Certificate(Buffer.from(AsnConvert.serialize(certificate)))),
  ];
  if (!signers.some((signer) => maySign(signer, issuer, now) && isSignedBy(Buffer.from(signed), signature, signer.publicKey)))
    return 'unproved';
  const single = basic.tbsResponseData.responses.find((one) => isAbout(one, leaf, issuer));
  if (single === undefined) return 'unproved';
  // What was withdrawn stays withdrawn, also in an old answer.
  if (single.certStatus.revoked !== undefined) return 'revoked';
  const from = single.thisUpdate.getTime();
  const until = single.nextUpdate?.getTime() ?? from + withoutEnd;
  const fresh = from <= now + leeway && until >= now - leeway;
  return fresh && single.certStatus.good !== undefined ? 'good' : 'unproved';
}

/** The issuer itself, or whom it gave a certificate for just this (RFC 6960 §4.2.2.2). */
function maySign(signer: X509Certificate, issuer: X509Certificate, now: number): boolean {
  if (signer.raw.equals(issuer.raw)) return true;
  const valid = Date.parse(signer.validFrom) <= now + leeway && Date.parse(signer.validTo) >= now - leeway;
  return valid && (signer.keyUsage ?? []).includes(ocspSigning) && signer.checkIssued(issuer) && signer.verify(issuer.publicKey);
}

const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1', // names the certificate only; the signature is what proves
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

function isAbout({ certID }: SingleResponse, leaf: X509Certificate, issuer: X509Certificate): boolean {
  const hash = hashes[certID.hashAlgorithm.algorithm];
  if (hash === undefined || !sameNumber(Buffer.from(certID.serialNumber), leaf.serialNumber)) return false;
  const { subject, key } = subjectAndKeyOf(issuer);
  const digest = (bytes: Buffer): Buffer => createHash(hash).update(bytes).digest();
  return digest(subject).equals(Buffer.from(certID.issuerNameHash.buffer)) && digest(key).equals(Buffer.from(certID.issuerKeyHash.buffer));
}

/** DER writes a zero before a number that would look negative; Node's hexadecimal does not. */
const sameNumber = (der: Buffer, hex: string): boolean => BigInt(`0x${der.toString('hex') || '0'}`) === BigInt(`0x${hex || '0'}`);
