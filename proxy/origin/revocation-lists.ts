// Certificates that their issuers have withdrawn, from lists that the school is given as files (CRL, RFC 5280 §5).
import type { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { CertificateList } from '@peculiar/asn1-x509';
import { isSignedBy } from './signed-by.ts';
import type { Signature } from './signed-by.ts';
import { subjectAndKeyOf } from './subject-and-key.ts';
import type { Withdrawn } from './withdrawn.ts';

export interface RevocationList {
  /** DER of the issuer's name, hexadecimal. */
  readonly issuer: string;
  /** Serial numbers as `X509Certificate.serialNumber` writes them, without zeros in front. */
  readonly serials: ReadonlySet<string>;
  readonly signed: Buffer;
  readonly signature: Signature;
}

const deltaIndicator = '2.5.29.27';
const certificateIssuer = '2.5.29.29';

/** One list in DER; `null` when it cannot be read, is only what changed (a delta), or speaks for other issuers than its own. */
export function readRevocationList(der: Buffer): RevocationList | null {
  try {
    const { tbsCertList, tbsCertListRaw, signatureAlgorithm, signature } = AsnConvert.parse(der, CertificateList);
    const entries = tbsCertList.revokedCertificates ?? [];
    const partial = tbsCertList.crlExtensions?.some(({ extnID }) => extnID === deltaIndicator);
    const indirect = entries.some(({ crlEntryExtensions }) => crlEntryExtensions?.some(({ extnID }) => extnID === certificateIssuer));
    if (tbsCertListRaw === undefined || partial || indirect) return null;
    return {
      issuer: Buffer.from(AsnConvert.serialize(tbsCertList.issuer)).toString('hex'),
      serials: new Set(entries.map(({ userCertificate }) => plain(Buffer.from(userCertificate).toString('hex')))),
      signed: Buffer.from(tbsCertListRaw),
      signature: { algorithm: signatureAlgorithm.algorithm, bytes: Buffer.from(signature) },
    };
  } catch {
    return null;
  }
}

export function revocationLists(lists: readonly RevocationList[]): Withdrawn {
  const byIssuer = Map.groupBy(lists, ({ issuer }) => issuer);
  /** Issuers whose signature under a list was checked, by their fingerprint. */
  const checked = new Map<RevocationList, { readonly by: string; readonly good: boolean }>();
  const signedBy = (list: RevocationList, issuer: X509Certificate): boolean => {
    const known = checked.get(list);
    if (known?.by === issuer.fingerprint256) return known.good;
    const good = isSignedBy(list.signed, list.signature, issuer.publicKey);
    checked.set(list, { by: issuer.fingerprint256, good });
    return good;
  };
  return {
    holdsAny(chain) {
      return chain.some((certificate, index) => {
        const issuer = chain[index + 1];
        if (issuer === undefined) return false;
        const serial = plain(certificate.serialNumber);
        const candidates = byIssuer.get(subjectAndKeyOf(issuer).subject.toString('hex')) ?? [];
        return candidates.some((list) => list.serials.has(serial) && signedBy(list, issuer));
      });
    },
  };
}

const plain = (hex: string): string => hex.toLowerCase().replace(/^0+(?=.)/, '');
