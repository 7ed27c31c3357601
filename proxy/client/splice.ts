import { Socket } from 'node:net';
import type { ServerHttp2Stream } from 'node:http2';
import type { Duplex, Transform } from 'node:stream';

/**
 * Joins two connections until both have said all, one breaks, or nothing passes for `idleTimeout` milliseconds. What the
 * client sends passes through `gate`, where there is one; an error of it cuts both.
 */
export function splice(client: Socket | ServerHttp2Stream, origin: Duplex, idleTimeout: number, gate: Transform | null = null): void {
  const cut = (): void => {
    client.destroy();
    origin.destroy();
  };
  // One may have gone while the other was waited for; its `close` has been told already and would not come again.
  if (client.destroyed || origin.destroyed) return cut();
  client.setTimeout(idleTimeout, cut);
  client.once('error', cut).once('close', () => origin.destroy());
  // What the origin sent before it closed must still arrive.
  origin.once('error', cut).once('close', () => (client instanceof Socket ? client.destroySoon() : client.end()));
  origin.pipe(client);
  if (gate === null) client.pipe(origin);
  else client.pipe(gate.once('error', cut)).pipe(origin);
}
