import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Joins two connections until both have said all, one breaks, or nothing passes for `idleTimeout` milliseconds. */
export function splice(client: Socket, origin: Duplex, idleTimeout: number): void {
  const cut = (): void => {
    client.destroy();
    origin.destroy();
  };
  client.setTimeout(idleTimeout, cut);
  client.once('error', cut).once('close', () => origin.destroy());
  // What the origin sent before it closed must still arrive.
  origin.once('error', cut).once('close', () => client.destroySoon());
  client.pipe(origin).pipe(client);
}
