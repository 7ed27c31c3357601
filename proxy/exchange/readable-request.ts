// A request changed so that its answer can be read: only codings that can be undone here, and where words may stop a page,
// the page itself and not word that the browser has it already.
import type { PageRules } from '#policies/engine/page-rules.ts';
import { knownCodings } from '../scan/content-coding.ts';
import { isLookedAt } from '../scan/text-kind.ts';
import type { Exchange, Header } from './exchange.ts';

/** A browser's own copy was judged for another person, or by another policy. */
const conditions = ['if-none-match', 'if-modified-since'];

export function readable(exchange: Exchange, { mayStop }: PageRules): Exchange {
  const { request } = exchange;
  const whole = mayStop && request.method === 'GET' && isLookedAt(exchange);
  let changed = false;
  const headers: Header[] = [];
  for (const field of request.headers) {
    const name = field[0].toLowerCase();
    if (whole && conditions.includes(name)) changed = true;
    else if (name === 'accept-encoding') {
      const value = onlyKnown(field[1]);
      changed ||= value !== field[1];
      headers.push([field[0], value]);
    } else headers.push(field);
  }
  return changed ? { ...exchange, request: { ...request, headers } } : exchange;
}

/** Codings that stand on a dictionary (RFC 9842) cannot be undone without it. */
function onlyKnown(value: string): string {
  const codings = value.split(',');
  const known = codings.filter((coding) => knownCodings.includes(coding.split(';', 1)[0]?.trim().toLowerCase() ?? ''));
  if (known.length === codings.length) return value;
  return known.length === 0 ? 'identity' : known.join(',').trim();
}
