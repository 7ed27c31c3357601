// What the extension shows the proxy for its device and person: a JSON Web Token (RFC 7519) of a few minutes, signed by the
// dashboard with a key of this school and this enrolment. The caller brings the platform's HMAC.
import { z } from 'zod';
import { decodeBase64, encodeBase64Url } from '../text/base64.ts';

const audience = 'schoolgate-proxy';
/** Seconds that a token is good for. */
export const proxyTokenLife = 600;

const claimsSchema = z.object({
  /** Id of the school. */
  iss: z.string(),
  aud: z.literal(audience),
  /** Id of the person; absent for a device that belongs to nobody. */
  sub: z.string().optional(),
  device: z.string(),
  /** Seconds since the epoch (NumericDate). */
  iat: z.number(),
  exp: z.number(),
});
export type ProxyTokenClaims = z.infer<typeof claimsSchema>;

/** HMAC-SHA-256 (RFC 2104). */
export type Hmac = (key: Uint8Array | string, text: string) => Uint8Array;

export interface TokenKeys {
  /** The school's secret for tokens. */
  readonly school: string;
  /** Lower-case hex SHA-256 of the device's proxy secret: tokens from before a device enrolled again are worth nothing. */
  readonly secretHash: string;
}

/** One algorithm and no choice of it: a token whose head says anything else is not read (RFC 8725 §3.1). */
const head = encodeBase64Url(new TextEncoder().encode('{"alg":"HS256","typ":"JWT"}'));

/** Whether a password is meant as a token, good or bad. */
export const looksLikeProxyToken = (password: string): boolean => password.startsWith(`${head}.`);

/** @param at when it is issued, epoch milliseconds */
export function proxyTokenClaims(school: string, device: string, person: string | null, at: number): ProxyTokenClaims {
  const iat = Math.floor(at / 1000);
  return { iss: school, aud: audience, ...(person === null ? {} : { sub: person }), device, iat, exp: iat + proxyTokenLife };
}

export function signProxyToken(claims: ProxyTokenClaims, keys: TokenKeys, hmac: Hmac): string {
  const signed = `${head}.${encodeBase64Url(new TextEncoder().encode(JSON.stringify(claims)))}`;
  return `${signed}.${encodeBase64Url(signatureOf(signed, keys, hmac))}`;
}

/** What a token says, or `null` when these keys did not sign it. Whether its time is now is the caller's to judge. */
export function readProxyToken(token: string, keys: TokenKeys, hmac: Hmac): ProxyTokenClaims | null {
  const [first, payload, signature, ...more] = token.split('.');
  if (first !== head || payload === undefined || signature === undefined || more.length > 0) return null;
  const given = decodeBase64(signature);
  if (given === null || !same(given, signatureOf(`${first}.${payload}`, keys, hmac))) return null;
  const claims = claimsSchema.safeParse(parsed(decodeBase64(payload)));
  return claims.success ? claims.data : null;
}

function signatureOf(signed: string, { school, secretHash }: TokenKeys, hmac: Hmac): Uint8Array {
  return hmac(hmac(school, secretHash), signed);
}

/** Takes as long wherever the first difference is. */
function same(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < other.length; at++) difference |= (one[at] ?? 0) ^ (other[at] ?? 0);
  return difference === 0;
}

function parsed(bytes: Uint8Array | null): unknown {
  try {
    return bytes === null ? null : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
