// `Cache-Control` as a set of directives (RFC 9111 §5.2), read the same for requests and responses.
import type { Header } from '../exchange/exchange.ts';
import { hasField } from '../exchange/fields.ts';
import { fieldValue, listElements } from './header-fields.ts';

/** RFC 9111 §1.2.2: what does not fit is taken as this. */
const greatestDelta = 2_147_483_648;

/** Seconds of a delta-seconds value, or `null` when it is none. */
export function deltaSeconds(value: string): number | null {
  return /^\d+$/.test(value) ? Math.min(Number(value), greatestDelta) : null;
}

export class Directives {
  readonly #values: ReadonlyMap<string, string | null>;

  constructor(values: ReadonlyMap<string, string | null>) {
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The argument without its quotes, or `null` when the directive is absent or has none. */
  argument(name: string): string | null {
    return this.#values.get(name) ?? null;
  }

  /** `null` when absent; an argument that is no number of seconds counts as 0, which means stale (RFC 9111 §4.2.1). */
  seconds(name: string): number | null {
    if (!this.#values.has(name)) return null;
    return deltaSeconds(this.#values.get(name) ?? '') ?? 0;
  }
}

const directive = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~0-9A-Za-z-]+)))?$/s;
const invalidDirective = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)=/;

/** Names in lower case. Of a directive that comes twice the first counts (RFC 9111 §4.2.1). */
export function parseDirectives(value: string | null): Directives {
  const values = new Map<string, string | null>();
  for (const element of value === null ? [] : listElements(value)) {
    const match = directive.exec(element);
    // A malformed argument must not make `max-age` or `private` vanish: the directive stays, its argument does not.
    const name = (match?.[1] ?? invalidDirective.exec(element)?.[1])?.toLowerCase();
    if (name === undefined || values.has(name)) continue;
    values.set(name, match?.[2]?.replace(/\\(.)/gs, '$1') ?? match?.[3] ?? null);
  }
  return new Directives(values);
}

export function responseDirectives(headers: readonly Header[]): Directives {
  return parseDirectives(fieldValue(headers, 'cache-control'));
}

/** Final statuses of which this cache knows what they mean for caching (RFC 9110 §15.1). */
const understood: ReadonlySet<number> = new Set([200, 203, 204, 300, 301, 302, 303, 307, 308, 404, 405, 410, 414, 451, 501]);

/** `no-store`, and `must-understand` (RFC 9111 §5.2.2.3), which lifts it for a status that is understood and forbids any other. */
export function storageForbidden(response: Directives, status: number): boolean {
  if (response.has('must-understand')) return !understood.has(status);
  return response.has('no-store');
}

/** `Pragma: no-cache` counts where there is no `Cache-Control` (RFC 9111 §5.4). */
export function requestDirectives(headers: readonly Header[]): Directives {
  if (!hasField(headers, 'cache-control') && fieldValue(headers, 'pragma')?.toLowerCase().includes('no-cache'))
    return parseDirectives('no-cache');
  return parseDirectives(fieldValue(headers, 'cache-control'));
}
