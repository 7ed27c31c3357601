// Path prefixes, compared in one canonical spelling so that `/%67ames` and `//games` are `/games`.

const unreserved = /[A-Za-z0-9._~-]/;

/**
 * A path with query in the one spelling that paths are compared in: unreserved characters decoded and the rest of the
 * percent-encodings in upper case (RFC 3986 §6.2.2), a percent sign that encodes nothing as `%25`, runs of slashes before
 * the query as one.
 */
export function canonicalPath(path: string): string {
  const decoded = path.replace(/%([0-9a-f]{2})?/gi, (code, hex: string | undefined) => {
    if (hex === undefined) return '%25';
    const character = String.fromCharCode(parseInt(hex, 16));
    return unreserved.test(character) ? character : code.toUpperCase();
  });
  const query = decoded.indexOf('?');
  const pathname = query === -1 ? decoded : decoded.slice(0, query);
  return pathname.replace(/\/{2,}/g, '/') + (query === -1 ? '' : decoded.slice(query));
}

/** Whether a canonical path begins with a canonical prefix that ends at the end or at one of `/ ? & =`. */
export function hasPrefix(path: string, prefix: string): boolean {
  if (!path.startsWith(prefix)) return false;
  return path.length === prefix.length || isBoundary(prefix.at(-1)) || isBoundary(path[prefix.length]);
}

const isBoundary = (character: string | undefined): boolean => character !== undefined && '/?&='.includes(character);

/**
 * Asks whether a prefix of a rule or list applies. `ignoreCase` is for whatever stops somebody: many servers read
 * `/Games` as `/games`, so a stop ignores case, while a permission opens exactly what was asked for.
 */
export type PathTest = (prefix: string | null, ignoreCase: boolean) => boolean;

/** For one request: the whole host, or a prefix of its path. With `null` (CONNECT) only what holds for the whole host. */
export function pathTest(path: string | null): PathTest {
  if (path === null) return (prefix) => prefix === null;
  const exact = canonicalPath(path);
  const folded = exact.toLowerCase();
  return (prefix, ignoreCase) => prefix === null || (ignoreCase ? hasPrefix(folded, prefix.toLowerCase()) : hasPrefix(exact, prefix));
}

/** Every path that the host could be asked for. */
export const anyPath: PathTest = () => true;
