// CIDR blocks (RFC 4632, RFC 4291 §2.3) in one spelling.
import { parseTarget } from '../engine/target.ts';

/** Half of the internet is never what a list means. */
const widest = { v4: 8, v6: 16 } as const;

/** Whether a text looks like an address with a prefix length, and not like an address with a path. */
export function looksLikeRange(text: string): boolean {
  return /^(?:\d+(?:\.\d+){3}|\[?[0-9a-f]*:[0-9a-f:.]*\]?)\/\d{1,3}$/i.test(text);
}

/** The block with its host bits cleared (`192.0.2.0/24`, `2001:db8::/32`), or why it cannot be used. Never throws. */
export function readRange(text: string): { readonly range: string } | { readonly problem: 'notRange' | 'wideRange' } {
  const slash = text.lastIndexOf('/');
  const written = text.slice(0, slash).replace(/^\[|\]$/g, '');
  const length = Number(text.slice(slash + 1));
  const host = parseTarget(`https://${written.includes(':') ? `[${written}]` : written}/`)?.host;
  if (host === undefined || !/^\d{1,3}$/.test(text.slice(slash + 1))) return { problem: 'notRange' };
  // An IPv4-mapped block is one of IPv4 addresses, 96 bits further on; the address parser has unmapped its address.
  const mapped = written.includes(':') && !host.includes(':');
  const bits = mapped ? length - 96 : length;
  const sixteens = host.includes(':') ? groupsOf(host) : null;
  if (sixteens !== null) {
    if (bits > 128) return { problem: 'notRange' };
    if (bits < widest.v6) return { problem: 'wideRange' };
    const network = sixteens.map((group, index) => group & maskOf(bits - index * 16, 16));
    const spelt = parseTarget(`https://[${network.map((group) => group.toString(16)).join(':')}]/`)?.host;
    return spelt === undefined ? { problem: 'notRange' } : { range: `${spelt}/${bits}` };
  }
  if (!/^\d+(\.\d+){3}$/.test(host) || bits > 32 || bits < 0) return { problem: 'notRange' };
  if (bits < widest.v4) return { problem: 'wideRange' };
  return {
    range: `${host
      .split('.')
      .map((part, index) => Number(part) & maskOf(bits - index * 8, 8))
      .join('.')}/${bits}`,
  };
}

/** The first `count` of `width` bits set. */
function maskOf(count: number, width: number): number {
  const set = Math.max(0, Math.min(width, count));
  return 2 ** width - 2 ** (width - set);
}

/** The eight groups of a canonical IPv6 address. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const read = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const [front, back] = [read(head), read(tail ?? '')];
  return [...front, ...Array.from({ length: 8 - front.length - back.length }, () => 0), ...back];
}
