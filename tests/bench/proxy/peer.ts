// What is measured: our proxy and those beside it.
import type { ProcessGroup } from './process-group.ts';

export type PeerName = 'schoolgate' | 'squid' | 'e2guardian';

export interface Peer {
  readonly name: PeerName;
  /** TLS is read on the first; the second is for plain http and for tunnels that are not read. */
  readonly port: number;
  readonly plainPort: number;
  /** PEM of its authority. */
  readonly authority: string;
  readonly group: ProcessGroup;
  stop(): Promise<void>;
}

export interface PeerSettings {
  /** PEM that origins are verified against. */
  readonly root: string;
  /** File of listed names, one a line. */
  readonly list: string;
  /** Clients at the same time at most; e2guardian has a thread for each. */
  readonly clients: number;
}
