// What happens to a connection after CONNECT: answered and closed, relayed unread, or read.
import { formatTarget } from '#policies/engine/target.ts';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Logger } from 'pino';
import type { OriginResponse } from '../exchange/exchange.ts';
import type { RejectionBook } from '../pass-through/rejection-book.ts';
import { errorForLog } from '../record/error-for-log.ts';
import type { TunnelEnds } from '../tls/tunnel-ends.ts';
import type { Admission } from './connect.ts';
import { sendAndClose } from './http1.ts';
import type { Limits } from './limits.ts';
import { nameGate } from './name-gate.ts';
import { splice } from './splice.ts';
import type { Tunnel } from './tunnel.ts';

export interface TunnelOptions {
  readonly admit: (request: IncomingMessage) => Promise<Admission>;
  /** Serves what comes out of an intercepted tunnel. */
  readonly serve: (socket: TLSSocket, tunnel: Tunnel) => void;
  readonly ends: TunnelEnds;
  readonly rejections: Pick<RejectionBook, 'accepted' | 'rejected'>;
  readonly refusal: () => OriginResponse;
  readonly limits: Limits;
  readonly log: Logger;
}

/** Never rejects. */
export async function enterTunnel(
  { admit, serve, ends, rejections, refusal, limits, log }: TunnelOptions,
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
): Promise<void> {
  socket.on('error', () => socket.destroy());
  const admission = await admit(request).catch((error: unknown): Admission => {
    log.error(errorForLog(error), 'a tunnel was refused because of a fault');
    return { do: 'answer', answer: refusal() };
  });
  if (socket.destroyed) {
    if (admission.do === 'relay') admission.origin.destroy();
    return;
  }
  if (admission.do === 'answer') return sendAndClose(admission.answer, request, socket);

  socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  if (head.length > 0) socket.unshift(head);
  if (admission.do === 'relay') return splice(socket, admission.origin, limits.idleTimeout, nameGate(admission.host));

  const { target, authorization, openedAt, address, device } = admission;
  const inside = await ends.handshake(target.host, socket);
  if (inside === null) return;
  if (inside === 'rejected') return rejections.rejected(target.host, device);
  rejections.accepted(device);
  serve(inside, {
    target,
    origin: formatTarget({ ...target, path: null }),
    authorization,
    openedAt,
    address,
    serverName: serverNameOf(inside),
  });
}

/** In the form of `Target.host`. */
function serverNameOf({ servername }: TLSSocket): string | null {
  return typeof servername === 'string' ? servername.toLowerCase().replace(/\.$/, '') : null;
}
