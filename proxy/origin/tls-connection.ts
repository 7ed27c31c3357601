// One TLS connection to an origin: who it is was proved, and not withdrawn, before anybody may write to it.
import type { Socket } from 'node:net';
import { connect, DEFAULT_CIPHERS } from 'node:tls';
import type { SecureContext, TLSSocket } from 'node:tls';
import { CertificateFaultError } from './certificate-fault-error.ts';
import { chainFault, chainOf } from './certificate-chain.ts';
import type { OriginSessions } from './origin-sessions.ts';
import { mustStaple } from './must-staple.ts';
import type { Withdrawn } from './withdrawn.ts';

/**
 * OpenSSL's level 2: keys and hashes of less than 112 bits fail in every certificate of the chain but the trusted one
 * (RSA below 2048 bits, SHA-1, MD5), and so do TLS 1.0 and 1.1. Written out, because older OpenSSL begins at 1.
 */
export const originCiphers = `${DEFAULT_CIPHERS}:@SECLEVEL=2`;

export interface TlsToOrigin {
  /** The TCP connection, which may still be under way. */
  readonly socket: Socket;
  /** The name or address that the certificate must be for. */
  readonly host: string;
  /** Server name to send (RFC 6066 §3), or `null` for an address. */
  readonly serverName: string | null;
  /** Names what sessions may be taken up again (name and port). */
  readonly sessionKey: string;
  /** Application protocols to offer (RFC 7301), the best first. */
  readonly protocols: readonly string[];
}

export interface OriginTrust {
  readonly context: SecureContext;
  /** DER SPKIs of our own authorities, never accepted upstream. */
  readonly ownKeys: readonly Buffer[];
  readonly sessions: OriginSessions;
  readonly revoked: Withdrawn;
}

/** Resolves when the origin's certificate is good. Rejects with OpenSSL's error or a `CertificateFaultError`; the socket is closed then. */
export function connectTls(trust: OriginTrust, to: TlsToOrigin): Promise<TLSSocket> {
  return new Promise((done, failed) => {
    let stapled: Buffer | null = null;
    let good = false;
    /** A session comes before the verdict in TLS 1.2, after it in 1.3; none is kept of a connection that was not good. */
    let early: Buffer | null = null;
    const keep = (session: Buffer): void => trust.sessions.keep(to.sessionKey, session);
    const session = trust.sessions.find(to.sessionKey);
    const tls = connect({
      socket: to.socket,
      host: to.host,
      ...(to.serverName === null ? {} : { servername: to.serverName }),
      secureContext: trust.context,
      ALPNProtocols: [...to.protocols],
      requestOCSP: true,
      ...(session === undefined ? {} : { session }),
    });
    tls.on('OCSPResponse', (response: Buffer | null) => (stapled = response));
    tls.on('session', (session: Buffer) => {
      if (good) keep(session);
      else early = session;
    });
    const fail = (error: unknown): void => {
      trust.sessions.forget(to.sessionKey);
      tls.destroy();
      to.socket.destroy();
      failed(error instanceof Error ? error : new Error(String(error)));
    };
    tls.once('error', fail);
    tls.once('secureConnect', () => {
      verdict(trust, tls, stapled).then(() => {
        if (tls.destroyed) return fail(Object.assign(new Error('the origin closed the connection'), { code: 'ECONNRESET' }));
        good = true;
        if (!tls.isSessionReused()) trust.sessions.forget(to.sessionKey);
        trust.sessions.count(tls.isSessionReused());
        if (early !== null) keep(early);
        // The next error is for whoever gets the socket, and must not find nobody listening until then.
        tls.off('error', fail).on('error', () => {});
        done(tls);
      }, fail);
    });
  });
}

/**
 * What OpenSSL and Node do not look at. A session that is taken up again was judged when it was made, at most an hour ago
 * (`origin-sessions.ts`), and brings no certificate.
 */
async function verdict({ ownKeys, revoked }: OriginTrust, tls: TLSSocket, stapled: Buffer | null): Promise<void> {
  if (tls.isSessionReused()) return;
  const chain = chainOf(tls);
  const [leaf, issuer = leaf] = chain;
  if (leaf === undefined || issuer === undefined) throw new CertificateFaultError('untrusted');
  const fault = chainFault(chain, ownKeys);
  if (fault !== null) throw new CertificateFaultError(fault);
  if (stapled !== null && stapled.length > 0) {
    // The reader of OCSP is loaded when the first origin staples.
    const { stapledStatus } = await import('./stapled-status.ts');
    const status = stapledStatus(stapled, leaf, issuer, Date.now());
    if (status === 'revoked') throw new CertificateFaultError('withdrawn');
    if (status !== 'good' && mustStaple(leaf)) throw new CertificateFaultError('no-staple');
  } else if (mustStaple(leaf)) throw new CertificateFaultError('no-staple');
  if (revoked.holdsAny(chain)) throw new CertificateFaultError('withdrawn');
}
