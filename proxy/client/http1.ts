// HTTP/1.1 towards the client: plain proxy requests and what comes through an intercepted tunnel, on one `http.Server`.
import { ServerResponse } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { discard } from '../exchange/discard.ts';
import { Waiting } from '../exchange/abandonment.ts';
import type { Header, OriginResponse } from '../exchange/exchange.ts';
import { endToEnd } from '../exchange/fields.ts';
import { writeFields } from '../http1/field-block.ts';
import { addressOf } from './client-address.ts';
import type { Received } from './received.ts';
import type { Service } from './service.ts';
import { sendBody } from './send-body.ts';
import { splice } from './splice.ts';
import type { Tunnel } from './tunnel.ts';
import { uploadOf } from './upload.ts';

/** Serves one request. */
export async function serveRequest(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  tunnel: Tunnel | null,
): Promise<void> {
  const asked = common(request, tunnel);
  const end = service.begin(asked.address);
  const left = new Waiting();
  response.once('close', () => {
    if (!response.writableFinished) left.abort();
    end();
  });
  const expects = request.headers.expect !== undefined;
  const body = (): Readable => {
    if (expects && !response.headersSent) response.writeContinue();
    return uploadOf(request);
  };
  const inform = (status: number, headers: readonly Header[]): void => {
    if (request.httpVersion !== '1.1' || response.headersSent) return;
    if (status === 102) return response.writeProcessing();
    const links = headers.filter(([name]) => name.toLowerCase() === 'link').map(([, value]) => value);
    if (status !== 103 || links.length === 0) return;
    try {
      response.writeEarlyHints({ ...otherHints(headers), link: links });
    } catch {
      // Node reads `Link` more narrowly than RFC 8288 writes it; a hint that it would not write is no reason to lose the answer.
    }
  };
  const received = { ...asked, upgrade: false, body: hasBody(request) ? body : null, inform, signal: left };
  await service.serve(received, { send: (answer) => send(answer, request, response), abandon: () => void response.destroy() });
}

/** What a hint says besides its links, each field as one line; a cookie or a length belongs to the answer itself. */
function otherHints(headers: readonly Header[]): Record<string, string> {
  const hints = new Map<string, string>();
  for (const [field, value] of endToEnd(headers, ['link', 'set-cookie', 'content-length'])) {
    const name = field.toLowerCase();
    const before = hints.get(name);
    hints.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(hints);
}

/** Whether a request asks for a WebSocket (RFC 6455 §4.1); every other `Upgrade` may be ignored (RFC 9110 §7.8). */
export const wantsWebSocket = ({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): boolean =>
  method === 'GET' && headers.upgrade?.trim().toLowerCase() === 'websocket';

/** Serves a request for a WebSocket: the origin's own 101 and then its bytes, or an ordinary answer. */
export async function serveUpgrade(
  service: Service,
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
  tunnel: Tunnel | null,
  idleTimeout: number,
): Promise<void> {
  const asked = common(request, tunnel);
  const end = service.begin(asked.address);
  const left = new Waiting();
  socket.once('close', () => left.abort()).on('error', () => {});
  const received = { ...asked, upgrade: wantsWebSocket(request), body: null, inform: () => {}, signal: left };
  const sendOrJoin = (answer: OriginResponse): void => {
    if (answer.upgraded === undefined) return sendAndClose(answer, request, socket);
    if (socket.destroyed) return discard(answer);
    socket.write(switching(answer), 'latin1');
    if (head.length > 0) socket.unshift(head);
    splice(socket, answer.upgraded, idleTimeout);
  };
  await service.serve(received, { send: sendOrJoin, abandon: () => void socket.destroy() });
  end();
}

/** Throws a TypeError for fields that HTTP cannot carry. */
function switching({ headers }: OriginResponse): string {
  return `HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n${writeFields(headers)}\r\n`;
}

/** Answers on a socket that the HTTP server has let go of (after CONNECT or Upgrade), and closes it. */
export function sendAndClose(answer: OriginResponse, request: IncomingMessage, socket: Socket): void {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.destroySoon());
  send(answer, request, response);
}

function common(
  request: IncomingMessage,
  tunnel: Tunnel | null,
): Pick<Received, 'method' | 'requestTarget' | 'authority' | 'headers' | 'protocol' | 'tunnel' | 'address'> {
  const headers: Header[] = [];
  const raw = request.rawHeaders;
  for (let index = 0; index + 1 < raw.length; index += 2) headers.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return {
    method: request.method ?? '',
    requestTarget: request.url ?? '',
    authority: null,
    headers,
    protocol: request.httpVersion === '1.0' ? '1.0' : '1.1',
    tunnel,
    address: tunnel === null ? addressOf(request.socket) : tunnel.address,
  };
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] !== undefined && headers['content-length'] !== '0');

function send(answer: OriginResponse, request: IncomingMessage, response: ServerResponse): void {
  if (response.destroyed || response.socket?.destroyed) return discard(answer);
  response.writeHead(answer.status, answer.statusText, answer.headers.flat());
  if (answer.body === null || request.method === 'HEAD') {
    discard(answer);
    response.end();
  } else if (answer.body instanceof Uint8Array) response.end(answer.body);
  else sendBody(answer.body, response, () => response.destroy());
}
