// The proxy's one port: plain requests, CONNECT, and what comes out of intercepted tunnels, joined to the service.
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { ServerHttp2Session } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Logger } from 'pino';
import type { TunnelEnds } from '../tls/tunnel-ends.ts';
import { addressOf } from './client-address.ts';
import type { Admission } from './connect.ts';
import { connections } from './connections.ts';
import { enterTunnel } from './enter-tunnel.ts';
import type { TunnelOptions } from './enter-tunnel.ts';
import { serveRequest, serveUpgrade, wantsWebSocket } from './http1.ts';
import { serveSession } from './http2.ts';
import type { Limits } from './limits.ts';
import type { Service } from './service.ts';
import type { Tunnel } from './tunnel.ts';

export interface ListenerOptions {
  readonly host: string;
  readonly port: number;
  readonly service: Service;
  readonly admit: (request: IncomingMessage) => Promise<Admission>;
  readonly ends: TunnelEnds;
  readonly rejections: TunnelOptions['rejections'];
  readonly limits: Limits;
  readonly log: Logger;
}

export interface Listener {
  readonly port: number;
  /** Takes nothing new, lets exchanges end for `closeTimeout`, then closes every connection. */
  close(): Promise<void>;
}

/** Rejects when the port cannot be had (`EADDRINUSE`, `EACCES`). */
export async function listen({ host, port, service, admit, ends, rejections, limits, log }: ListenerOptions): Promise<Listener> {
  /** TLS sockets inside tunnels; a socket that is not here speaks to the proxy itself. */
  const tunnels = new WeakMap<Socket, Tunnel>();
  const clients = connections(limits.connectionsPerAddress);
  const sessions = new Set<ServerHttp2Session>();
  const tunnelOptions = { admit, serve, ends, rejections, refusal: () => service.refusal(), limits, log };

  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeout,
    connectionsCheckingInterval: Math.min(limits.headersTimeout, 5_000),
    // Uploads may take long; a client that sends nothing is ended by the idle timeout.
    requestTimeout: 0,
    keepAliveTimeout: limits.keepAliveTimeout,
    shouldUpgradeCallback: wantsWebSocket,
  });
  // Fields beyond Node's own limit would be left out in silence; `exchangeOf` counts them and refuses.
  server.maxHeadersCount = 0;
  server.timeout = limits.idleTimeout;

  server.on('connection', (socket) => {
    if (!tunnels.has(socket)) clients.enter(socket);
  });
  const answer = (request: IncomingMessage, response: Parameters<typeof serveRequest>[2]): void =>
    void serveRequest(service, request, response, tunnels.get(request.socket) ?? null);
  server.on('request', answer);
  // Answered by ourselves, so that `100 Continue` is sent only when somebody really wants the body.
  server.on('checkContinue', answer);
  server.on('checkExpectation', answer);
  server.on(
    'upgrade',
    (request, socket: Socket, head) => void serveUpgrade(service, request, socket, head, tunnels.get(socket) ?? null, limits.idleTimeout),
  );
  server.on('connect', (request, socket: Socket, head) => {
    // A tunnel in a tunnel would hide its inside from every rule.
    if (tunnels.has(socket)) return void socket.destroy();
    const end = service.begin(addressOf(socket));
    void enterTunnel(tunnelOptions, request, socket, head).finally(end);
  });
  server.on('clientError', refuseBytes);

  function serve(socket: TLSSocket, tunnel: Tunnel): void {
    tunnels.set(socket, tunnel);
    if (socket.alpnProtocol !== 'h2') return void server.emit('connection', socket);
    const session = serveSession(service, socket, tunnel, limits);
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  }

  await new Promise<void>((listening, failed) => server.once('error', failed).listen(port, host, listening));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const session of sessions) session.close();
      server.closeIdleConnections();
      await Promise.race([service.idle(), new Promise((late) => setTimeout(late, limits.closeTimeout).unref())]);
      clients.destroyAll();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What is not HTTP, or never becomes a request, gets the shortest answer that is HTTP. */
function refuseBytes(error: Error, socket: { readonly writable: boolean; end(text: string): unknown; destroy(): unknown }): void {
  const code = 'code' in error ? error.code : null;
  const status =
    code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  else socket.destroy();
}
