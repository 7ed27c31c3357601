// Credentials as browsers send them to a proxy: the Basic scheme (RFC 7617).

export interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** The credentials in a `Proxy-Authorization` value, or `null` when it holds none. */
export function credentialsOf(authorization: string): Credentials | null {
  const encoded = /^basic +([a-z0-9+/]{1,1024}={0,2})$/i.exec(authorization.trim())?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1 || colon > 64) return null;
  return { name: text.slice(0, colon), password: text.slice(colon + 1) };
}
