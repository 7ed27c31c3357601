// The end of TLS inside tunnels: one server a host that never listens, kept in a bounded cache. Making one costs about a
// millisecond and holds 25 KB. The certificate is chosen by the name that was dialled, not by the one that the client asks
// for in the handshake: addresses are dialled without a name, and a client that means another host sees that it does not fit.
import { hkdfSync } from 'node:crypto';
import type { Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Server, TLSSocket } from 'node:tls';
import { LRUCache } from 'lru-cache';
import type { CertificateAuthority } from './authority.ts';

export interface TunnelEnds {
  /** Throws when no certificate can be made for this host. */
  prepare(host: string): void;
  /**
   * Runs the handshake on a socket that was answered 200. Resolves `rejected` when the client said that it does not take our
   * certificate, `null` when there was no handshake for another reason (not TLS, too slow, gone); the socket is closed then.
   */
  handshake(host: string, raw: Socket): Promise<TLSSocket | 'rejected' | null>;
  /** Handshakes since the start, and how many of them took a session up again. */
  counts(): { readonly connections: number; readonly resumed: number };
}

const day = 86_400_000;
const mostHosts = 4096;
/**
 * Seconds for which a browser may take a session up again (RFC 5077, RFC 8446 §2.2): a morning. The browser holds it; here
 * are only the keys of each host's tickets, in memory, and they go with the host's certificate.
 */
const sessionTimeout = 4 * 3_600;

/** @param ticketSecret what the keys of tickets are made from where several workers take each other's sessions up; else each end has keys of its own */
export function tunnelEnds(
  authority: Pick<CertificateAuthority, 'leaf' | 'fingerprint'>,
  handshakeTimeout: number,
  ticketSecret: Uint8Array | null = null,
): TunnelEnds {
  // Long before a certificate ends a new one is made.
  const servers = new LRUCache<string, Server>({ max: mostHosts, ttl: 14 * day });
  /** Handshakes under way by the client's end of the connection: `tls.Server` does not say which socket it was given. */
  const underWay = new Map<string, (end: TLSSocket | 'rejected') => void>();

  let connections = 0;
  let resumed = 0;

  function serverFor(host: string): Server {
    // When another authority takes over, every host gets a new certificate.
    const key = `${authority.fingerprint} ${host}`;
    const known = servers.get(key);
    if (known !== undefined) return known;
    const server = createServer(
      {
        ...authority.leaf([host]),
        minVersion: 'TLSv1.2',
        ALPNProtocols: ['h2', 'http/1.1'],
        handshakeTimeout,
        sessionTimeout,
        ...(ticketSecret === null ? {} : { ticketKeys: ticketKeys(ticketSecret, key) }),
      },
      (socket) => {
        connections += 1;
        if (socket.isSessionReused()) resumed += 1;
        const found = underWay.get(endOf(socket));
        if (found === undefined) socket.destroy();
        else found(socket);
      },
    );
    server.on('tlsClientError', (error, socket) => {
      if (isRejection(error)) underWay.get(endOf(socket))?.('rejected');
      socket.destroy();
    });
    servers.set(key, server);
    return server;
  }

  return {
    counts: () => ({ connections, resumed }),
    prepare: (host) => void serverFor(host),
    handshake: (host, raw) =>
      new Promise((done) => {
        const end = endOf(raw);
        const finish = (socket: TLSSocket | 'rejected' | null): void => {
          underWay.delete(end);
          raw.off('close', gone);
          done(socket);
        };
        const gone = (): void => finish(null);
        raw.once('close', gone);
        underWay.set(end, finish);
        // The HTTP server's sockets stay open for writing; a client that leaves in the middle of a handshake must end it.
        raw.allowHalfOpen = false;
        serverFor(host).emit('connection', raw);
      }),
  };
}

/** Alerts by which a client says what it thinks of a certificate (RFC 8446 §6.2), in OpenSSL's words. */
const isRejection = (error: Error): boolean =>
  'code' in error && /ALERT_(?:BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_UNKNOWN|UNKNOWN_CA)$/.test(String(error.code));

/** Keys of one host's tickets, which fit no other host and no other authority (48 bytes, `tls.createServer`). */
const ticketKeys = (secret: Uint8Array, end: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', end, 48));

const endOf = ({ remoteAddress, remotePort }: Pick<Socket, 'remoteAddress' | 'remotePort'>): string => `${remoteAddress} ${remotePort}`;
