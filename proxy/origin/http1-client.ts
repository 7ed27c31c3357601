// HTTP/1.1 to origins over kept connections: requests without a body on our own, whatever else through undici's lowest layer.
import type { Socket } from 'node:net';
import { Agent } from 'undici';
import type { buildConnector, Dispatcher } from 'undici';
import { clientWentAway } from '../exchange/abandonment.ts';
import type { Header, OutgoingRequest } from '../exchange/exchange.ts';
import { hasField } from '../exchange/fields.ts';
import { writeFields } from '../http1/field-block.ts';
import type { OriginConnector } from './connector.ts';
import type { OriginConnection } from './http1-connection.ts';
import { Http1Pool } from './http1-pool.ts';
import { OriginBody } from './origin-body.ts';
import type { OriginAnswer, OriginClient, OriginClientOptions, SendOptions } from './origin-answer.ts';
import type { Place } from './place.ts';

export interface Http1Client extends Pick<OriginClient, 'close'> {
  /** As `OriginClient.send`. @param place of the request */
  send(request: OutgoingRequest, options: SendOptions, place: Place): Promise<OriginAnswer>;
  /** Gives a connection to an https origin that was made to see what it speaks: the next request to it may take it. */
  offer(place: string, socket: Socket): void;
}

/** Methods that have no body unless a request says so. */
const bodiless = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

export function http1Client(options: OriginClientOptions): Http1Client {
  const { connector, headersTimeout, bodyTimeout, maxHeaderBytes, connectionsPerOrigin = 2_000 } = options;
  const pool = new Http1Pool({ perOrigin: connectionsPerOrigin, maxHeaderBytes, timeout: Math.min(headersTimeout, bodyTimeout) });
  const agent = new Agent({
    connect: connectFor(connector),
    allowH2: false,
    connections: connectionsPerOrigin,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 120_000,
    headersTimeout,
    bodyTimeout,
    maxHeaderSize: maxHeaderBytes,
  });

  function sendBodiless(
    request: OutgoingRequest,
    { signal, inform }: SendOptions,
    { secure, host, port, ...place }: Place,
  ): Promise<OriginAnswer> {
    const connect = (): Promise<Socket> => (secure ? connector.tls(host, port, ['http/1.1']) : connector.tcp(host, port));
    const asked = { method: request.method, text: textOf(request, place), signal, inform };

    function sendOn(connection: OriginConnection, anew: boolean): Promise<OriginAnswer> {
      if (!signal.aborted)
        return connection.send(asked).catch((error: unknown) => {
          if (anew || connection.heard || signal.aborted || !isHarmless(request) || !hasEnded(error)) throw error;
          return attempt(true);
        });
      connection.destroy();
      return Promise.reject(clientWentAway());
    }

    function attempt(anew: boolean): Promise<OriginAnswer> {
      if (signal.aborted) return Promise.reject(clientWentAway());
      const connection = pool.take(place.name, connect, anew, signal);
      return connection instanceof Promise ? connection.then((one) => sendOn(one, anew)) : sendOn(connection, anew);
    }
    return attempt(false);
  }

  return {
    send: (request, sendOptions, place) =>
      request.body === null && sendOptions.upgrade === null && bodiless.has(request.method)
        ? sendBodiless(request, sendOptions, place)
        : sendOnce(agent, request, sendOptions, new URL(request.url)),
    offer: (place, socket) => pool.offer(place, socket),
    async close() {
      pool.close();
      await agent.destroy();
    },
  };
}

/** A request without a body; a length that it tells nevertheless would have the origin wait for one. */
function textOf({ method, headers }: OutgoingRequest, { path, authority }: Pick<Place, 'path' | 'authority'>): string {
  const fields = hasField(headers, 'content-length') ? headers.filter(([name]) => name.toLowerCase() !== 'content-length') : headers;
  return `${method} ${path} HTTP/1.1\r\nhost: ${authority}\r\nconnection: keep-alive\r\n${writeFields(fields)}\r\n`;
}

const isHarmless = ({ method }: OutgoingRequest): boolean => method === 'GET' || method === 'HEAD';

/**
 * An origin may close a kept connection in the moment we use it again; the request is then repeated once on another one
 * (RFC 9110 §9.2.2: only safe methods).
 */
const hasEnded = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['CONNECTION_ENDED', 'ECONNRESET', 'EPIPE'].includes(String(error.code));

/** The connector as undici asks for connections. */
function connectFor(connector: OriginConnector): buildConnector.connector {
  return ({ hostname, protocol, port }, callback) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const opened = protocol === 'https:' ? connector.tls(host, Number(port || 443), ['http/1.1']) : connector.tcp(host, Number(port || 80));
    opened.then(
      (socket) => callback(null, socket),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

function sendOnce(agent: Agent, request: OutgoingRequest, { signal, inform, upgrade }: SendOptions, url: URL): Promise<OriginAnswer> {
  return new Promise<OriginAnswer>((done, failed) => {
    let controller: Dispatcher.DispatchController | null = null;
    let body: OriginBody | null = null;
    const abort = (): void => {
      controller?.abort(clientWentAway());
      failed(clientWentAway());
    };
    const settled = (): void => signal.removeEventListener('abort', abort);
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started;
        if (signal.aborted) started.abort(clientWentAway());
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
    if (signal.aborted) return failed(clientWentAway());
    signal.addEventListener('abort', abort, { once: true });
    const headers = request.headers.flat();
    agent.dispatch(
      { origin: url.origin, path: url.pathname + url.search, method: request.method, headers, body: request.body?.() ?? null, upgrade },
      handler,
    );
  });
}

function pairs(raw: Dispatcher.DispatchController['rawHeaders']): Header[] {
  if (!Array.isArray(raw)) return [];
  const headers: Header[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) headers.push([text(raw[index]), text(raw[index + 1])]);
  return headers;
}

/** Field values are bytes; latin1 keeps each of them (RFC 9110 §5.5). */
const text = (value: Buffer | string | undefined): string => (typeof value === 'string' ? value : (value?.toString('latin1') ?? ''));
