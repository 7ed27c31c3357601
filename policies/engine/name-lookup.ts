// Names looked up past the school's own servers: over HTTPS (RFC 8484, RFC 9230) and over TLS (RFC 7858). A message that says
// so itself is judged as if it went to the usual path for it, so that the lists and the policy decide, whatever the host.
import type { Target } from '../model/target.ts';

const mediaTypes = /^\s*application\/(?:dns-message|oblivious-dns-message|dns-json)\b/i;
/** Characters of the shortest of them. */
const shortest = 'application/dns-json'.length;
/** RFC 7858 §3.1. */
const overTls = 853;

/** Whether one of these media types (`Accept`, `Content-Type`) is that of a question or answer about names. */
export function speaksOfNames(fields: readonly string[]): boolean {
  return fields.some((field) => field.length >= shortest && field.split(',').some((type) => mediaTypes.test(type)));
}

/** Whether an authority is asked for at the port of name servers. */
export const isNameServerPort = (port: number): boolean => port === overTls;

/** The address that a name server of this host would be asked at. */
export const asNameServer = (target: Target): Target => ({ ...target, path: '/dns-query' });
