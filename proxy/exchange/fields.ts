// Which field lines travel on, and which belong to one connection only (RFC 9110 §7.6.1).
import type { Header } from './exchange.ts';

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);

/** Our name in `Via`, in `Proxy-Status` and in `Cache-Status`. */
export const pseudonym = 'schoolgate';

/** The first value of a field, or `null`. `name` in lower case. */
export function fieldOf(headers: readonly Header[], name: string): string | null {
  return headers.find(([field]) => field.toLowerCase() === name)?.[1] ?? null;
}

/** All lines of a field. */
export function fieldsOf(headers: readonly Header[], name: string): string[] {
  return headers.filter(([field]) => field.toLowerCase() === name).map(([, value]) => value);
}

/** Without hop-by-hop fields, those that `Connection` nominates, and those named in `also` (lower case). */
export function endToEnd(headers: readonly Header[], also: readonly string[] = []): Header[] {
  const nominated = new Set(also);
  for (const value of fieldsOf(headers, 'connection')) for (const token of value.split(',')) nominated.add(token.trim().toLowerCase());
  return headers.filter(([field]) => {
    const name = field.toLowerCase();
    return !hopByHop.has(name) && !nominated.has(name) && !name.startsWith(':');
  });
}

/** `headers` with ours appended to `Via` (RFC 9110 §7.6.3). */
export function withVia(headers: readonly Header[], version: string): Header[] {
  return [...headers, ['via', `${version} ${pseudonym}`]];
}

/** Whether a message has been through a proxy of this name already. */
export function passedBefore(headers: readonly Header[]): boolean {
  return fieldsOf(headers, 'via').some((value) => value.split(',').some((hop) => hop.trim().split(/\s+/)[1]?.toLowerCase() === pseudonym));
}
