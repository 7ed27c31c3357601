// An origin on loopback that speaks HTTP/2 (and HTTP/1.1 only where asked), and remembers its connections.
import { once } from 'node:events';
import { createSecureServer } from 'node:http2';
import type { IncomingHttpHeaders, SecureServerOptions, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { TestAuthority } from '../../support/test-authority.ts';

export type Serve = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, raw: string[]) => void;

export interface Http2Origin {
  readonly port: number;
  readonly sessions: ServerHttp2Session[];
  serve: Serve;
  close(): Promise<void>;
}

export async function openHttp2Origin(authority: TestAuthority, host: string, options: SecureServerOptions = {}): Promise<Http2Origin> {
  const server = createSecureServer({ ...(await authority.issue([host])), ...options });
  const sessions: ServerHttp2Session[] = [];
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('session', (session) => {
    session.on('error', () => {});
    sessions.push(session);
  });
  const origin: Http2Origin = {
    port: 0,
    sessions,
    serve: (stream) => {
      stream.respond({ ':status': 200 });
      stream.end('hello');
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
  server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, _flags: number, raw: string[]) => {
    stream.on('error', () => {});
    origin.serve(stream, headers, raw);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return Object.assign(origin, { port: (server.address() as AddressInfo).port });
}
