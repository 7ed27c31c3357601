import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file whose name carries a hash of what is in it never changes under that name. */
const hashed = /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/** The built files of the web app. Its page is a route (`routes/pages.ts`). */
export async function webFiles(app: FastifyInstance, webDir: string): Promise<void> {
  if (!existsSync(webDir)) return;
  await app.register(fastifyStatic, {
    root: webDir,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    allowedPath: (path) => path !== '/index.html',
    setHeaders(reply, path) {
      const forever = dirname(path) === join(webDir, 'assets') && hashed.test(basename(path));
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
