// Query strings as servers read them (application/x-www-form-urlencoded), byte for byte where nothing changes.

/** Decoded names and values in order; what cannot be decoded stays as it is. */
export function parametersOf(query: string): [name: string, value: string][] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals === -1 ? [decoded(part), ''] : [decoded(part.slice(0, equals)), decoded(part.slice(equals + 1))];
    });
}

/** Percent-decoded with `+` as a space; text whose percent-encoding is broken comes back unchanged. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** The query with exactly one parameter of this name (in any letter case or encoding) and this value, at its end. */
export function withParameter(query: string, name: string, value: string): string {
  const wanted = `${name}=${value}`;
  const parts = query.split('&').filter((part) => part !== '');
  const named = parts.filter((part) => nameOf(part) === name);
  if (named.length === 1 && named[0] === wanted) return query;
  return [...parts.filter((part) => nameOf(part) !== name), wanted].join('&');
}

const nameOf = (part: string): string => decoded(part.split('=', 1)[0] ?? '').trim().toLowerCase();
