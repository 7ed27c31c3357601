// The TCP connections that clients hold, and how many each address has.
import type { Socket } from 'node:net';
import { addressOf } from './client-address.ts';

export interface Connections {
  /** Takes a new connection in; `false`: closed, because its address has too many. */
  enter(socket: Socket): boolean;
  destroyAll(): void;
}

export function connections(mostPerAddress: number): Connections {
  const open = new Set<Socket>();
  const perAddress = new Map<string, number>();

  function leave(socket: Socket, address: string): void {
    open.delete(socket);
    const left = (perAddress.get(address) ?? 1) - 1;
    if (left > 0) perAddress.set(address, left);
    else perAddress.delete(address);
  }

  return {
    enter(socket) {
      const address = addressOf(socket) ?? '';
      const held = perAddress.get(address) ?? 0;
      if (held >= mostPerAddress) {
        socket.destroy();
        return false;
      }
      perAddress.set(address, held + 1);
      open.add(socket);
      socket.once('close', () => leave(socket, address));
      return true;
    },
    destroyAll() {
      for (const socket of open) socket.destroy();
    },
  };
}
