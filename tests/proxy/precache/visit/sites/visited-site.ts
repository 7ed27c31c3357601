// A small site of a kind that lessons use, made up for a test, and what is known of it beforehand.
import type { Page } from '../../../../support/origin-site.ts';
import type { OriginSite } from '../../../../support/origin-site.ts';

export interface VisitedSite {
  readonly name: string;
  readonly url: string;
  serve(outside: OriginSite): void;
  /** Objects that a crawler cannot know, because scripts ask for them; exactly these. */
  readonly crawlerMisses?: readonly string[];
  /** Objects that a crawler fetches and a browser does not before somebody acts. */
  readonly crawlerAlso?: readonly string[];
  /** Objects that are others at each load. */
  readonly changing?: RegExp;
  /** What every way must say of it, at least. */
  readonly notes?: readonly string[];
  readonly limits?: { readonly redirects?: number };
}

const kept = { 'cache-control': 'max-age=600' };

export const file =
  (type: string, body: string | Buffer, headers: Record<string, string> = {}): Page =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': type, ...kept, ...headers });
    response.end(body);
  };

export const script = (text: string): Page => file('text/javascript', text, { 'access-control-allow-origin': '*' });
export const style = (text: string): Page => file('text/css', text);
export const json = (value: unknown): Page => file('application/json', JSON.stringify(value));

/** The smallest PNG. */
export const picture: Page = file(
  'image/png',
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
);
export const font: Page = file('font/woff2', 'no font', { 'access-control-allow-origin': '*' });

export const redirect =
  (location: string, headers: Record<string, string> = {}): Page =>
  (_request, response) =>
    void response.writeHead(302, { location, 'cache-control': 'no-store', ...headers }).end();

/** With an icon, so that nothing hangs on where browsers look for one. */
export const page = (body: string, head = '', headers: Record<string, string> = {}): Page =>
  file(
    'text/html; charset=utf-8',
    `<!doctype html><html lang="en"><head><title>Made up</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`,
    { 'cache-control': 'no-cache', ...headers },
  );

/** A file that is sent in parts to whoever asks for parts (RFC 9110 §14). */
export const inRanges =
  (type: string, bytes: Buffer): Page =>
  (request, response) => {
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const headers = { 'content-type': type, 'accept-ranges': 'bytes', etag: '"film"', ...kept };
    if (range === null) {
      response.writeHead(200, { ...headers, 'content-length': bytes.length });
      return void response.end(bytes);
    }
    const from = Number(range[1]);
    const to = range[2] === '' ? bytes.length - 1 : Number(range[2]);
    response.writeHead(206, { ...headers, 'content-range': `bytes ${from}-${to}/${bytes.length}`, 'content-length': to - from + 1 });
    response.end(bytes.subarray(from, to + 1));
  };
