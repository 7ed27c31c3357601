// A trusted root that vouches for somebody else's authority: the one way in which a leaf of ours could look good upstream.
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 86_400_000;

/** PEM of the root, and of the root's certificate for the key and name of `authority`. */
export async function crossSign(authority: string): Promise<{ root: string; cross: string }> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const times = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + day), signingAlgorithm: algorithm };
  const constraints = new x509.BasicConstraintsExtension(true, undefined, true);
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Cross-signing root',
    keys,
    extensions: [constraints],
    ...times,
  });
  const ours = new x509.X509Certificate(new X509Certificate(authority).raw);
  const publicKey = await ours.publicKey.export(algorithm, ['verify']);
  const keyId = await x509.SubjectKeyIdentifierExtension.create(publicKey);
  const cross = await x509.X509CertificateGenerator.create({
    subject: ours.subject,
    issuer: root.subject,
    publicKey,
    signingKey: keys.privateKey,
    extensions: [constraints, keyId],
    ...times,
  });
  return { root: root.toString('pem'), cross: cross.toString('pem') };
}
