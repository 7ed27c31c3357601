// Connects to origins: looks the name up itself, so that the addresses that were checked are the addresses connected to
// (DNS rebinding), and verifies certificates against the school's roots.
import { X509Certificate } from 'node:crypto';
import { lookup as resolve } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';
import { checkServerIdentity, createSecureContext } from 'node:tls';
import type { PeerCertificate } from 'node:tls';
import { buildConnector } from 'undici';
import { OwnAuthorityError, ProhibitedAddressError } from './failure-of-error.ts';
import { isReachableAddress } from './reachable-address.ts';

export interface ConnectorOptions {
  /** PEM certificates that origins are verified against. */
  readonly roots: readonly string[];
  /** Our own authority's certificate, never accepted upstream. */
  readonly ownCertificate: Uint8Array;
  /** The school's own places and overrides: asked first, exempt from the address rules. `null`: not one of them. */
  readonly connectTo: (host: string, port: number) => { host: string; port: number } | null;
  readonly privateNetworks: boolean;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Ports below 1024 belong to other protocols (mail, files, printers), which a crafted request could be made to speak. */
const mayConnectTo = (port: number): boolean => port === 80 || port === 443 || port >= 1024;

/** The connector for the HTTP client; also used directly for tunnels (`http:` gives a bare TCP socket). */
export function originConnector(options: ConnectorOptions): buildConnector.connector {
  const ownKey = new X509Certificate(options.ownCertificate).publicKey.export({ type: 'spki', format: 'der' });
  const common = {
    secureContext: createSecureContext({ ca: [...options.roots], minVersion: 'TLSv1.2' }),
    checkServerIdentity: (host: string, certificate: PeerCertificate) =>
      chainHolds(certificate, ownKey) ? new OwnAuthorityError('own authority') : checkServerIdentity(host, certificate),
    allowH2: false,
    timeout: options.timeout,
  };
  const named = buildConnector(common);
  const guarded = buildConnector({ ...common, lookup: guardedLookup(options.privateNetworks) });

  return (request, callback) => {
    const host = request.hostname.replace(/^\[|\]$/g, '');
    const port = request.port === '' ? (request.protocol === 'https:' ? 443 : 80) : Number(request.port);
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const place = options.connectTo(host, port);
    if (place !== null) return named({ ...request, ...servername, hostname: place.host, port: String(place.port) }, callback);
    const prohibited = !mayConnectTo(port) || (isIP(host) !== 0 && !isReachableAddress(host, options.privateNetworks));
    if (prohibited) return callback(new ProhibitedAddressError('prohibited address'), null);
    return guarded({ ...request, ...servername, hostname: host, port: String(port) }, callback);
  };
}

/** A bare TCP connection under the same rules, for a tunnel that is not read. */
export function connectTcp(connector: buildConnector.connector, host: string, port: number): Promise<Socket> {
  return new Promise((done, failed) => {
    connector({ hostname: host, protocol: 'http:', port: String(port) }, (error, socket) =>
      error === null ? done(socket) : failed(error),
    );
  });
}

/** `dns.lookup` that leaves out addresses that may not be connected to; when none is left the connection fails. */
function guardedLookup(privateNetworks: boolean): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { all: true, order: 'verbatim' }, (error, found) => {
      if (error !== null) return callback(error, '');
      const addresses = found.filter(({ address }) => isReachableAddress(address, privateNetworks));
      const [first] = addresses;
      if (first === undefined) callback(new ProhibitedAddressError('prohibited address'), '');
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** A certificate with its issuer, as Node hands it to `checkServerIdentity`; the last one is its own issuer. */
interface ChainCertificate {
  readonly raw: Buffer;
  readonly fingerprint256: string;
  readonly issuerCertificate?: ChainCertificate;
}

/**
 * Whether a certificate of the chain carries the key: a cross-signed copy of our authority has another certificate, not
 * another key. Bytes are searched, not parsed, because nothing may throw while a connection is being verified.
 */
function chainHolds(leaf: ChainCertificate, spki: Buffer): boolean {
  const seen = new Set<string>();
  let certificate: ChainCertificate | undefined = leaf;
  while (certificate !== undefined && !seen.has(certificate.fingerprint256)) {
    if (certificate.raw.includes(spki)) return true;
    seen.add(certificate.fingerprint256);
    certificate = certificate.issuerCertificate;
  }
  return false;
}
