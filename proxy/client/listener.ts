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
import { ClientConnection } from './http1-connection.ts';
import type { TunnelOptions } from './enter-tunnel.ts';
import { serveRequest, serveUpgrade, wantsWebSocket } from './http1.ts';
import { serveSession } from './http2.ts';
import type { Limits } from './limits.ts';
import type { Service } from './service.ts';
import { ownTally, type Tally } from './tally.ts';
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
  /** Connections by address, where several processes or threads count together. */
  readonly tally?: Tally | undefined;
  /** Others listen on the same port beside this one (SO_REUSEPORT; Linux shares connections out among them). */
  readonly portIsShared?: boolean;
}

export interface Listener {
  readonly port: number;
  /** Takes nothing new, lets exchanges end for `closeTimeout`, then closes every connection. */
  close(): Promise<void>;
}

/** Rejects when the port cannot be had (`EADDRINUSE`, `EACCES`). */
export async function listen(given: ListenerOptions): Promise<Listener> {
  const { host, port, service, admit, ends, rejections, limits, log, tally = ownTally(), portIsShared: reusePort = false } = given;
  /** TLS sockets inside tunnels; a socket that is not here speaks to the proxy itself. */
  const tunnels = new WeakMap<Socket, Tunnel>();
  const clients = connections(limits.connectionsPerAddress, tally);
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

  // Node's own way with a connection, for what is not for the short way.
  const [asNodeDoes] = server.listeners('connection');
  server.removeAllListeners('connection');
  const shortWay = new Set<ClientConnection>();
  let stopping = false;
  const date = httpDate();
  const options = {
    service,
    limits,
    stopping: () => stopping,
    date,
    handOn(socket: Socket, connection: ClientConnection): void {
      shortWay.delete(connection);
      asNodeDoes?.call(server, socket);
      socket.resume();
    },
  };
  function begin(socket: Socket, tunnel: Tunnel | null): void {
    const connection = new ClientConnection(socket, tunnel, options);
    shortWay.add(connection);
    socket.once('close', () => shortWay.delete(connection));
  }
  const patience = setInterval(
    () => {
      const now = Date.now();
      for (const connection of shortWay) connection.check(now);
    },
    Math.min(limits.headersTimeout, limits.keepAliveTimeout, 2_000) / 2,
  );
  server.on('connection', (socket) => {
    if (clients.enter(socket)) begin(socket, null);
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
    if (socket.alpnProtocol !== 'h2') return begin(socket, tunnel);
    const session = serveSession(service, socket, tunnel, limits);
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  }

  await new Promise<void>((listening, failed) => server.once('error', failed).listen({ port, host, reusePort }, listening));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      stopping = true;
      clearInterval(patience);
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const connection of shortWay) if (connection.isIdle) connection.close();
      for (const session of sessions) session.close();
      server.closeIdleConnections();
      await Promise.race([service.idle(), new Promise((late) => setTimeout(late, limits.closeTimeout).unref())]);
      clients.destroyAll();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The time as HTTP writes it (RFC 9110 §5.6.7), worked out once a second. */
function httpDate(): () => string {
  let second = 0;
  let text = '';
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) [second, text] = [now, new Date(now * 1000).toUTCString()];
    return text;
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
