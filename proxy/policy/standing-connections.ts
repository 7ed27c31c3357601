// WebSockets and unread tunnels outlive the verdict that opened them: they are judged again every few seconds, so that a
// permission that lapses or a site that is blocked ends them too.
import type { Duplex } from 'node:stream';

export interface StandingConnections {
  /** Closes the connection once `allowed` says no. */
  watch(connection: Duplex, allowed: () => boolean): void;
  close(): void;
}

export function standingConnections(everyMs: number): StandingConnections {
  const watched = new Map<Duplex, () => boolean>();
  const timer = setInterval(() => {
    for (const [connection, allowed] of watched) if (!allowed()) connection.destroy();
  }, everyMs);
  return {
    watch(connection, allowed) {
      watched.set(connection, allowed);
      connection.once('close', () => watched.delete(connection));
    },
    close: () => clearInterval(timer),
  };
}
