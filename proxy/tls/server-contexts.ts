// TLS contexts towards clients, one a host, kept in a bounded cache: making one costs about a millisecond and holds 23 KB.
import { createSecureContext } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { LRUCache } from 'lru-cache';
import type { CertificateAuthority } from './authority.ts';

const day = 86_400_000;

/** Gives the context for a host or address; long before its certificate ends a new one is made. */
export function serverContexts(authority: CertificateAuthority, max = 4096): (host: string) => SecureContext {
  const contexts = new LRUCache<string, SecureContext>({ max, ttl: 14 * day });
  return (host) => {
    const known = contexts.get(host);
    if (known !== undefined) return known;
    const { key, cert } = authority.leaf([host]);
    const context = createSecureContext({ key, cert, minVersion: 'TLSv1.2' });
    contexts.set(host, context);
    return context;
  };
}
