// The device's own credentials for the school's proxy (RFC 9110 §11.7), and nobody else's.
import { LRUCache } from 'lru-cache';
import type { Credentials, SeenChallenge } from '../chrome/requests-port.ts';

const realm = 'Schoolgate';
/** A proxy that asks for the same request again did not believe us; asking on would never end. */
const attempts = 2;

/** `device` gives id and secret once enrolled, after waiting for what the disk knows. */
export function createProxyCredentials(
  device: () => Promise<{ device: string; proxySecret: string } | null>,
): (challenge: SeenChallenge) => Promise<Credentials> {
  /** By request; Chrome never uses a request's id again while it runs. */
  const tried = new LRUCache<string, number>({ max: 1_000 });
  return async (challenge) => {
    if (!challenge.isProxy || challenge.realm !== realm) return 'not-ours';
    const before = tried.get(challenge.requestId) ?? 0;
    const known = before < attempts ? await device() : null;
    if (known === null) return 'refuse';
    tried.set(challenge.requestId, before + 1);
    return { username: known.device, password: known.proxySecret };
  };
}
