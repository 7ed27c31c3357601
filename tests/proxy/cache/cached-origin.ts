// An origin on loopback, reached through the real forwarding stage with the real cache before it, on a clock that tests move.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { openHttpCache, type HttpCache } from '#proxy/cache/http-cache.ts';
import type { Exchange, Header, OriginResponse } from '#proxy/exchange/exchange.ts';
import { forward } from '#proxy/exchange/forward.ts';
import { pipeline, type Next } from '#proxy/exchange/stage.ts';
import { originClient, type OriginClient } from '#proxy/origin/origin-client.ts';
import { originConnector } from '#proxy/origin/connector.ts';
import { answers } from '#proxy/pages/answers.ts';
import { openAuthority } from '#proxy/tls/authority.ts';
import { readBody } from './read-body.ts';

export { readBody } from './read-body.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface Answered {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly text: string;
  /** Value of our `Cache-Status`. */
  readonly cache: string;
  header(name: string): string | null;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly variant?: string;
  readonly purpose?: Exchange['purpose'];
  readonly signal?: AbortSignal;
  readonly body?: string;
  /** Another name of the same machine: another site, as far as HTTP is concerned. */
  readonly host?: string;
}

export interface CachedOrigin {
  readonly received: IncomingMessage[];
  readonly dir: string;
  readonly base: string;
  readonly cache: HttpCache;
  now: number;
  handler: Handler;
  /** The response as the pipeline gives it; its body must be read or destroyed. */
  open(path: string, ask?: Ask): Promise<OriginResponse>;
  /** The same, read to its end. */
  get(path: string, ask?: Ask): Promise<Answered>;
  /** Closes the cache and opens it again on the same folder. */
  restart(): Promise<void>;
  switchOff(): Promise<void>;
  switchOn(): Promise<void>;
  close(): Promise<void>;
}

export async function answered(response: OriginResponse): Promise<Answered> {
  const text = (await readBody(response)).toString();
  const header = (name: string): string | null =>
    response.headers.filter(([field]) => field.toLowerCase() === name.toLowerCase()).at(-1)?.[1] ?? null;
  return { status: response.status, headers: response.headers, text, cache: header('cache-status') ?? '', header };
}

/** One for all tests of a file: only its certificate is needed, to be refused upstream. */
const authorityDir = mkdtempSync(join(tmpdir(), 'schoolgate-ca-'));
const authorityOfTests = openAuthority(authorityDir).finally(() => rmSync(authorityDir, { recursive: true }));

async function client(): Promise<OriginClient> {
  const authority = await authorityOfTests;
  const connector = originConnector({
    roots: [],
    ownCertificate: authority.certificateDer,
    connectTo: (host, port) => ({ host, port }),
    privateNetworks: true,
    timeout: 2000,
  });
  return originClient({ connector, headersTimeout: 10_000, bodyTimeout: 10_000, maxHeaderBytes: 65_536 });
}

export async function openCachedOrigin(options: { maxBytes?: number; startAt?: number } = {}): Promise<CachedOrigin> {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-cache-'));
  const cacheDir = join(dir, 'cache');
  const received: IncomingMessage[] = [];
  const origins = await client();
  const site: { handler: Handler } = { handler: (_request, response) => response.end('no handler') };
  const server = createServer((request, response) => {
    received.push(request);
    site.handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  const pages = answers({ schoolName: 'Greenfield', dashboardUrl: 'http://dashboard.test' });
  const cacheOptions = { dir: cacheDir, maxBytes: options.maxBytes ?? 50_000_000, clock: () => world.now };
  let run: Next;
  const compose = (cache: HttpCache): void => {
    run = pipeline([cache.stage, forward(origins, pages)]);
  };
  const first = await openHttpCache(cacheOptions);
  compose(first);
  const state = { cache: first };

  const world: CachedOrigin = {
    received,
    dir: cacheDir,
    base,
    now: options.startAt ?? Date.now(),
    get cache() {
      return state.cache;
    },
    get handler() {
      return site.handler;
    },
    set handler(handler) {
      site.handler = handler;
    },
    open: async (path, ask = {}) => run(exchangeFor(base, port, path, ask, world.now)),
    get: async (path, ask) => answered(await world.open(path, ask)),
    async restart() {
      await state.cache.close();
      state.cache = await openHttpCache(cacheOptions);
      compose(state.cache);
    },
    async switchOff() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
    switchOn: () => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve)),
    async close() {
      await state.cache.close();
      await origins.close();
      if (server.listening) await world.switchOff();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return world;
}

function exchangeFor(base: string, port: number, path: string, ask: Ask, at: number): Exchange {
  const { body } = ask;
  return {
    at,
    target: { scheme: 'http', host: '127.0.0.1', port, path },
    destination: 'document',
    destinationTold: true,
    initiator: null,
    userAct: null,
    client: { address: '127.0.0.1', protocol: '1.1', authorization: null, shownAt: 0, inform: () => undefined },
    request: {
      method: ask.method ?? 'GET',
      url: ask.host === undefined ? base + path : `http://${ask.host}:${port}${path}`,
      headers: Object.entries(ask.headers ?? {}),
      variant: ask.variant ?? '',
      body: body === undefined ? null : () => Readable.from([Buffer.from(body)]),
    },
    signal: ask.signal ?? new AbortController().signal,
    purpose: ask.purpose ?? 'client',
    identity: null,
    judgement: null,
    search: null,
    page: null,
  };
}
