// Addresses inside addresses: translators, caches and web proxies show one site under the name of another, so whoever
// judges only the outer name lets everything through. Of services that are known, the inner address is read however it is
// written; of any other host only where it stands in full, as web proxies have it (`/browse.php?u=http…`, `/https://…`).
import type { Target } from '../model/target.ts';
import { decodeBase64 } from '../text/base64.ts';
import { decoded, parametersNamed } from '../text/query.ts';
import { carriers, type Carrier } from '../vocabulary/carriers.ts';
import { canonicalPath } from './path-prefix.ts';
import { parseTarget } from './target.ts';

/**
 * The addresses that a target carries inside. There can be several of which the service shows one; nobody outside knows
 * which, so that each is judged and no decoy before or after hides it.
 */
export function carriedTargets(target: Target): Target[] {
  const carrier = carrierOf(target.host);
  if (carrier?.carries === 'label') return [fromLabel(target, carrier.host)].filter((inner) => inner !== null);
  if (target.path === null || (carrier === undefined && !mayHoldAddress(target.path))) return [];
  const path = canonicalPath(target.path);
  const ofCarrier =
    carrier === undefined
      ? []
      : carrier.carries === 'path'
        ? [addressIn(path.replace(beforeAddress, ''), true)]
        : fromQuery(path, carrier.parameters, true);
  return [...ofCarrier, ...fromQuery(path, ['u', 'url'], false), ...fromPath(path)].filter((inner) => inner !== null);
}

/**
 * Whether the path of a host that is no known carrier could hold a whole address: behind a slash or as all of the query, in
 * a parameter `u` or `url`, or with a letter of these words encoded. Most cannot.
 */
export function mayHoldAddress(path: string): boolean {
  return path.length > 4 && holding.test(path);
}
const holding = /[?&](?:u|url)=|[/?]https?(?::|%3a)|%(?:[46][8c]|[57][0245])/i;

/** Whether a host is known to show other sites under its own name. */
export function isCarrier(host: string): boolean {
  return carrierOf(host) !== undefined;
}

const byHost = new Map(carriers.map((carrier) => [carrier.host, carrier]));

function carrierOf(host: string): Carrier | undefined {
  for (let from = 0; ;) {
    const carrier = byHost.get(from === 0 ? host : host.slice(from));
    const dot = host.indexOf('.', from);
    if (carrier !== undefined || dot === -1) return carrier;
    from = dot + 1;
  }
}

/** What archives and AMP caches write before the address: `/web/2020id_/`, `/newest/`, `/c/s/`. */
const beforeAddress = /^\/(?:web\/[0-9a-z_*]+\/|(?:newest|oldest)\/|[a-z]\/(?:s\/)?)?/;

/** `en-m-wikipedia-org.translate.goog`: dots are written as one dash, dashes as two. */
function fromLabel(target: Target, carrier: string): Target | null {
  const label = target.host.slice(0, -carrier.length - 1);
  if (label === '' || label.includes('.')) return null;
  const host = label.replace(/--|-/g, (dashes) => (dashes === '-' ? '.' : '-'));
  const inner = parseTarget(`https://${host}${target.path ?? '/'}`);
  return inner && target.path === null ? { ...inner, path: null } : inner;
}

/** A full address in the path, and one that is the whole query. */
function fromPath(path: string): (Target | null)[] {
  const query = path.indexOf('?');
  const pathname = query === -1 ? path : path.slice(0, query);
  const start = /\/https?(?::|%3a)(?:\/|%2f)/i.exec(pathname)?.index;
  const inPath = start === undefined ? null : addressIn(path.slice(start + 1), false);
  return [inPath, query === -1 ? null : addressIn(path.slice(query + 1), false)];
}

/** Addresses in these parameters. Of one that is given more than once servers take the first or the last. */
function fromQuery(path: string, names: readonly string[], bare: boolean): (Target | null)[] {
  const query = path.indexOf('?');
  if (query === -1) return [];
  const given = parametersNamed(path.slice(query + 1), names);
  if (given.length === 0) return [];
  // From entries in order: the last of a name stays.
  const ends = [...new Map(given.toReversed()), ...new Map(given)];
  return ends.map(([, value]) => addressIn(value, bare));
}

/** An address as written, percent-encoded or in base64; where `bare`, without its scheme too (`example.org/page`). */
function addressIn(value: string, bare: boolean): Target | null {
  const text = (inBase64(value) ?? (/^https?%3a/i.test(value) ? decoded(value) : value)).replace(/^cache:(?:[^:/]*:)?/, '');
  const full = /^(https?):\/{1,2}(?=[^/])(.*)$/is.exec(text);
  if (full !== null) return parseTarget(`${full[1]}://${full[2]}`);
  return bare && /^[^/?#:]+\.[^/?#:]+(?:[/?#:]|$)/.test(text) ? parseTarget(`https://${text}`) : null;
}

/** The address that a value is the base64 of, in whatever letter case its scheme is written; `null` for any other value. */
function inBase64(value: string): string | null {
  // `h` and `H` as the first six bits of base64.
  if (!/^[aS][A-Za-z0-9+/_ -]{10,}={0,2}$/.test(value)) return null;
  const bytes = decodeBase64(value.replaceAll(' ', '+'));
  const text = bytes === null ? '' : new TextDecoder().decode(bytes);
  return /^https?:/i.test(text) ? text : null;
}
