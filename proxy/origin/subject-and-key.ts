import type { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';

/** A certificate's subject as DER, and its public key's bits: what OCSP hashes to name an issuer (RFC 6960 §4.1.1). */
export function subjectAndKeyOf(certificate: X509Certificate): { readonly subject: Buffer; readonly key: Buffer } {
  const { tbsCertificate } = AsnConvert.parse(certificate.raw, Certificate);
  return {
    subject: Buffer.from(AsnConvert.serialize(tbsCertificate.subject)),
    key: Buffer.from(tbsCertificate.subjectPublicKeyInfo.subjectPublicKey),
  };
}
