// A list over HTTPS: only if it has changed, no larger and no slower than it may be, from nowhere but where it says.
import { Agent, request, type Dispatcher } from 'undici';
import { getCACertificates } from 'node:tls';
import { done, failed, type Outcome } from '../outcome.ts';

export interface FetchOptions {
  readonly url: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Bytes. */
  readonly most: number;
  /** Milliseconds for everything, redirects included. */
  readonly patience: number;
  /** PEM of further certificate authorities. */
  readonly extraRoots: readonly string[];
}

export interface Fetched {
  readonly fileName: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** Longest silence of a server, milliseconds. */
const silence = 30_000;
const mostRedirects = 5;

/** `unchanged` where the server says so. Fails with a sentence; what was pushed until then is not to be used. */
export async function fetchList(
  options: FetchOptions,
  push: (bytes: Uint8Array) => Promise<void>,
): Promise<Outcome<Fetched | 'unchanged'>> {
  const agent = new Agent({
    connect: options.extraRoots.length === 0 ? {} : { ca: [...getCACertificates('default'), ...options.extraRoots] },
    connectTimeout: Math.min(silence, options.patience),
  });
  const limit = AbortSignal.timeout(options.patience);
  try {
    return await follow(options, agent, limit, push);
  } catch (error) {
    if (error instanceof PushProblem) throw error.cause;
    if (limit.aborted) return failed(`${options.url} took longer than ${Math.round(options.patience / 1000)} seconds.`);
    return failed(networkSentence(options.url, error));
  } finally {
    await agent.destroy();
  }
}

async function follow(
  options: FetchOptions,
  dispatcher: Dispatcher,
  signal: AbortSignal,
  push: (bytes: Uint8Array) => Promise<void>,
): Promise<Outcome<Fetched | 'unchanged'>> {
  let url = new URL(options.url);
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await request(url, {
      dispatcher,
      signal,
      headersTimeout: Math.min(silence, options.patience),
      bodyTimeout: Math.min(silence, options.patience),
      headers: {
        'user-agent': 'Schoolgate',
        // A list that is packed is packed by its own name; packed once more on the way it would be another file.
        'accept-encoding': 'identity',
        ...(options.etag === null ? {} : { 'if-none-match': options.etag }),
        ...(options.lastModified === null ? {} : { 'if-modified-since': options.lastModified }),
      },
    });
    const { statusCode, headers, body } = response;
    if ([301, 302, 303, 307, 308].includes(statusCode)) {
      leave(body);
      const next = URL.parse(headerOf(headers, 'location') ?? '', url.href);
      if (next === null) return failed(`${url.href} sends elsewhere without saying where.`);
      if (next.protocol !== 'https:') return failed(`${url.href} sends to ${next.href}, which is not HTTPS.`);
      url = next;
      continue;
    }
    if (statusCode === 304) {
      leave(body);
      return options.etag === null && options.lastModified === null
        ? failed(`${url.href} says "not modified" to a first question.`)
        : done('unchanged');
    }
    const refusal = refusalOf(url, statusCode, headers, options.most);
    if (refusal !== null) {
      leave(body);
      return failed(refusal);
    }
    return await take(url, headers, body, options.most, push);
  }
  return failed(`${options.url} sends from one address to the next without end.`);
}

function refusalOf(url: URL, status: number, headers: Dispatcher.ResponseData['headers'], most: number): string | null {
  if (status !== 200) return `${url.href} answers ${status}${status === 404 ? ' (not found): correct its address in lists.yaml' : ''}.`;
  const type = headerOf(headers, 'content-type') ?? '';
  if (/^\s*(?:text\/html|application\/xhtml|image\/|video\/|audio\/)/i.test(type))
    return `${url.href} gives ${type.split(';')[0]} and not a list.`;
  const length = Number(headerOf(headers, 'content-length') ?? 0);
  return length > most ? tooLarge(url, most) : null;
}

async function take(
  url: URL,
  headers: Dispatcher.ResponseData['headers'],
  body: Dispatcher.ResponseData['body'],
  most: number,
  push: (bytes: Uint8Array) => Promise<void>,
): Promise<Outcome<Fetched>> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += (chunk as Uint8Array).length;
    if (bytes > most) {
      leave(body);
      return failed(tooLarge(url, most));
    }
    await push(chunk as Uint8Array).catch((error: unknown) => {
      throw new PushProblem(error);
    });
  }
  const length = headerOf(headers, 'content-length');
  if (length !== null && Number(length) !== bytes) return failed(`${url.href} broke off after ${bytes} of ${length} bytes.`);
  if (bytes === 0) return failed(`${url.href} gives an empty file.`);
  return done({
    fileName: decodeURIComponentSafely(url.pathname.split('/').at(-1) ?? ''),
    etag: headerOf(headers, 'etag'),
    lastModified: headerOf(headers, 'last-modified'),
  });
}

/** Ends an answer that nobody reads further; that it was ended is then no news. */
function leave(body: Dispatcher.ResponseData['body']): void {
  body.on('error', () => undefined);
  body.destroy();
}

/** What goes wrong on our own side is not the server's fault. */
class PushProblem extends Error {
  override readonly cause: unknown;
  constructor(cause: unknown) {
    super('The bytes could not be stored.');
    this.cause = cause;
  }
}

const tooLarge = (url: URL, most: number): string => `${url.href} is larger than ${Math.round(most / 2 ** 20)} MB.`;

function headerOf(headers: Dispatcher.ResponseData['headers'], name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function networkSentence(url: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const host = new URL(url).host;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `The name ${host} cannot be found: check the address and this machine’s name server.`;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return `${host} cannot be reached.`;
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return `${host} does not answer.`;
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code)) return `${host} shows a certificate that is not to be trusted (${code}).`;
  if (/SOCKET|CONTENT_LENGTH|PREMATURE/.test(code)) return `${host} broke off in the middle.`;
  return `${host} could not be asked: ${error instanceof Error ? error.message : String(error)}`;
}
