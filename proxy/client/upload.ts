import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';

/**
 * A request's body as a stream of its own. The HTTP client destroys what it is given when the origin fails, and the
 * client's own stream must live on: it still carries our answer. What nobody wants any more, because the origin failed or
 * has answered already, is read and thrown away.
 */
export function uploadOf(source: Readable): Readable {
  const upload = new PassThrough();
  source.once('error', (error) => upload.destroy(error));
  source.once('close', () => {
    if (!source.readableEnded) upload.destroy(new Error('the client broke off its request'));
  });
  // Until somebody listens, a client that leaves is nobody's fault.
  upload.on('error', () => {});
  source.pipe(upload);
  // After `pipe`'s own listener, which pauses the source.
  upload.once('close', () => source.resume());
  return upload;
}
