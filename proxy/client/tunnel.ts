import type { Target } from '#policies/model/target.ts';

/** A CONNECT that is intercepted: whatever is asked inside must be asked of the authority that was dialled. */
export interface Tunnel {
  /** The authority, path `null`. */
  readonly target: Target;
  /** The authority as an address, without a path: what every address inside begins with. */
  readonly origin: string;
  /** `Proxy-Authorization` of the CONNECT: it names the client for every request inside. */
  readonly authorization: string | null;
  /** Epoch milliseconds. */
  readonly openedAt: number;
  readonly address: string | null;
  /** Server name of the TLS handshake (RFC 6066 §3), `null` when the client sent none. */
  readonly serverName: string | null;
}
