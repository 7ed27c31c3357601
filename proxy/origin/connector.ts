// Connects to origins: looks the name up itself, so that the addresses that were checked are the addresses connected to
// (DNS rebinding), and verifies certificates against the school's roots.
import { X509Certificate } from 'node:crypto';
import { connect, isIP } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { ProhibitedAddressError } from './failure-of-error.ts';
import { originSessions } from './origin-sessions.ts';
import type { OriginSessions } from './origin-sessions.ts';
import { nameLookups, type Resolve } from './name-lookups.ts';
import { isReachableAddress } from './reachable-address.ts';
import { connectTls, originCiphers } from './tls-connection.ts';
import { nothingWithdrawn } from './withdrawn.ts';
import type { Withdrawn } from './withdrawn.ts';

export interface ConnectorOptions {
  /** PEM certificates that origins are verified against. */
  readonly roots: readonly string[];
  /** Our own authority's certificate, never accepted upstream. */
  readonly ownCertificate: Uint8Array;
  /** PEM of further authorities of ours; asked for every connection, because one may be added. */
  readonly ownAuthorities?: () => readonly string[];
  /** The school's own places and overrides: asked first, exempt from the address rules. `null`: not one of them. */
  readonly connectTo: (host: string, port: number) => { host: string; port: number } | null;
  readonly privateNetworks: boolean;
  /** Default: as this machine resolves names. */
  readonly resolve?: Resolve;
  /** Milliseconds, TLS included. */
  readonly timeout: number;
  /** Certificates that were withdrawn; asked for every connection. Default none. */
  readonly revoked?: () => Withdrawn;
}

export interface OriginConnector {
  /** A bare TCP connection: for plain http, and for tunnels that are not read. */
  tcp(host: string, port: number): Promise<Socket>;
  /** A TLS connection whose origin is proved. @param protocols to offer (RFC 7301), the best first */
  tls(host: string, port: number, protocols: readonly string[]): Promise<TLSSocket>;
  /** TLS connections since the start, and how many of them took a session up again. */
  readonly sessions: Pick<OriginSessions, 'counts'>;
}

/** Ports below 1024 belong to other protocols (mail, files, printers), which a crafted request could be made to speak. */
const mayConnectTo = (port: number): boolean => port === 80 || port === 443 || port >= 1024;

export function originConnector(options: ConnectorOptions): OriginConnector {
  const ownKey = keyOf(options.ownCertificate);
  const furtherKeys = new Map<string, Buffer>();
  const ownKeys = (): Buffer[] => {
    for (const pem of options.ownAuthorities?.() ?? []) if (!furtherKeys.has(pem)) furtherKeys.set(pem, keyOf(pem));
    return [ownKey, ...furtherKeys.values()];
  };
  const context = createSecureContext({ ca: [...options.roots], minVersion: 'TLSv1.2', ciphers: originCiphers });
  const sessions = originSessions();
  const guarded = guardedLookup(options.resolve ?? nameLookups(), options.privateNetworks);

  function open(host: string, port: number): Socket {
    const place = options.connectTo(host, port);
    if (place === null && (!mayConnectTo(port) || (isIP(host) !== 0 && !isReachableAddress(host, options.privateNetworks))))
      throw new ProhibitedAddressError('prohibited address');
    const socket = connect(place ?? { host, port, lookup: guarded });
    return socket.setNoDelay(true).setKeepAlive(true, 60_000);
  }

  return {
    sessions,
    async tcp(host, port) {
      const socket = open(host, port);
      return inTime(options.timeout, socket, connected(socket));
    },
    async tls(host, port, protocols) {
      const socket = open(host, port);
      const trust = { context, ownKeys: ownKeys(), sessions, revoked: options.revoked?.() ?? nothingWithdrawn };
      const serverName = isIP(host) === 0 ? host : null;
      const to = { socket, host, serverName, protocols, sessionKey: `${host} ${port}` };
      return inTime(options.timeout, socket, connectTls(trust, to));
    },
  };
}

/** The listener for errors stays: one may come before whoever gets the socket listens, and nobody's error ends the process. */
function connected(socket: Socket): Promise<Socket> {
  return new Promise((done, failed) => void socket.on('error', failed).once('connect', () => done(socket)));
}

async function inTime<T>(timeout: number, socket: Socket, connecting: Promise<T>): Promise<T> {
  const timer = setTimeout(() => socket.destroy(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' })), timeout);
  try {
    return await connecting;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * As `dns.lookup`, without the addresses that may not be connected to; when none is left the connection fails. A connection asks once, and
 * what was checked is what is dialled, whatever the name server says the next time.
 */
export function guardedLookup(resolve: Resolve, privateNetworks: boolean): LookupFunction {
  return (host, options, callback) => {
    resolve(host, (error, found) => {
      if (error !== null) return callback(error, '');
      const addresses = found.filter(({ address }) => isReachableAddress(address, privateNetworks));
      const [first] = addresses;
      if (first === undefined) callback(new ProhibitedAddressError('prohibited address'), '');
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

const keyOf = (certificate: string | Uint8Array): Buffer =>
  new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
