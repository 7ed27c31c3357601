// The outside world of a lesson: the page's two hosts, behind a school's slow line. Says what was asked for, and can be switched off.
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { lessonPage } from '../lesson/lesson-page.ts';
import { openSlowLine } from '../lesson/slow-line.ts';
import { ready, settings } from './settings.ts';

const given = z.object({ key: z.string(), cert: z.string(), bytesPerSecond: z.number(), delay: z.number() });
const { key, cert, bytesPerSecond, delay } = await settings((message) => given.parse(message));
const objects = new Map(lessonPage().map((one) => [one.host + one.path, one]));
let asked = new Map<string, number>();

const server = createServer({ key, cert }, (request, response) => {
  const address = `${request.headers.host}${request.url}`;
  asked.set(address, (asked.get(address) ?? 0) + 1);
  // Forty pages of forty subjects are the same page at other hosts.
  const [, copy = '', host = ''] = /^(?:(p\d+)\.)?(.*)$/.exec(request.headers.host ?? '') ?? [];
  const known = objects.get(`${host}${request.url}`);
  const found = known && copy !== '' && known.path === '/rivers' ? { ...known, body: copyOf(known.body, copy) } : known;
  if (!found) return void response.writeHead(404).end();
  const etag = `"${found.body.length}"`;
  const fields = { etag, 'cache-control': found.path === '/rivers' ? 'max-age=60' : 'max-age=86400' };
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, fields).end();
  response.writeHead(200, { ...fields, 'content-type': found.type, 'content-length': found.body.length }).end(found.body);
});
/** The document of a copy, which names the parts of that copy. */
function copyOf(body: Buffer, copy: string): Buffer {
  return Buffer.from(body.toString().replace(/https:\/\/(lesson|cdn)\.test\//g, `https://${copy}.$1.test/`));
}

await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const line = await openSlowLine({ bytesPerSecond, delay, port: (server.address() as AddressInfo).port });
process.on('message', (message) => {
  if (message === 'off') {
    server.close();
    server.closeAllConnections();
    void line.close();
  }
  process.send?.({ asked: Object.fromEntries(asked) });
  asked = new Map();
});
ready({ port: line.port });
