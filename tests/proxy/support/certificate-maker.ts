// Certificates of every kind that an origin could show, also those that no authority would give: keys, hashes, constraints, chains.
import 'reflect-metadata';
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509';
import * as x509 from '@peculiar/x509';

const day = 86_400_000;
const p256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export interface Made {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
  readonly certificate: x509.X509Certificate;
  readonly privateKey: KeyObject;
}

export interface Wanted {
  readonly subject?: string;
  /** DNS names; none: no subjectAltName. */
  readonly names?: readonly string[];
  /** Default: valid from yesterday for ten days. */
  readonly from?: number;
  readonly until?: number;
  /** Itself, where there is none. */
  readonly issuer?: Made;
  readonly ca?: boolean;
  readonly usages?: readonly string[];
  readonly extensions?: readonly x509.Extension[];
  /** A pair of `node:crypto`; default P-256. */
  readonly keys?: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  /** A hash that Web Crypto would not sign with: `md5`, `sha1`. The issuer must have an RSA key. */
  readonly brokenHash?: 'md5' | 'sha1';
}

export const ecKeys = (namedCurve = 'P-256'): Pick<Made, 'privateKey'> & { publicKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve });
export const rsaKeys = (modulusLength: number): Pick<Made, 'privateKey'> & { publicKey: KeyObject } =>
  generateKeyPairSync('rsa', { modulusLength });

let serial = 16;

export async function makeCertificate(wanted: Wanted): Promise<Made> {
  const keys = wanted.keys ?? ecKeys();
  const signer = wanted.issuer?.privateKey ?? keys.privateKey;
  const subject = wanted.subject ?? `CN=${wanted.names?.[0] ?? 'nobody'}`;
  const publicKey = new x509.PublicKey(keys.publicKey.export({ type: 'spki', format: 'der' }));
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: (serial++).toString(16),
    subject,
    issuer: wanted.issuer?.certificate.subject ?? subject,
    notBefore: new Date(wanted.from ?? Date.now() - day),
    notAfter: new Date(wanted.until ?? Date.now() + 10 * day),
    publicKey,
    signingKey: await webKey(signer),
    signingAlgorithm: signer.asymmetricKeyType === 'rsa' ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } : p256,
    extensions: [
      new x509.BasicConstraintsExtension(wanted.ca === true, undefined, true),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      ...(wanted.names === undefined
        ? []
        : [new x509.SubjectAlternativeNameExtension(wanted.names.map((value) => ({ type: 'dns' as const, value })))]),
      ...(wanted.ca === true
        ? [new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true)]
        : [new x509.ExtendedKeyUsageExtension([...(wanted.usages ?? [x509.ExtendedKeyUsage.serverAuth])])]),
      ...(wanted.extensions ?? []),
    ],
  });
  const certificate = wanted.brokenHash === undefined ? made : signedAgain(made, wanted.brokenHash, signer);
  return {
    certificate,
    privateKey: keys.privateKey,
    cert: `${certificate.toString('pem')}\n`,
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const brokenAlgorithms = { md5: '1.2.840.113549.1.1.4', sha1: '1.2.840.113549.1.1.5' };

function signedAgain(made: x509.X509Certificate, hash: 'md5' | 'sha1', signer: KeyObject): x509.X509Certificate {
  const parsed = AsnConvert.parse(made.rawData, Certificate);
  const algorithm = new AlgorithmIdentifier({ algorithm: brokenAlgorithms[hash], parameters: null });
  parsed.tbsCertificate.signature = algorithm;
  parsed.signatureAlgorithm = algorithm;
  const signed = Buffer.from(AsnConvert.serialize(parsed.tbsCertificate));
  parsed.signatureValue = new Uint8Array(sign(hash, signed, signer)).buffer;
  delete parsed.tbsCertificateRaw;
  return new x509.X509Certificate(AsnConvert.serialize(parsed));
}

async function webKey(key: KeyObject): Promise<CryptoKey> {
  const algorithm = key.asymmetricKeyType === 'rsa' ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } : p256;
  const pkcs8 = createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' })).export({ type: 'pkcs8', format: 'der' });
  return crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
}
