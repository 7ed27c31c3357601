// Behind one address of a content network there are many sites: a tunnel that is not read must lead to the name that was
// dialled, or a site that the school does not read would be the door to all its neighbours.
import { isIP } from 'node:net';
import { Transform } from 'node:stream';
import { longestClientHello, serverNameIn } from '../tls/client-hello.ts';

/**
 * What a client sends into a tunnel, held back until its first message is known. A TLS handshake for another name than
 * `host`, or for none, ends in an error; not a byte of it reaches the origin.
 */
export function nameGate(host: string): Transform {
  let held = Buffer.alloc(0);
  let open = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (open) return done(null, chunk);
      held = Buffer.concat([held, chunk]);
      const read = serverNameIn(held);
      if (read === 'incomplete') return held.length > 2 * longestClientHello ? done(otherName()) : done();
      if (read !== null && !agree(read.name, host)) return done(otherName());
      open = true;
      done(null, held);
    },
  });
}

/** An address is dialled without a name (RFC 6066 §3); everything else must say where it goes. */
const agree = (name: string, host: string): boolean => (name === '' ? isIP(host) !== 0 : name.replace(/\.$/, '') === host);

const otherName = (): Error => new Error('the handshake does not name the host that was dialled');
