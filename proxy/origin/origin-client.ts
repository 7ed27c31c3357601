// Sends requests to origins over kept connections, through undici's lowest layer: half the CPU of `node:http`.
import type { Duplex } from 'node:stream';
import { Agent } from 'undici';
import type { buildConnector, Dispatcher } from 'undici';
import type { Header, OutgoingRequest } from '../exchange/exchange.ts';
import type { OriginConnector } from './connector.ts';
import { OriginBody } from './origin-body.ts';

/** What an origin said, every field as it came. `socket` is set for 101 only. */
export interface OriginAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly Header[];
  readonly body: OriginBody | null;
  readonly socket: Duplex | null;
}

export interface SendOptions {
  readonly signal: AbortSignal;
  readonly inform: (status: number, headers: readonly Header[]) => void;
  /** `Upgrade` to ask for (RFC 9110 §7.8), or `null`. */
  readonly upgrade: 'websocket' | null;
}

export interface OriginClient {
  /** Rejects with whatever Node, OpenSSL or undici found wrong; `failureOfError` tells what it means. */
  send(request: OutgoingRequest, options: SendOptions): Promise<OriginAnswer>;
  close(): Promise<void>;
}

export interface OriginClientOptions {
  readonly connector: OriginConnector;
  /** Milliseconds. */
  readonly headersTimeout: number;
  readonly bodyTimeout: number;
  readonly maxHeaderBytes: number;
  /** Connections to one origin at a time; more requests wait. More than one client may have in flight, or it could close a site to all. Default 2,000. */
  readonly connectionsPerOrigin?: number;
}

export function originClient(options: OriginClientOptions): OriginClient {
  const agent = new Agent({
    connect: connectFor(options.connector),
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
    close: () => agent.destroy(),
  };
}

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
        done({ status, statusText, headers, body, socket: null });
      },
      onRequestUpgrade(started, status, _headers, socket) {
        settled();
        done({ status, statusText: '', headers: pairs(started.rawHeaders), body: null, socket });
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
