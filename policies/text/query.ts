// Query strings as servers read them (application/x-www-form-urlencoded), byte for byte where nothing changes.

/** Decoded names and values in order. */
export function parametersOf(query: string): [name: string, value: string][] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals === -1 ? [decoded(part), ''] : [decoded(part.slice(0, equals)), decoded(part.slice(equals + 1))];
    });
}

/** The parameters with one of these names (in lower case), decoded, in order; the others are not decoded at all. */
export function parametersNamed(query: string, names: readonly string[]): [name: string, value: string][] {
  const found: [string, string][] = [];
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    const raw = equals === -1 ? part : part.slice(0, equals);
    const name = raw.includes('%') || raw.includes('+') ? decoded(raw) : raw;
    if (names.includes(name.toLowerCase())) found.push([name, equals === -1 ? '' : decoded(part.slice(equals + 1))]);
  }
  return found;
}

/**
 * Percent-decoded with `+` as a space, as URL's form parser does it (WHATWG URL §5.1): broken encodings stay as they are
 * and invalid UTF-8 becomes U+FFFD, so that nothing a pupil appends keeps the rest from being read.
 */
export function decoded(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-f]{2})+/gi, (codes) =>
      new TextDecoder().decode(Uint8Array.from(codes.slice(1).split('%'), (hex) => parseInt(hex, 16))),
    );
}

/** The query with exactly one parameter of this name (in any letter case or encoding) and this value, at its end. */
export function withParameter(query: string, name: string, value: string): string {
  const wanted = `${name}=${value}`;
  const parts = query.split('&').filter((part) => part !== '');
  const named = parts.filter((part) => nameOf(part) === name);
  if (named.length === 1 && named[0] === wanted) return query;
  return [...parts.filter((part) => nameOf(part) !== name), wanted].join('&');
}

const nameOf = (part: string): string =>
  decoded(part.split('=', 1)[0] ?? '')
    .trim()
    .toLowerCase();
