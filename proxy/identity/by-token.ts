// First way: the token that the extension has from the dashboard, for one device and person and a few minutes.
import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { looksLikeProxyToken, readProxyToken, type ProxyTokenClaims, type TokenKeys } from '#policies/contracts/proxy-token.ts';
import { lastHeard } from '#store/last-heard.ts';
import type { Device } from '#store/school-store.ts';
import { andThen, type Soon } from '../exchange/soon.ts';
import type { Identity, Unidentified, Way } from './identity.ts';
import { subjectOf, type SchoolRegister } from './school-register.ts';

/** The clocks of dashboard and proxy may differ by this much, milliseconds. */
const skew = 30_000;

export function byToken(register: SchoolRegister): Way {
  const read = reader();
  /** When the newest token that a device has shown was issued, epoch milliseconds: what it opened with an older one is the device's too. */
  const issued = new LRUCache<string, number>({ max: 10_000 });

  function heardAt(device: Device, { iat }: ProxyTokenClaims): number {
    // Only an extension that runs can have asked for a token.
    const newest = Math.max(issued.get(device.id) ?? 0, iat * 1000);
    issued.set(device.id, newest);
    return Math.max(lastHeard(device), newest);
  }

  function signedFor(device: Device, key: string, token: string, shownAt: number): Soon<Identity | Unidentified> {
    const claims = read(token, { school: key, secretHash: device.proxySecretHash });
    if (claims === null || claims.iss !== register.school || claims.device !== device.id) return 'credentials-wanted';
    if ((claims.sub ?? null) !== device.person || !inForce(claims, shownAt)) return 'credentials-wanted';
    return andThen(device.person === null ? null : register.person(device.person), (person) => ({
      ...subjectOf(person),
      device: device.id,
      secretHash: Buffer.from(device.proxySecretHash, 'hex'),
      heardAt: heardAt(device, claims),
    }));
  }

  return ({ credentials, shownAt }) => {
    if (credentials === null || !looksLikeProxyToken(credentials.password)) return 'not-mine';
    const { name, password } = credentials;
    return andThen(register.device(name), (device) =>
      andThen(register.tokenKey(), (key) =>
        device === null || key === null ? 'credentials-wanted' : signedFor(device, key, password, shownAt),
      ),
    );
  };
}

const inForce = ({ iat, exp }: ProxyTokenClaims, at: number): boolean => iat * 1000 - skew <= at && at < exp * 1000 + skew;

/** Remembers tokens that were signed by the keys they are shown with. */
function reader(): (token: string, keys: TokenKeys) => ProxyTokenClaims | null {
  const known = new LRUCache<string, { readonly keys: TokenKeys; readonly claims: ProxyTokenClaims }>({ max: 10_000 });
  return (token, keys) => {
    const before = known.get(token);
    if (before !== undefined && before.keys.school === keys.school && before.keys.secretHash === keys.secretHash) return before.claims;
    const claims = readProxyToken(token, keys, (key, text) => createHmac('sha256', key).update(text).digest());
    if (claims !== null) known.set(token, { keys, claims });
    return claims;
  };
}
