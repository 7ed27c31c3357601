// A WebSocket in one stream of an HTTP/2 connection (RFC 8441). Towards the origin it is the handshake of RFC 6455, of which
// HTTP/2 has no use for the key and its proof: they are made and checked here.
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { discard } from '../exchange/discard.ts';
import type { Header, OriginResponse } from '../exchange/exchange.ts';
import { fieldOf } from '../exchange/fields.ts';
import { splice } from './splice.ts';

export interface Http2WebSocket {
  /** What the handshake with the origin needs besides the client's own fields. */
  readonly fields: readonly Header[];
  /** Joins the stream with the origin, or sends what the origin, or a page of ours, says instead. */
  join(
    answer: OriginResponse,
    stream: ServerHttp2Stream,
    idleTimeout: number,
    send: (answer: OriginResponse, stream: ServerHttp2Stream) => void,
  ): void;
}

/** RFC 6455 §1.3. */
const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** `null`: not a request for a WebSocket. */
export function webSocketOf(headers: IncomingHttpHeaders): Http2WebSocket | null {
  if (headers[':method'] !== 'CONNECT' || headers[':protocol'] !== 'websocket') return null;
  const key = randomBytes(16).toString('base64');
  const proof = createHash('sha1')
    .update(key + guid)
    .digest('base64');
  return {
    fields: [['sec-websocket-key', key]],
    join(answer, stream, idleTimeout, send) {
      if (stream.destroyed || stream.closed) return discard(answer);
      if (answer.upgraded !== undefined && fieldOf(answer.headers, 'sec-websocket-accept') === proof) {
        stream.respond({ ':status': 200, ...subprotocol(answer.headers) });
        return splice(stream, answer.upgraded, idleTimeout);
      }
      // Success would tell the client that its WebSocket is open (RFC 8441 §5); here nobody is at the other end of it.
      if (answer.upgraded === undefined && (answer.status < 200 || answer.status > 299)) return send(answer, stream);
      discard(answer);
      stream.respond({ ':status': 502 }, { endStream: true });
    },
  };
}

/** What the origin chose: its subprotocol and extensions, and its cookies. */
function subprotocol(headers: readonly Header[]): Record<string, string | string[]> {
  const kept = ['sec-websocket-protocol', 'sec-websocket-extensions', 'set-cookie'];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const values = headers.filter(([field]) => field.toLowerCase() === name).map(([, value]) => value);
      return values.length === 0 ? [] : [[name, name === 'set-cookie' ? values : values.join(', ')]];
    }),
  );
}
