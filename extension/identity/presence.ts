// Does our traffic cross the school's proxy? Asked by a nonce that only a proxy with the device's secret can answer for,
// so that a strange network cannot pretend to be the school's.
import { presenceSchema } from '#policies/contracts/extension-api.ts';
import type { Place } from '#policies/model/access-request.ts';
import { decodeBase64 } from '#policies/text/base64.ts';

export interface Presence {
  /** Asks when there is no fresh answer. */
  throughProxy(): Promise<boolean>;
  /** On the school's network, as far as was last proved; before anything was asked, on it. */
  place(): Place;
  /** The network has changed: what was proved is worth nothing now. */
  forget(): void;
}

export interface PresenceOptions {
  /** The body of the proxy's answer to a nonce, or `null` when there was none. */
  readonly ask: (nonce: string) => Promise<unknown>;
  /** The device's proxy secret, or `null` before enrolment. */
  readonly secret: () => string | null;
  readonly newNonce: () => string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Milliseconds that an answer is believed for. */
const fresh = 60_000;

export function createPresence(options: PresenceOptions): Presence {
  let last: { through: boolean; at: number } | null = null;
  let asking: Promise<boolean> | null = null;
  /** Outlives `last`: a network that has just changed is judged as the one before until it is known. */
  let away = false;

  const known = (): boolean | null => (last !== null && Math.abs(options.clock() - last.at) < fresh ? last.through : null);

  async function probe(secret: string): Promise<boolean> {
    const nonce = options.newNonce();
    const answer = presenceSchema.safeParse(await options.ask(nonce).catch(() => null));
    return answer.success && (await proves(answer.data.proof, nonce, secret));
  }

  return {
    async throughProxy() {
      const already = known();
      if (already !== null) return already;
      const secret = options.secret();
      // Before enrolment nothing can be proved, which says nothing about the network.
      if (secret === null) return false;
      asking ??= probe(secret).finally(() => (asking = null));
      const through = await asking;
      last = { through, at: options.clock() };
      away = !through;
      return through;
    },
    place: () => (away ? 'off-site' : 'on-site'),
    forget: () => void (last = null),
  };
}

/** HMAC-SHA-256 (RFC 2104) of the nonce, keyed with the SHA-256 of the secret, compared by the platform in constant time. */
async function proves(proof: string, nonce: string, secret: string): Promise<boolean> {
  const text = new TextEncoder();
  const keyBytes = await crypto.subtle.digest('SHA-256', text.encode(secret));
  const key = await crypto.subtle.importKey('raw', keyBytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const given = decodeBase64(proof);
  return given !== null && crypto.subtle.verify('HMAC', key, given, text.encode(nonce));
}
