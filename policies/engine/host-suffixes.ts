// Which names a host belongs to, by whole labels.
import { getPublicSuffix } from 'tldts';

/**
 * The host itself and then every parent domain, longest first: `a.b.org`, `b.org`, `org`. An IP address has no parents.
 */
export function suffixesOf(host: string): string[] {
  const suffixes = [host];
  if (isAddress(host)) return suffixes;
  for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) suffixes.push(host.slice(dot + 1));
  return suffixes;
}

/** An IP address: after URL parsing only IPv6 holds a colon, and only IPv4 ends in a number. */
export function isAddress(host: string): boolean {
  return host.includes(':') || /(^|\.)\d+$/.test(host);
}

/**
 * Whether strangers register names below this one (publicsuffix.org, private part included: `co.uk`, `github.io`).
 * What is said of such a host says nothing about the hosts below it.
 */
export function isPublicSuffix(host: string): boolean {
  return getPublicSuffix(host, { allowPrivateDomains: true, extractHostname: false, validateHostname: false }) === host;
}
