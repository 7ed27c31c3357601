// The page of the benchmark: a document and 99 parts on two hosts, 2.5 MB together.
export const pageHost = 'lesson.test';
export const pageUrl = `https://${pageHost}/rivers`;
/** The same elsewhere: opened before, so that everything is as in the middle of a day. */
export const otherPageUrl = 'https://other.test/rivers';
export const hosts = ['lesson.test', 'cdn.lesson.test', 'other.test', 'cdn.other.test'];

export interface PagePart {
  readonly url: string;
  readonly type: string;
  readonly bytes: number;
}

/** Style sheets, scripts, fonts and pictures, of sizes from 2 kB to 110 kB. */
const partsOn = (host: string): PagePart[] =>
  Array.from({ length: 99 }, (_, number) => {
    const kind = number < 6 ? 'css' : number < 30 ? 'js' : 'png';
    const type = { css: 'text/css', js: 'text/javascript', png: 'image/png' }[kind];
    return {
      url: `https://${number % 3 === 0 ? '' : 'cdn.'}${host}/part-${number}.${kind}`,
      type,
      bytes: 2_000 + ((number * 37) % 99) * 480,
    };
  });

const tagOf = ({ url, type }: PagePart): string =>
  type === 'text/css'
    ? `<link rel="stylesheet" href="${url}">`
    : type === 'text/javascript'
      ? `<script defer src="${url}"></script>`
      : `<img src="${url}" alt="" width="10" height="10">`;

const documentOf = (parts: readonly PagePart[]): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rivers</title></head><body><h1>Rivers</h1>${parts.map(tagOf).join('\n')}</body></html>`;

export const pageBytes = documentOf(partsOn(pageHost)).length + partsOn(pageHost).reduce((sum, { bytes }) => sum + bytes, 0);

/** What the origin has at an address; `null`: nothing. */
export function bodyAt(url: string): { readonly type: string; readonly body: Buffer } | null {
  const { hostname, pathname } = new URL(url);
  const parts = partsOn(hostname.replace(/^cdn\./, ''));
  if (pathname === '/rivers') return { type: 'text/html; charset=utf-8', body: Buffer.from(documentOf(parts)) };
  const part = parts.find((one) => one.url === url);
  if (!part) return null;
  // Style sheets and scripts must be some: a comment as long as it takes.
  const filling =
    part.type === 'image/png' ? Buffer.alloc(part.bytes, part.url) : Buffer.from(`/*${part.url.padEnd(part.bytes - 4, '.')}*/`);
  return { type: part.type, body: filling };
}

/** What a browser that has read the document asks for. */
export const partsOf = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="(https:[^"]+)"/g)].flatMap(([, url]) => (url ? [url] : []));
