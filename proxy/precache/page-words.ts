// What a reader sees of a page, as a digest: two visits of a page that says the same have the same, whatever its marks, scripts and counters are.
import { createHash } from 'node:crypto';
import { Parser } from 'htmlparser2';

export interface PageWords {
  /** SHA-256 (hex) of the words, one space between two. */
  readonly words: string;
  readonly count: number;
  readonly title: string;
}

const unseen: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript', 'svg', 'head']);
/** Digits are left out: dates, prices and counts of visitors change by the hour, and mean no other page. */
const word = /[\p{L}\p{M}’']+/gu;

export interface WordReader {
  write(text: string): void;
  end(): PageWords;
}

export function wordReader(): WordReader {
  const hash = createHash('sha256');
  let count = 0;
  let hidden = 0;
  let inTitle = false;
  let title = '';
  let pending = '';
  const take = (text: string): void => {
    for (const [found] of text.matchAll(word)) {
      hash.update(`${found} `);
      count += 1;
    }
  };
  const flush = (): void => {
    take(pending);
    pending = '';
  };
  const parser = new Parser({
    onopentag(name) {
      if (name === 'title' && title === '') inTitle = true;
      if (unseen.has(name)) hidden += 1;
      flush();
    },
    ontext(text) {
      if (inTitle && title.length < 300) title += text;
      // Text may come in pieces in the middle of a word.
      if (hidden === 0) pending += text;
      if (pending.length > 65_536) flush();
    },
    onclosetag(name) {
      if (name === 'title') inTitle = false;
      if (unseen.has(name)) hidden = Math.max(0, hidden - 1);
      flush();
    },
  });
  return {
    write: (text) => parser.write(text),
    end() {
      parser.end();
      flush();
      return { words: hash.digest('hex'), count, title: title.replace(/\s+/g, ' ').trim().slice(0, 300) };
    },
  };
}
