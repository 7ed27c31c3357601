import type { Readable, Writable } from 'node:stream';

/**
 * Sends a body on with back-pressure. A body that breaks off breaks the client's side off too: an answer cut short must
 * not look complete. A client that goes lets go of the body, which stops its download. (`stream.pipeline` does the same and
 * makes an abort signal and its exception for every body, 3 % of a request.)
 */
export function sendBody(body: Readable, client: Writable, breakOff: () => void): void {
  const ended = (): void => {
    if (!body.readableEnded) breakOff();
  };
  if (body.destroyed) return ended();
  body.once('error', breakOff).once('close', ended);
  client.once('error', () => body.destroy()).once('close', () => body.destroy());
  body.pipe(client);
}
