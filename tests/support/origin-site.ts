// The outside world of a test: one http and one https server on loopback that answer for every name, remember what reached
// them, and can be switched off.
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSecureContext, type SecureContext, type SecureContextOptions, type TlsOptions } from 'node:tls';
import type { TestAuthority } from './test-authority.ts';

export interface Received {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

export type Page = (request: IncomingMessage, response: ServerResponse) => void;

export interface OriginSite {
  readonly received: Received[];
  /** What is served at `host` + path; anything else gets a plain page that names itself. */
  page(address: string, page: Page): void;
  /** Where the proxy must go for a name: loopback. */
  connectTo(host: string, port: number): { host: string; port: number } | null;
  readonly httpPort: number;
  readonly httpsPort: number;
  requestsTo(host: string): Received[];
  switchOff(): Promise<void>;
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** A whole small HTML page. */
export const html =
  (body: string, headers: Record<string, string> = {}): Page =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(`<!doctype html><html lang="en"><head><title>Origin</title></head><body>${body}</body></html>`);
  };

/** A certificate for whatever name is asked for (RFC 6066 §3), as the web at large has. */
function certificates(authority: TestAuthority): SecureContextOptions & TlsOptions {
  const contexts = new Map<string, Promise<SecureContext>>();
  const contextFor = (name: string): Promise<SecureContext> => {
    const made = contexts.get(name) ?? authority.issue([name]).then(createSecureContext);
    contexts.set(name, made);
    return made;
  };
  return { SNICallback: (name, done) => void contextFor(name).then((context) => done(null, context), done) };
}

export async function openOriginSite(authority: TestAuthority): Promise<OriginSite> {
  const pages = new Map<string, Page>();
  const received: Received[] = [];
  const answer = (scheme: 'http' | 'https') => (request: IncomingMessage, response: ServerResponse) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const path = request.url ?? '/';
    received.push({ scheme, host, path, headers: request.headers });
    const page = pages.get(`${host}${path}`) ?? pages.get(`${host}${path.split('?')[0]}`) ?? html(`<h1>This is ${host}</h1>`);
    page(request, response);
  };
  const http = createHttpServer(answer('http'));
  const https = createHttpsServer(certificates(authority), answer('https'));
  const [httpPort, httpsPort] = await Promise.all([listen(http), listen(https)]);
  return {
    received,
    httpPort,
    httpsPort,
    page: (address, page) => void pages.set(address, page),
    connectTo: (_host, port) => ({ host: '127.0.0.1', port: port === 443 ? httpsPort : httpPort }),
    requestsTo: (host) => received.filter((one) => one.host === host),
    async switchOff() {
      await Promise.all([stop(http), stop(https)]);
    },
  };
}
