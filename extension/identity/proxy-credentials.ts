// The device's own credentials for the school's proxy (RFC 9110 §11.7), and nobody else's. Chrome sends what it was given
// until the proxy asks again, which it does when the token has ended.
import { LRUCache } from 'lru-cache';
import type { Credentials, SeenChallenge } from '../chrome/requests-port.ts';
import type { ProxyToken } from './proxy-token.ts';

const realm = 'Schoolgate';
/** A proxy that asks for the same request again did not believe us; asking on would never end. */
const attempts = 2;

export function createProxyCredentials(tokens: Pick<ProxyToken, 'current'>): (challenge: SeenChallenge) => Promise<Credentials> {
  /** What was shown, by request; Chrome never uses a request's id again while it runs. */
  const tried = new LRUCache<string, readonly string[]>({ max: 1_000 });
  return async (challenge) => {
    if (!challenge.isProxy || challenge.realm !== realm) return 'not-ours';
    const before = tried.get(challenge.requestId) ?? [];
    const shown = before.length < attempts ? await tokens.current(before.at(-1) ?? null) : null;
    if (shown === null) return 'refuse';
    tried.set(challenge.requestId, [...before, shown.token]);
    return { username: shown.device, password: shown.token };
  };
}
