// Regular expressions (RE2) over whole addresses as Chrome shows them to its filters: scheme, perhaps a user name, host,
// perhaps a port, path and query, perhaps a fragment.
import ipaddr from 'ipaddr.js';
import { isExpression } from '../engine/expression-index.ts';

const beforeHost = '^[^:]+://(?:[^/@]*@)?';
const afterHost = '\\.?(?::\\d+)?/';

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A path prefix that ends at the end or at one of `/ ? & =`, of whatever host. */
export function pathPattern(path: string): string {
  return `^[^:]+://[^/]+${literal(path)}${endsAtBoundary(path) ? '' : '(?:[/?&=#]|$)'}`;
}

/** The same of hosts with this many labels only. */
export function pathPatternOfLabels(labels: number, path: string): string {
  return `${labelsPattern(labels).slice(0, -1)}${literal(path)}${endsAtBoundary(path) ? '' : '(?:[/?&=#]|$)'}`;
}

export const endsAtBoundary = (path: string): boolean => /[/?&=]$/.test(path);

/** Hosts with this many labels: with a name to go with it, the name itself and nothing below it. */
export function labelsPattern(labels: number): string {
  return `${beforeHost}[^/:.]+${'\\.[^/:.]+'.repeat(labels - 1)}${afterHost}`;
}

/** Addresses that may write a path in another way than it is compared in (`canonicalPath`, `lenientPath`). */
export const oddlySpelt = '^[^:]+://[^/]+(?:[^?]*(?://|;|%[0-7])|/.*%(?:2[DE]|3\\d|[46][1-9A-F]|[57][0-9A]|5F|7E))';

/** Every IP address in place of a host. */
export const anyIpAddress = `${beforeHost}(?:\\d+\\.\\d+\\.\\d+\\.\\d+|\\[[^/]*\\])(?::\\d+)?/`;

/** Every address that is judged: Chrome shows its filters others too. */
export const anyAddress = ['|http', '|ws'] as const;

/** The addresses of a block of IPv4 addresses, or `null` for IPv6, which has too many spellings. */
export function rangePattern(range: string): string | null {
  if (!ipaddr.isValidCIDR(range)) return null;
  const [address, bits] = ipaddr.parseCIDR(range);
  const bytes = address.toByteArray();
  if (bytes.length !== 4) return null;
  const octets = bytes.map((byte, at) => {
    const fixed = Math.min(8, Math.max(0, bits - at * 8));
    const low = byte & (0xff << (8 - fixed)) & 0xff;
    return fixed === 0 ? '\\d+' : numbersPattern(low, low + 2 ** (8 - fixed) - 1);
  });
  return `${beforeHost}${octets.join('\\.')}(?::\\d+)?/`;
}

/** Whole numbers up to 255 from one to another. */
function numbersPattern(from: number, to: number): string {
  const tens: string[] = [];
  for (let ten = Math.floor(from / 10); ten <= Math.floor(to / 10); ten++) {
    const [low, high] = [Math.max(from, ten * 10) % 10, Math.min(to, ten * 10 + 9) % 10];
    tens.push(`${ten === 0 ? '' : ten}${low === high ? low : `[${low}-${high}]`}`);
  }
  return tens.length === 1 ? (tens[0] ?? '') : `(?:${tens.join('|')})`;
}

/**
 * An expression over host and path (`ExpressionIndex`) as one over the whole address, or `null` where it would mean
 * something else there.
 */
export function expressionPattern(expression: string): string | null {
  if (!isExpression(expression) || !/^[ -~]*$/.test(expression)) return null;
  const bare = expression.replace(/\\./gs, 'x').replace(/\[\^?\]?[^\]]*\]/g, 'x');
  if (/\\[AzBCpPQ]/.test(expression) || /\(\?(?!:)/.test(bare)) return null;
  const begins = bare.startsWith('^');
  const ends = bare.endsWith('$');
  const inner = bare.slice(begins ? 1 : 0, ends ? -1 : undefined);
  // An anchor on one side of several alternatives belongs to one of them only.
  if (/[\^$]/.test(inner) || ((begins || ends) && inner.includes('|') && !/^\([^()]*\)$/.test(inner))) return null;
  const body = expression.slice(begins ? 1 : 0, ends ? -1 : undefined);
  return `${begins ? beforeHost : '^[^:]+://.*'}(?:${body})${ends ? '(?:#|$)' : ''}`;
}
