// Device credentials as browsers send them to a proxy: the Basic scheme (RFC 7617).
import { hash } from 'node:crypto';

export interface Credentials {
  readonly device: string;
  /** SHA-256 of the proxy secret; the secret itself is not kept. */
  readonly secretHash: Buffer;
}

/** The credentials in a `Proxy-Authorization` value, or `null` when it holds none. */
export function credentialsOf(authorization: string): Credentials | null {
  const encoded = /^basic +([a-z0-9+/]{1,1024}={0,2})$/i.exec(authorization.trim())?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1 || colon > 64) return null;
  return { device: text.slice(0, colon), secretHash: hash('sha256', text.slice(colon + 1), 'buffer') };
}
