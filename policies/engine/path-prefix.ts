// Path prefixes, compared in one canonical spelling so that `/%67ames` and `//games` are `/games`.

const unreserved = /[A-Za-z0-9._~-]/;
/** A percent sign that is none, an encoding in lower case, or one of an unreserved character. */
const otherSpelling = /%(?![0-9A-F]{2})|%(?:2[DE]|3\d|4[1-9A-F]|5[\dAF]|6[1-9A-F]|7[\dAE])/;

/** Whether slashes run together before the query. */
function hasSlashes(path: string): boolean {
  const slashes = path.indexOf('//');
  if (slashes === -1) return false;
  const query = path.indexOf('?');
  return query === -1 || slashes < query;
}

/**
 * A path with query in the one spelling that paths are compared in: unreserved characters decoded and the rest of the
 * percent-encodings in upper case (RFC 3986 §6.2.2), a percent sign that encodes nothing as `%25`, runs of slashes before
 * the query as one.
 */
export function canonicalPath(path: string): string {
  // Almost every path is canonical as it is.
  if (!otherSpelling.test(path) && !hasSlashes(path)) return path;
  const decoded = path.replace(/%([0-9a-f]{2})?/gi, (code, hex: string | undefined) => {
    if (hex === undefined) return '%25';
    const character = String.fromCharCode(parseInt(hex, 16));
    return unreserved.test(character) ? character : code.toUpperCase();
  });
  const query = decoded.indexOf('?');
  const pathname = query === -1 ? decoded : decoded.slice(0, query);
  return pathname.replace(/\/{2,}/g, '/') + (query === -1 ? '' : decoded.slice(query));
}

/**
 * A canonical path as the most lenient of servers reads it: percent-encodings decoded however often they were applied
 * (`..%2f`, `%252e`), backslashes as slashes, `;parameters` of a segment (RFC 3986 §3.3) left out, and then `.` and `..` followed.
 */
export function lenientPath(path: string): string {
  const query = path.indexOf('?');
  let pathname = query === -1 ? path : path.slice(0, query);
  if (!/[%;\\]/.test(pathname)) return path;
  for (let round = 0; round < mostEncodings; round++) pathname = pathname.replace(/%[0-7][0-9A-F]/gi, decodedOnce);
  const segments: string[] = [];
  const read = pathname
    .replaceAll('\\', '/')
    .split('/')
    .map((segment) => segment.replace(/;.*$/s, ''));
  for (const segment of read) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  const folder = segments.length > 0 && ['', '.', '..'].includes(read.at(-1) ?? '');
  return `/${segments.join('/')}${folder ? '/' : ''}${query === -1 ? '' : path.slice(query)}`;
}

/** Nobody reads an address through more decoders than this. */
const mostEncodings = 3;

/** A question or number sign that was encoded is a character of the path, not its end. */
function decodedOnce(code: string): string {
  const character = String.fromCharCode(parseInt(code.slice(1), 16));
  return character === '?' || character === '#' ? code : character;
}

/** Whether a canonical path begins with a canonical prefix that ends at the end or at one of `/ ? & =`. */
export function hasPrefix(path: string, prefix: string): boolean {
  if (!path.startsWith(prefix)) return false;
  return path.length === prefix.length || isBoundary(prefix.at(-1)) || isBoundary(path[prefix.length]);
}

/** How exact a listed path is, however it is written: its characters as the most lenient of servers reads it. */
export const exactnessOf = (prefix: string): number => lenientPath(prefix).length;

export const isBoundary = (character: string | undefined): boolean => character !== undefined && '/?&='.includes(character);

/**
 * Asks whether a prefix of a rule or list applies. `ignoreCase` is for whatever stops somebody: many servers read
 * `/Games` as `/games`, so a stop ignores case, while a permission opens exactly what was asked for.
 */
export type PathTest = (prefix: string | null, ignoreCase: boolean) => boolean;

/**
 * For one request: the whole host, or a prefix of its path. With `null` (CONNECT) only what holds for the whole host.
 * Servers differ in how they read `/lesson/..%2fgames`: what stops somebody applies if it fits either reading, a permission
 * only if it fits both.
 */
export function pathTest(path: string | null): PathTest {
  if (path === null) return (prefix) => prefix === null;
  // Most of what is asked has no path, so that how the path is read is worked out when it is needed.
  let readings: PathReadings | null = null;
  return (prefix, ignoreCase) => {
    if (prefix === null) return true;
    const { exact, lenient, folded, lenientFolded } = (readings ??= readingsOf(path));
    if (!ignoreCase) return hasPrefix(exact, prefix) && hasPrefix(lenient, lenientPath(prefix));
    const [stop, lenientStop] = [prefix.toLowerCase(), lenientPath(prefix).toLowerCase()];
    return [folded, lenientFolded].some((reading) => hasPrefix(reading, stop) || hasPrefix(reading, lenientStop));
  };
}

interface PathReadings {
  readonly exact: string;
  readonly lenient: string;
  readonly folded: string;
  readonly lenientFolded: string;
}

function readingsOf(path: string): PathReadings {
  const exact = canonicalPath(path);
  const lenient = lenientPath(exact);
  return { exact, lenient, folded: exact.toLowerCase(), lenientFolded: lenient.toLowerCase() };
}

/** Every path that the host could be asked for. */
export const anyPath: PathTest = () => true;
