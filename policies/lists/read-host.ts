// From a host as a list spells it to the one spelling that hosts are compared in.
import { parseTarget } from '../engine/target.ts';

/** Why a host cannot be used. */
export type HostProblem = 'notHost' | 'longLabel' | 'wildcard';

/**
 * The canonical host (A-label, lower case, no trailing dot; IPv6 without brackets), or why there is none. Names that are
 * canonical already, as almost all lines of a list are, cost one look at each character; everything else is read by the
 * parser that reads addresses (`parseTarget`), so that a list and a request can never spell one host in two ways.
 */
export function readHost(text: string): { readonly host: string } | { readonly problem: HostProblem } {
  if (isCanonical(text)) return { host: text };
  // An IPv6 address needs brackets in an address, not in a list.
  const bracketed = isIpv6(text) ? `[${text}]` : text;
  const target = /[/?#@\\\s]|(?<!^\[.*):/s.test(bracketed) ? null : parseTarget(`https://${bracketed}/`);
  return target === null ? { problem: 'notHost' } : checkedHost(target.host);
}

/** Whether a text is made as an IPv6 address without brackets is. */
export function isIpv6(text: string): boolean {
  return /^[0-9a-f]*:[0-9a-f.]*:[0-9a-f:.]*$/i.test(text);
}

/** A host of the address parser, if a name server could know it: browsers parse `a*b.example` and names with 70-letter labels. */
export function checkedHost(host: string): { readonly host: string } | { readonly problem: HostProblem } {
  if (host.includes(':')) return { host };
  if (host.includes('*')) return { problem: 'wildcard' };
  if (!/^[a-z0-9._-]+$/.test(host)) return { problem: 'notHost' };
  return /[^.]{64}/.test(host) ? { problem: 'longLabel' } : { host };
}

const [dot, dash, zero, nine, underscore, a, x, n, z] = [46, 45, 48, 57, 95, 97, 120, 110, 122] as const;
const [longestName, longestLabel] = [253, 63] as const;

/** Whether a text is surely a canonical host already. `false` says nothing. */
export function isCanonical(text: string): boolean {
  const first = text.charCodeAt(0);
  return first >= zero && first <= nine && isPlainIpv4(text) ? true : isPlainName(text);
}

/** Four numbers up to 255 without leading zeros. */
function isPlainIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

/**
 * Whether the address parser would give this name back unchanged: at least two labels of `a-z 0-9 - _`, the last of which
 * begins with a letter (it could be an IPv4 address otherwise), and none that begins with `xn--` (it would have to decode).
 */
function isPlainName(text: string): boolean {
  const { length } = text;
  if (length > longestName) return false;
  let start = 0;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= a && code <= z) continue;
    if (code === dot) {
      if (at === start || at - start > longestLabel || isEncoded(text, start)) return false;
      start = at + 1;
    } else if (!((code >= zero && code <= nine) || code === dash || code === underscore)) return false;
  }
  const first = text.charCodeAt(start);
  return start > 0 && first >= a && first <= z && length - start <= longestLabel && !isEncoded(text, start);
}

function isEncoded(text: string, start: number): boolean {
  return (
    text.charCodeAt(start) === x &&
    text.charCodeAt(start + 1) === n &&
    text.charCodeAt(start + 2) === dash &&
    text.charCodeAt(start + 3) === dash
  );
}
