// Ends a client's TLS on the CONNECT socket itself: no second connection, one context a host.
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SecureContext } from 'node:tls';

export interface Intercepted {
  readonly socket: TLSSocket;
  /** Server name that the client asked for, lower case, or `null`. */
  readonly serverName: string | null;
  readonly protocol: 'h2' | 'http/1.1';
}

/**
 * Runs the handshake with the certificate of the dialled name, whatever name the client asks for: a client that means
 * another sees that it does not fit. Resolves `null` when there was no handshake (not TLS, our authority not trusted,
 * too slow, gone); the socket is closed then.
 */
export function intercept(raw: Socket, context: SecureContext, timeout: number): Promise<Intercepted | null> {
  return new Promise((done) => {
    const socket = new TLSSocket(raw, { isServer: true, secureContext: context, ALPNProtocols: ['h2', 'http/1.1'] });
    const failed = (): void => {
      clearTimeout(timer);
      socket.destroy();
      raw.destroy();
      done(null);
    };
    const timer = setTimeout(failed, timeout);
    raw.once('close', failed);
    socket.once('error', failed).once('close', failed);
    socket.once('secure', () => {
      clearTimeout(timer);
      raw.off('close', failed);
      socket.off('error', failed).off('close', failed);
      const name = typeof socket.servername === 'string' ? socket.servername.toLowerCase().replace(/\.$/, '') : null;
      done({ socket, serverName: name, protocol: socket.alpnProtocol === 'h2' ? 'h2' : 'http/1.1' });
    });
  });
}
