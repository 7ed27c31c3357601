// From an address as somebody typed or sent it to a `Target`. The WHATWG URL parser is the only one used, because the
// browser and the proxy's own client read addresses with it: a second opinion would be a way round the filter.
import type { Target } from '../model/target.ts';

const schemes = { 'http:': 'http', 'https:': 'https', 'ws:': 'ws', 'wss:': 'wss' } as const;
const defaultPorts = { http: 80, https: 443, ws: 80, wss: 443 } as const;
/** RFC 1035 §2.3.4, as text without the trailing dot. */
const longestHost = 253;

/**
 * The target of an absolute address, or `null` when it is not one of http, https, ws or wss or names no usable host.
 * User information and fragment are ignored. Never throws.
 */
export function parseTarget(url: string): Target | null {
  const parsed = URL.parse(url);
  if (parsed === null || !Object.hasOwn(schemes, parsed.protocol)) return null;
  const scheme = schemes[parsed.protocol as keyof typeof schemes];
  const host = canonicalHost(parsed.hostname);
  const port = parsed.port === '' ? defaultPorts[scheme] : Number(parsed.port);
  if (host === null || port === 0) return null;
  return { scheme, host, port, path: parsed.pathname + parsed.search };
}

/**
 * The target of an authority (`host`, `host:port`, `[2001:db8::1]:443`) as CONNECT and `Host` carry it
 * (RFC 9110 §9.3.6, §7.2), with no path; `null` when it is anything else.
 */
export function targetOfAuthority(authority: string, scheme: 'http' | 'https' = 'https'): Target | null {
  // URL would quietly drop or move these; an authority that holds one is not an authority.
  if (/[\s/?#@\\]/.test(authority)) return null;
  const target = parseTarget(`${scheme}://${authority}`);
  return target && { ...target, path: null };
}

/** The address of a target as text, without a default port. */
export function formatTarget(target: Target): string {
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  const port = target.port === defaultPorts[target.scheme] ? '' : `:${target.port}`;
  return `${target.scheme}://${host}${port}${target.path ?? ''}`;
}

/** What `URL.hostname` gives, without brackets and trailing dot; `null` when no such host can exist. */
function canonicalHost(hostname: string): string | null {
  if (hostname.startsWith('[')) return unmapped(hostname.slice(1, -1));
  const host = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  const possible = host !== '' && host.length <= longestHost && !host.startsWith('.') && !host.endsWith('.') && !host.includes('..');
  return possible ? host : null;
}

/** An IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2) reaches the IPv4 host, so it is judged as that. */
function unmapped(address: string): string {
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (mapped === null) return address;
  const [high, low] = [parseInt(mapped[1] ?? '0', 16), parseInt(mapped[2] ?? '0', 16)];
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/** An address as people type it: `example.org/page` is meant as https. */
export const typedTarget = (url: string): Target | null =>
  parseTarget(/^[a-z][a-z0-9+.-]*:\/\//i.test(url.trim()) ? url.trim() : `https://${url.trim()}`);
