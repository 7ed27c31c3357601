// Which authorities an origin's certificate may come from: the machine's, and those the school adds. Never our own.
import { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';

/**
 * PEM certificates to trust upstream. The technician may have installed our own authority on this machine, and a
 * certificate of ours that comes back from the network is either a loop or somebody with our key: it is left out.
 */
export function trustedRoots(ownCertificates: readonly string[], extraRoots: readonly string[]): string[] {
  const own = ownCertificates.map((pem) => new X509Certificate(pem).raw);
  const system = getCACertificates('system');
  const roots = system.length > 0 ? system : getCACertificates('default');
  return [...new Set([...roots, ...extraRoots])].filter((pem) => !own.some((der) => holds(pem, der)));
}

/** Whether any of the certificates in a PEM text is this one. Texts that Node cannot read are kept: TLS tells about them. */
function holds(pem: string, der: Buffer): boolean {
  const base64 = pem.replace(/-----[A-Z ]+-----|\s/g, '');
  return base64.includes(der.toString('base64').replace(/=+$/, ''));
}
