// What is asked of an origin's certificates besides what OpenSSL verified: no key of ours, names where they belong, no weak key.
import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { CertificateFault } from '#policies/words/notice-words.ts';

/** Longest chain that is looked at; real ones have three or four. */
const longestChain = 10;

/**
 * The certificate and those of its issuers: what the origin sent, and the trusted root, which it need not send. Only of a
 * connection whose certificate OpenSSL took. Empty where there is none.
 */
export function chainOf(tls: Pick<TLSSocket, 'getPeerCertificate'>): X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  let next: ShownCertificate | undefined = tls.getPeerCertificate(true);
  while (next?.raw !== undefined && chain.length < longestChain && !seen.has(next.fingerprint256)) {
    chain.push(new X509Certificate(next.raw));
    seen.add(next.fingerprint256);
    next = next.issuerCertificate;
  }
  return chain;
}

/** As Node shows it; of no certificate at all every field is missing. */
interface ShownCertificate {
  readonly raw?: Buffer;
  readonly fingerprint256: string;
  readonly issuerCertificate?: ShownCertificate;
}

/** The first fault, or `null`. @param ownKeys DER SPKIs of our own authorities */
export function chainFault(chain: readonly X509Certificate[], ownKeys: readonly Buffer[]): CertificateFault | null {
  // A cross-signed copy of our authority has another certificate, not another key.
  if (chain.some(({ raw }) => ownKeys.some((key) => raw.includes(key)))) return 'own-authority';
  // Node falls back on the common name, which browsers have not read since 2017 (RFC 9525 §6.3).
  if (!/\b(?:DNS|IP Address):/.test(chain[0]?.subjectAltName ?? '')) return 'no-names';
  return chain.some(hasWeakKey) ? 'weak-key' : null;
}

/** Curves of 256 bits and more that certificates of websites use. */
const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1', 'brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1']);

function hasWeakKey({ publicKey }: X509Certificate): boolean {
  const { asymmetricKeyType: type = '', asymmetricKeyDetails: details } = publicKey;
  if (type === 'rsa' || type === 'rsa-pss') return (details?.modulusLength ?? 0) < 2048;
  if (type === 'ec') return !curves.has(details?.namedCurve ?? '');
  // Leaves DSA, and keys whose strength is not known.
  return !/^(?:ed25519|ed448|ml-dsa-\d+|slh-dsa-.*)$/.test(type);
}
