// HTTP/1.1 to origins over kept connections, through undici's lowest layer: half the CPU of `node:http`.
import type { Socket } from 'node:net';
import { Agent } from 'undici';
import type { buildConnector, Dispatcher } from 'undici';
import type { Header, OutgoingRequest } from '../exchange/exchange.ts';
import type { OriginConnector } from './connector.ts';
import { OriginBody } from './origin-body.ts';
import type { OriginAnswer, OriginClient, OriginClientOptions, SendOptions } from './origin-answer.ts';

export interface Http1Client extends OriginClient {
  /** Gives a connection to an origin that was made to see what it speaks: the next request to it may take it. */
  offer(origin: string, socket: Socket): void;
}

/** Milliseconds that a connection on offer waits for a request. */
const offered = 2_000;

export function http1Client(options: OriginClientOptions): Http1Client {
  const spare = new Map<string, Socket>();
  const agent = new Agent({
    connect: connectFor(options.connector, spare),
    allowH2: false,
    connections: options.connectionsPerOrigin ?? 2_000,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 120_000,
    headersTimeout: options.headersTimeout,
    bodyTimeout: options.bodyTimeout,
    maxHeaderSize: options.maxHeaderBytes,
  });
  return {
    send: async (request, sendOptions) => {
      try {
        return await sendOnce(agent, request, sendOptions);
      } catch (error) {
        if (!mayRepeat(request, sendOptions, error)) throw error;
        return sendOnce(agent, request, sendOptions);
      }
    },
    offer(origin, socket) {
      spare.get(origin)?.destroy();
      spare.set(origin, socket);
      const drop = (): void => {
        clearTimeout(late);
        if (spare.get(origin) === socket) spare.delete(origin);
      };
      const late = setTimeout(() => {
        if (spare.get(origin) === socket) socket.destroy();
      }, offered);
      socket.once('close', drop);
    },
    async close() {
      for (const socket of spare.values()) socket.destroy();
      await agent.destroy();
    },
  };
}

/** The connector as undici asks for connections. */
function connectFor(connector: OriginConnector, spare: Map<string, Socket>): buildConnector.connector {
  return ({ hostname, protocol, port }, callback) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const origin = placeOf(host, port);
    const ready = protocol === 'https:' ? spare.get(origin) : undefined;
    if (ready !== undefined) {
      spare.delete(origin);
      // Not at once: undici would not go on with what waits for the connection.
      if (!ready.destroyed) return queueMicrotask(() => callback(null, ready));
    }
    const opened = protocol === 'https:' ? connector.tls(host, Number(port || 443), ['http/1.1']) : connector.tcp(host, Number(port || 80));
    opened.then(
      (socket) => callback(null, socket),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

/** Names an https origin. `port`: `''` for 443. */
export const placeOf = (host: string, port: string): string => `${host} ${port || '443'}`;

/**
 * An origin may close a kept connection in the moment we use it again; the request is then repeated once on another one
 * (RFC 9110 §9.2.2: only safe methods, only without a body).
 */
function mayRepeat(request: OutgoingRequest, options: SendOptions, error: unknown): boolean {
  const closed =
    error instanceof Error && 'code' in error && (error.code === 'UND_ERR_SOCKET' || error.code === 'ECONNRESET' || error.code === 'EPIPE');
  return (
    closed &&
    request.body === null &&
    options.upgrade === null &&
    !options.signal.aborted &&
    (request.method === 'GET' || request.method === 'HEAD')
  );
}

function sendOnce(agent: Agent, request: OutgoingRequest, { signal, inform, upgrade }: SendOptions): Promise<OriginAnswer> {
  const url = new URL(request.url);
  return new Promise<OriginAnswer>((done, failed) => {
    let controller: Dispatcher.DispatchController | null = null;
    let body: OriginBody | null = null;
    const abort = (): void => {
      controller?.abort(gone());
      failed(gone());
    };
    const settled = (): void => signal.removeEventListener('abort', abort);
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started;
        if (signal.aborted) started.abort(gone());
      },
      onResponseStart(started, status, _headers, statusText = '') {
        const headers = pairs(started.rawHeaders);
        if (status < 200) return inform(status, headers);
        settled();
        const bodiless = request.method === 'HEAD' || status === 204 || status === 304;
        body = bodiless ? null : new OriginBody(started);
        done({ status, statusText, headers, body, socket: null, protocol: '1.1' });
      },
      onRequestUpgrade(started, status, _headers, socket) {
        settled();
        done({ status, statusText: '', headers: pairs(started.rawHeaders), body: null, socket, protocol: '1.1' });
      },
      onResponseData(_controller, chunk) {
        body?.receive(chunk);
      },
      onResponseEnd() {
        body?.complete();
      },
      onResponseError(_controller, error) {
        settled();
        if (body === null) failed(error);
        else body.destroy(error);
      },
    };
    if (signal.aborted) return failed(gone());
    signal.addEventListener('abort', abort, { once: true });
    const headers = request.headers.flat();
    agent.dispatch(
      { origin: url.origin, path: url.pathname + url.search, method: request.method, headers, body: request.body?.() ?? null, upgrade },
      handler,
    );
  });
}

const gone = (): Error => new Error('the client went away');

function pairs(raw: Dispatcher.DispatchController['rawHeaders']): Header[] {
  if (!Array.isArray(raw)) return [];
  const headers: Header[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) headers.push([text(raw[index]), text(raw[index + 1])]);
  return headers;
}

/** Field values are bytes; latin1 keeps each of them (RFC 9110 §5.5). */
const text = (value: Buffer | string | undefined): string => (typeof value === 'string' ? value : (value?.toString('latin1') ?? ''));
