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

/** Whether a field is called so. Most names differ in their length already, and to fold the case of all would be a tenth of a request. */
const isCalled = (written: string, name: string): boolean =>
  written.length === name.length && (written === name || written.toLowerCase() === name);

/** The first value of a field, or `null`. `name` in lower case. */
export function fieldOf(headers: readonly Header[], name: string): string | null {
  for (const field of headers) if (isCalled(field[0], name)) return field[1];
  return null;
}

/** Every line of the field, in order. `name` in lower case. */
export function fieldsOf(headers: readonly Header[], name: string): readonly string[] {
  let lines: string[] | null = null;
  for (const field of headers) if (isCalled(field[0], name)) (lines ??= []).push(field[1]);
  return lines ?? none;
}
const none: readonly string[] = [];

export function hasField(headers: readonly Header[], name: string): boolean {
  for (const field of headers) if (isCalled(field[0], name)) return true;
  return false;
}

/** Without hop-by-hop fields, those that `Connection` nominates, and those named in `also` (lower case). */
export function endToEnd(headers: readonly Header[], also: readonly string[] = []): Header[] {
  const nominated = nominatedBy(fieldsOf(headers, 'connection'));
  const kept: Header[] = [];
  for (const field of headers) {
    const name = field[0].toLowerCase();
    if (!hopByHop.has(name) && !also.includes(name) && nominated?.has(name) !== true && !name.startsWith(':')) kept.push(field);
  }
  return kept;
}

/** `null`: none that is not hop-by-hop anyhow. */
function nominatedBy(connection: readonly string[]): ReadonlySet<string> | null {
  let nominated: Set<string> | null = null;
  for (const value of connection)
    if (!isCalled(value, 'keep-alive')) for (const token of value.split(',')) (nominated ??= new Set()).add(token.trim().toLowerCase());
  return nominated;
}

/** `headers` with ours appended to `Via` (RFC 9110 §7.6.3). */
export function withVia(headers: readonly Header[], version: string): Header[] {
  return [...headers, ['via', `${version} ${pseudonym}`]];
}

/** Whether a message has been through a proxy of this name already. */
export function passedBefore(headers: readonly Header[]): boolean {
  return fieldsOf(headers, 'via').some((value) => value.split(',').some((hop) => hop.trim().split(/\s+/)[1]?.toLowerCase() === pseudonym));
}
