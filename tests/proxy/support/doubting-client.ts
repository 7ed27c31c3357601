// A client that does not take the certificate it is shown and says so, as applications do that know their server's own. Node's
// own client finds out too late to say it, so the alert is written by hand, in the clear as TLS 1.2 has it (RFC 5246 §7.2).
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { connectThrough } from './browser.ts';
import type { Browser } from './browser.ts';

export const alerts = { badCertificate: 42, certificateUnknown: 46, unknownAuthority: 48, handshakeFailure: 40 } as const;

export async function rejectCertificate(browser: Browser, host: string, alert: number): Promise<void> {
  const { status, socket } = await connectThrough(browser, `${host}:443`);
  if (status !== 200) throw new Error(`CONNECT answered ${status}`);
  socket.write(await clientHello(host));
  await once(socket, 'data');
  const closed = once(socket, 'close');
  socket.resume();
  socket.write(Buffer.from([21, 3, 3, 0, 2, 2, alert]));
  await closed;
}

/** The first message of Node's own client. */
function clientHello(servername: string): Promise<Buffer> {
  return new Promise((resolve) => {
    const wire = new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        resolve(chunk);
        done();
      },
    });
    connect({ socket: wire, servername, maxVersion: 'TLSv1.2' }).on('error', () => {});
  });
}
