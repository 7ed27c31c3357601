// An authority for a peer that signs the certificates of sites itself.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

/** P-256, as ours. PEM. */
export async function newAuthority(name: string): Promise<{ key: string; certificate: string }> {
  x509.cryptoProvider.set(crypto);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name} of the benchmark`,
    notAfter: new Date(Date.now() + 2 * 86_400_000),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  return { key: pem(await crypto.subtle.exportKey('pkcs8', keys.privateKey)), certificate: `${certificate.toString('pem')}\n` };
}

/** A key of its own for the certificates of sites. */
export async function newKey(): Promise<string> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  return pem(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
}

const pem = (key: ArrayBuffer): string =>
  `-----BEGIN PRIVATE KEY-----\n${Buffer.from(key).toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
