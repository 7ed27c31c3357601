// The head of a request without a body (RFC 9112 §2.1), as almost all are. It is read only where there is exactly one way to
// read it; whatever else a client sends is left to Node's own parser, which knows the rest of HTTP and what to refuse.
import type { Header } from '../exchange/exchange.ts';
import { readFields } from './field-block.ts';

export interface RequestHead {
  readonly method: string;
  readonly requestTarget: string;
  readonly headers: readonly Header[];
  /** The client takes no further answer on this connection (RFC 9112 §9.6). */
  readonly close: boolean;
}

/** Methods whose requests have no body unless a field says so, and that ask for nothing of the connection. */
const requestLine = /^(GET|HEAD|OPTIONS) ((?:https?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?)?\/[!$-;=?-Z[\]^-~]*) HTTP\/1\.1$/;

/** Fields that say that there is a body, or want more of the connection than a request and its answer. */
const leftToOthers = new Set(['content-length', 'transfer-encoding', 'trailer', 'expect', 'upgrade', 'http2-settings']);

/**
 * Reads a head in Latin-1 with the empty line that ends it; `null`: not here.
 * The authority of an absolute target is a plain name or IPv4 address; the characters of a path are those that browsers send.
 */
export function readRequestHead(text: string): RequestHead | null {
  const end = text.indexOf('\r\n');
  const line = requestLine.exec(text.slice(0, end));
  if (line === null) return null;
  const headers = readFields(text.slice(end + 2, -2));
  if (headers === null) return null;
  let close = false;
  for (const [field, value] of headers) {
    const name = field.toLowerCase();
    if (leftToOthers.has(name)) return null;
    if (name !== 'connection' && name !== 'proxy-connection') continue;
    const wish = value.toLowerCase();
    if (wish === 'close') close = true;
    else if (wish !== 'keep-alive') return null;
  }
  const [, method = '', requestTarget = ''] = line;
  return { method, requestTarget, headers, close };
}
