// The TCP connections that clients hold, and how many each address has.
import type { Socket } from 'node:net';
import { addressOf } from './client-address.ts';
import type { Tally } from './tally.ts';

export interface Connections {
  /** Takes a new connection in; `false`: closed, because its address has too many. */
  enter(socket: Socket): boolean;
  destroyAll(): void;
}

export function connections(mostPerAddress: number, perAddress: Tally): Connections {
  const open = new Set<Socket>();

  function leave(socket: Socket, address: string): void {
    open.delete(socket);
    perAddress.remove(address);
  }

  return {
    enter(socket) {
      const address = addressOf(socket) ?? '';
      if (perAddress.add(address) > mostPerAddress) {
        perAddress.remove(address);
        socket.destroy();
        return false;
      }
      open.add(socket);
      socket.once('close', () => leave(socket, address));
      return true;
    },
    destroyAll() {
      for (const socket of open) socket.destroy();
    },
  };
}
