// HTTP/2 towards the client, inside an intercepted tunnel, through Node's stream interface.
import { performServerHandshake } from 'node:http2';
import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { discard } from '../exchange/discard.ts';
import { Waiting } from '../exchange/abandonment.ts';
import type { Header, OriginResponse } from '../exchange/exchange.ts';
import { endToEnd } from '../exchange/fields.ts';
import type { Limits } from './limits.ts';
import { endUnread } from './end-unread.ts';
import { sendBody } from './send-body.ts';
import type { Service } from './service.ts';
import type { Tunnel } from './tunnel.ts';
import { uploadOf } from './upload.ts';
import { webSocketOf } from './http2-websocket.ts';

/** Serves a TLS socket that agreed on `h2`. */
export function serveSession(service: Service, socket: TLSSocket, tunnel: Tunnel, limits: Limits): ServerHttp2Session {
  const session = performServerHandshake(socket, {
    settings: {
      maxHeaderListSize: limits.headerBytes,
      maxConcurrentStreams: 128,
      initialWindowSize: 256 * 1024,
      enablePush: false,
      // WebSockets in a stream (RFC 8441).
      enableConnectProtocol: true,
    },
    maxHeaderListPairs: limits.headerFields + pseudoFields,
    maxSettings: 16,
    maxOutstandingPings: 4,
    // Origins repeat fields that may stand once only; that is for the browser to judge.
    strictSingleValueFields: false,
  });
  session.setTimeout(limits.idleTimeout, () => session.destroy());
  // Nobody asks for anything: a head is due as on any connection. Between requests the session's own timer counts.
  const silent = setTimeout(() => session.destroy(), limits.headersTimeout);
  session.once('stream', () => clearTimeout(silent)).once('close', () => clearTimeout(silent));
  session.on('error', () => session.destroy());
  session.on('stream', (stream, headers, _flags, raw) => void serveStream(service, stream, headers, raw, tunnel, limits.idleTimeout));
  return session;
}

const pseudoFields = 5;

async function serveStream(
  service: Service,
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  raw: readonly string[],
  tunnel: Tunnel,
  idleTimeout: number,
): Promise<void> {
  const end = service.begin(tunnel.address);
  const left = new Waiting();
  stream.on('error', () => {});
  // A client may say that it wants no more without calling it an error; Node would wait for our end of it.
  stream.once('aborted', () => stream.destroy());
  stream.once('close', () => {
    if (!stream.writableFinished) left.abort();
    end();
  });
  // Answered before all was sent (a blocked upload, say): the client may stop sending (RFC 9113 §8.1).
  if (!stream.endAfterHeaders) stream.once('finish', () => stream.close());
  const interim = (status: number, fields: readonly Header[]): void => {
    if (!stream.destroyed && !stream.headersSent) stream.additionalHeaders({ ...fieldsObject(fields), ':status': status });
  };
  const body = (): Readable => {
    if (headers.expect !== undefined) interim(100, []);
    return uploadOf(stream);
  };
  const webSocket = webSocketOf(headers);
  const method = webSocket === null ? (headers[':method'] ?? '') : 'GET';
  const received = {
    method,
    // Only `https` was dialled; a stream that claims another scheme is refused like any other disagreement.
    requestTarget: headers[':scheme'] === 'https' ? (headers[':path'] ?? '') : '',
    authority: headers[':authority'] ?? null,
    headers: [...fieldLines(raw, headers), ...(webSocket?.fields ?? [])],
    protocol: '2' as const,
    tunnel,
    address: tunnel.address,
    upgrade: webSocket !== null,
    body: stream.endAfterHeaders || webSocket !== null ? null : body,
    inform: (status: number, fields: readonly Header[]) => {
      if (status !== 102 && status !== 103) return;
      try {
        interim(status, endToEnd(fields, ['set-cookie', 'content-length']));
      } catch {
        // A hint with fields that HTTP/2 forbids (RFC 9113 §8.2.2) is left out; the answer itself still comes.
      }
    },
    signal: left,
  };
  await service.serve(received, {
    send: (answer) =>
      webSocket === null ? sendInTime(answer, stream, method, idleTimeout) : webSocket.join(answer, stream, idleTimeout, sendPage),
    abandon: () => breakOff(stream),
  });
  // A WebSocket may stand for hours; it is no request that the proxy waits for when it stops.
  if (webSocket !== null) end();
}

function sendInTime(answer: OriginResponse, stream: ServerHttp2Stream, method: string, idleTimeout: number): void {
  const { body } = answer;
  const flowing = body instanceof Uint8Array && body.length > slice ? Readable.from(slices(body)) : body;
  if (flowing !== null) endUnread(stream, flowing, idleTimeout);
  send(flowing === body ? answer : { ...answer, body: flowing }, stream, method);
}

/** What is given to the stream in one piece is read or not as one, and a slow client would look like one that does not read. */
const slice = 65_536;

function* slices(body: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < body.length; at += slice) yield body.subarray(at, at + slice);
}

const sendPage = (answer: OriginResponse, stream: ServerHttp2Stream): void => send(answer, stream, 'GET');

function send(answer: OriginResponse, stream: ServerHttp2Stream, method: string): void {
  if (stream.destroyed || stream.closed) return discard(answer);
  const headers = { ...fieldsObject(answer.headers), ':status': answer.status };
  if (answer.body === null || method === 'HEAD') {
    discard(answer);
    stream.respond(headers, { endStream: true });
  } else if (answer.body instanceof Uint8Array) {
    stream.respond(headers);
    stream.end(answer.body);
  } else {
    stream.respond(headers);
    sendBody(answer.body, stream, () => breakOff(stream));
  }
}

/** RST_STREAM with INTERNAL_ERROR. `close` would wait for what cannot be sent any more. */
function breakOff(stream: ServerHttp2Stream): void {
  stream.destroy(new Error('the answer broke off'));
}

/** The field lines without pseudo-fields; `Cookie` comes in crumbs and is one line elsewhere (RFC 9113 §8.2.3). */
function fieldLines(raw: readonly string[], headers: IncomingHttpHeaders): Header[] {
  const lines: Header[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? '';
    if (!name.startsWith(':') && name !== 'cookie') lines.push([name, raw[index + 1] ?? '']);
  }
  if (headers.cookie !== undefined) lines.push(['cookie', headers.cookie]);
  return lines;
}

function fieldsObject(headers: readonly Header[]): OutgoingHttpHeaders {
  const fields = new Map<string, string[]>();
  for (const [field, value] of headers) {
    const name = field.toLowerCase();
    const values = fields.get(name);
    if (values === undefined) fields.set(name, [value]);
    else values.push(value);
  }
  // Built from entries, because a field may be called `__proto__`.
  return Object.fromEntries(Array.from(fields, ([name, values]) => [name, values.length === 1 ? values[0] : values]));
}
