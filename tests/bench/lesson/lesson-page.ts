// A page of a lesson as pages are: mark-up, styles, scripts and pictures from its own host and from another, 100 objects and 2.4 MB in all.
import { createHash } from 'node:crypto';

export interface PageObject {
  readonly host: string;
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

export const lessonUrl = 'https://lesson.test/rivers';

/** The document is the first. */
export function lessonPage(): PageObject[] {
  const parts: PageObject[] = [
    ...Array.from({ length: 4 }, (_, n) => object('lesson.test', `/css/${n}.css`, 'text/css', 12_000)),
    ...Array.from({ length: 15 }, (_, n) => object(n % 2 === 0 ? 'lesson.test' : 'cdn.test', `/js/${n}.js`, 'text/javascript', 40_000)),
    ...Array.from({ length: 80 }, (_, n) => object(n % 3 === 0 ? 'cdn.test' : 'lesson.test', `/img/${n}.png`, 'image/png', 21_000)),
  ];
  const tag = ({ host, path, type }: PageObject): string => {
    const url = `https://${host}${path}`;
    if (type === 'text/css') return `<link rel="stylesheet" href="${url}">`;
    return type === 'text/javascript' ? `<script src="${url}" defer></script>` : `<img src="${url}" alt="" width="40" height="30">`;
  };
  const text = `<!doctype html><html lang="en"><head><title>Rivers</title>${parts.map(tag).join('\n')}</head><body>${'<p>A river flows to the sea.</p>'.repeat(600)}</body></html>`;
  return [{ host: 'lesson.test', path: '/rivers', type: 'text/html; charset=utf-8', body: Buffer.from(text) }, ...parts];
}

/** Of words where it has to be read, of noise where it is a picture: neither is the same as another. */
function object(host: string, path: string, type: string, bytes: number): PageObject {
  const seed = createHash('sha256').update(path).digest();
  if (type === 'image/png') return { host, path, type, body: Buffer.alloc(bytes, seed) };
  const text = `/* ${seed.toString('hex')} */\n`.repeat(Math.ceil(bytes / 71)).slice(0, bytes - 3);
  return { host, path, type, body: Buffer.from(`${text}*/\n`) };
}
