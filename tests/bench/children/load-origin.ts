// The origin of the proxy's benchmark, on ports 80 and 443 of its own network: bodies of a told size, kept or not, and a count of
// what was asked. Written on sockets, because it shares a processor with the generator and the proxy is to be what is waited for.
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { z } from 'zod';
import { ready, settings } from './settings.ts';

const given = z.object({ key: z.string(), cert: z.string(), page: z.string(), delay: z.number().default(0) });
const { key, cert, page, delay } = await settings((message) => given.parse(message));
const piece = 1_048_576;
const answers = new Map<string, Buffer>();
let asked = 0;

/** `/miss/1024`, `/hit/20480/7`, `/page/20480` (words), `/big/200` (megabytes). */
function answerTo(path: string): Buffer {
  const [, kind = '', size = '0'] = path.split('/');
  const known = answers.get(`${kind}/${size}`);
  if (known !== undefined) return known;
  const body = kind === 'page' ? Buffer.from(page) : Buffer.alloc(kind === 'big' ? 0 : Number(size), 'b');
  const head = [
    'HTTP/1.1 200 OK',
    'Server: bench',
    `Date: ${new Date().toUTCString()}`,
    `Content-Type: ${kind === 'page' ? 'text/html; charset=utf-8' : 'image/png'}`,
    `Content-Length: ${kind === 'big' ? Number(size) * piece : body.length}`,
    'Last-Modified: Mon, 02 Nov 2026 09:00:00 GMT',
    'ETag: "bench"',
    `Cache-Control: ${kind === 'hit' ? 'public, max-age=86400' : 'no-store'}`,
  ];
  const made = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
  answers.set(`${kind}/${size}`, made);
  return made;
}

const megabyte = Buffer.alloc(piece, 'm');

function sendMegabytes(socket: Socket, left: number): void {
  for (let more = left; more > 0; more -= 1) {
    if (socket.destroyed) return;
    if (!socket.write(megabyte) && more > 1) {
      socket.once('drain', () => sendMegabytes(socket, more - 1));
      return;
    }
  }
}

function serve(socket: Socket): void {
  let text = '';
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('data', (data: Buffer) => {
    text += data.toString('latin1');
    for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
      const path = text.slice(4, text.indexOf(' ', 4));
      text = text.slice(end + 4);
      asked += 1;
      const send = (): void => {
        socket.write(answerTo(path));
        if (path.startsWith('/big/')) sendMegabytes(socket, Number(path.split('/')[2]));
      };
      if (delay > 0) setTimeout(send, delay);
      else send();
    }
  });
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve) => server.listen(port, '127.0.0.1', 4096, () => resolve((server.address() as AddressInfo).port)));
await listen(createServer(serve), 80);
await listen(createTlsServer({ key, cert, ALPNProtocols: ['http/1.1'] }, serve), 443);
process.on('message', () => process.send?.({ asked }));
ready({ port: 443 }, () => undefined);
