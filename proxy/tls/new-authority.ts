// Makes a certificate authority. Loaded only when one is to be made: the ASN.1 library is slow to load.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } from '@peculiar/asn1-x509';
import * as x509 from '@peculiar/x509';
import type { KeyPair } from './leaf-issuer.ts';

/** `rsa-2048` for devices that are too old for elliptic curves: each handshake costs ten times as much. */
export const authorityKeyTypes = ['p-256', 'rsa-2048'] as const;
export type AuthorityKeyType = (typeof authorityKeyTypes)[number];

export interface NewAuthority {
  readonly keyType?: AuthorityKeyType;
  /** DNS names, with all below them, that it may never issue for (RFC 5280 §4.2.1.10), whoever has its key. */
  readonly never?: readonly string[];
}

const day = 86_400_000;
const lifetime = 3652 * day;
const algorithms = {
  'p-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'rsa-2048': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
} as const;

/** A self-signed authority that may issue leaves only (`pathlen:0`), for ten years. */
export async function newAuthority({ keyType = 'p-256', never = [] }: NewAuthority = {}): Promise<KeyPair> {
  const algorithm = algorithms[keyType];
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  // The random part tells the authorities of two schools apart in a list of trusted certificates.
  const name = `Schoolgate CA ${randomBytes(4).toString('hex')}`;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: `4${randomBytes(16).toString('hex').slice(1)}`,
    name: [{ CN: [name] }],
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + lifetime),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...(never.length === 0 ? [] : [excluding(never)]),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), cert: certificate.toString('pem') };
}

function excluding(names: readonly string[]): x509.Extension {
  const excluded = names.map((dNSName) => new GeneralSubtree({ base: new GeneralName({ dNSName }) }));
  return new x509.Extension(
    '2.5.29.30',
    true,
    AsnConvert.serialize(new NameConstraints({ excludedSubtrees: new GeneralSubtrees(excluded) })),
  );
}
