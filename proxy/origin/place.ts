// Where a request goes, read from its address. The address is ours (`formatTarget`, `URL.href`), so it is taken apart and not
// parsed again: what was judged is what is asked for.

export interface Place {
  readonly secure: boolean;
  /** A name or address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** As `Host` tells it: without a default port. */
  readonly authority: string;
  /** Path and query. */
  readonly path: string;
  /** The same for all requests that may share a connection. */
  readonly name: string;
}

/** @param url absolute, normalised, http or https, without user and fragment */
export function placeOf(url: string): Place {
  const secure = url.startsWith('https:');
  const from = secure ? 8 : 7;
  const slash = url.indexOf('/', from);
  const end = slash === -1 ? url.length : slash;
  const authority = url.slice(from, end);
  const colon = authority.lastIndexOf(':');
  const hasPort = colon !== -1 && !authority.endsWith(']');
  const name = hasPort ? authority.slice(0, colon) : authority;
  return {
    secure,
    host: name.startsWith('[') ? name.slice(1, -1) : name,
    port: hasPort ? Number(authority.slice(colon + 1)) : secure ? 443 : 80,
    authority,
    path: slash === -1 ? '/' : url.slice(slash),
    name: secure ? authority : `http ${authority}`,
  };
}
