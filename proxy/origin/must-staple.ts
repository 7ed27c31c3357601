import type { X509Certificate } from 'node:crypto';

/** The TLS Feature extension's identifier, 1.3.6.1.5.5.7.1.24, as DER writes it. */
const tlsFeature = Buffer.from('06082b06010505070118', 'hex');
/** INTEGER 5: status_request. */
const statusRequest = Buffer.from('020105', 'hex');

/**
 * Whether a certificate says that it comes with proof that it was not withdrawn (RFC 7633, “must-staple”). The extension's
 * value is a SEQUENCE of small INTEGERs right behind the identifier, with `critical` before it at most.
 */
export function mustStaple({ raw }: Pick<X509Certificate, 'raw'>): boolean {
  const at = raw.indexOf(tlsFeature);
  return at >= 0 && raw.subarray(at + tlsFeature.length, at + tlsFeature.length + 24).includes(statusRequest);
}
