// Sends requests to origins, in the best HTTP that each of them speaks: that is agreed in the TLS handshake (RFC 7301), once,
// and remembered for a while.
import { LRUCache } from 'lru-cache';
import { clientWentAway } from '../exchange/abandonment.ts';
import type { OutgoingRequest } from '../exchange/exchange.ts';
import { http1Client } from './http1-client.ts';
import { http2Client } from './http2-client.ts';
import { StreamEndedError, mayHaveBeenLost, needsHttp1, wasRefused } from './http2-errors.ts';
import type { OriginAnswer, OriginClient, OriginClientOptions, SendOptions } from './origin-answer.ts';
import { placeOf, type Place } from './place.ts';

export type { OriginAnswer, OriginClient } from './origin-answer.ts';

/** How long an origin that chose HTTP/1.1 is taken at its word, milliseconds, and how many such origins are remembered. */
const rememberedFor = 600_000;
const mostRemembered = 20_000;
/** Handshakes that one request waits for, while others take the room that they made. */
const mostHandshakes = 25;

export function originClient(options: OriginClientOptions): OriginClient {
  const http1 = http1Client(options);
  const http2 = http2Client(options);
  const http1Only = new LRUCache<string, true>({ max: mostRemembered, ttl: rememberedFor });
  const asking = new Map<string, Promise<void>>();

  /** Resolves when it is known what the origin speaks. Requests that come meanwhile wait for the same handshake. */
  function ask({ name: place, host, port }: Place): Promise<void> {
    const already = asking.get(place);
    if (already !== undefined) return already;
    const answer = options.connector
      .tls(host, port, ['h2', 'http/1.1'])
      .then((socket) => {
        if (socket.alpnProtocol === 'h2') return http2.adopt(place, socket);
        http1Only.set(place, true);
        http1.offer(place, socket);
      })
      .finally(() => asking.delete(place));
    asking.set(place, answer);
    return answer;
  }

  async function sendSecure(request: OutgoingRequest, sendOptions: SendOptions, place: Place): Promise<OriginAnswer> {
    const harmless = request.body === null && (request.method === 'GET' || request.method === 'HEAD');
    let repeated = false;
    for (let handshakes = 0; !http1Only.has(place.name);) {
      if (sendOptions.signal.aborted) throw clientWentAway();
      const connection = http2.connectionTo(place.name);
      if (connection === null) {
        if (handshakes === mostHandshakes) throw new StreamEndedError(0);
        handshakes += 1;
        await ask(place);
        continue;
      }
      try {
        return await connection.send(request, sendOptions, place);
      } catch (error) {
        if (needsHttp1(error)) http1Only.set(place.name, true);
        // As over HTTP/1.1: once, and only what the origin cannot have acted upon, or may act upon twice.
        const again = request.body === null && (needsHttp1(error) || wasRefused(error) || (harmless && mayHaveBeenLost(error)));
        if (repeated || !again) throw error;
        repeated = true;
      }
    }
    return http1.send(request, sendOptions, place);
  }

  return {
    send: (request, sendOptions) => {
      const place = placeOf(request.url);
      // A WebSocket takes a connection of its own, which must be HTTP/1.1 for its handshake (RFC 6455 §4).
      if (!place.secure || sendOptions.upgrade !== null || http1Only.has(place.name)) return http1.send(request, sendOptions, place);
      return sendSecure(request, sendOptions, place);
    },
    async close() {
      http2.close();
      await http1.close();
    },
  };
}
