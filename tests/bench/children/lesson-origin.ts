// The origin of the lesson's page behind a slow line, which counts what it is asked for and can be switched off.
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { z } from 'zod';
import { bodyAt } from '../lesson/lesson-page.ts';
import { slowLink } from '../lesson/slow-link.ts';
import { ready, settings } from './settings.ts';

const given = z.object({ key: z.string(), cert: z.string(), bitsPerSecond: z.number(), delayMs: z.number(), shares: z.boolean() });
const { key, cert, shares, ...link } = await settings((message) => given.parse(message));
let asked: string[] = [];
const known = new Map<string, NonNullable<ReturnType<typeof bodyAt>>>();

const server = createServer({ key, cert }, (request, response) => {
  const url = `https://${request.headers.host}${request.url}`;
  asked.push(url);
  const found = known.get(url) ?? bodyAt(url);
  if (found) known.set(url, found);
  if (!found) return void response.writeHead(404).end();
  const fields = {
    'Content-Type': found.type,
    'Cache-Control':
      !shares && request.headers.host?.endsWith('lesson.test')
        ? 'no-store'
        : found.type.startsWith('text/html')
          ? 'max-age=300'
          : 'public, max-age=86400',
    'Last-Modified': 'Mon, 02 Nov 2026 09:00:00 GMT',
  };
  if (request.headers['if-modified-since'] !== undefined) response.writeHead(304, fields).end();
  else response.writeHead(200, { ...fields, 'Content-Length': found.body.length }).end(found.body);
});
const listen = (one: Server): Promise<number> =>
  new Promise((resolve) => one.listen(0, '127.0.0.1', 4096, () => resolve((one.address() as AddressInfo).port)));
const line = slowLink(link, { host: '127.0.0.1', port: await listen(server) });
const port = await listen(line);

process.on('message', (message) => {
  const { off } = z.object({ off: z.boolean().default(false) }).parse(message);
  if (off) {
    line.close();
    server.close();
    server.closeAllConnections();
  }
  process.send?.({ asked });
  asked = [];
});
ready({ port }, () => undefined);
