import type { Socket } from 'node:net';

/** Address of the peer; IPv4 on a dual-stack socket as IPv4. */
export function addressOf(socket: Pick<Socket, 'remoteAddress'>): string | null {
  return socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '') ?? null;
}
