// The origin of the benchmarks: https for every name below bench.test, bodies of a told size, kept or not.
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { ready, settings } from './settings.ts';

const { key, cert } = await settings((message) => z.object({ key: z.string(), cert: z.string() }).parse(message));
const megabyte = Buffer.alloc(1_048_576, 'm');
const bodies = new Map<number, Buffer>();
const bodyOf = (size: number): Buffer => bodies.get(size) ?? bodies.set(size, Buffer.alloc(size, 'b')).get(size) ?? megabyte;

const server = createServer({ key, cert }, (request, response) => {
  // `/miss/1024`, `/hit/20480`, `/stream/300` (megabytes)
  const [, kind = '', size = '0'] = (request.url ?? '').split('/');
  if (kind === 'stream') {
    let left = Number(size);
    response.writeHead(200, { 'content-type': 'video/mp4', 'cache-control': 'no-store', 'content-length': left * megabyte.length });
    const more = (): void => {
      while (left > 0) {
        left -= 1;
        if (!response.write(megabyte)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
    return;
  }
  const body = bodyOf(Number(size));
  response.writeHead(200, {
    'content-type': 'image/png',
    'cache-control': kind === 'hit' ? 'public, max-age=86400' : 'no-store',
    'content-length': body.length,
  });
  response.end(body);
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => ready({ port: (server.address() as AddressInfo).port }, () => undefined));
