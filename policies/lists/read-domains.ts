// Our own format: one thing a line, as people write lists by hand.
import { isPublicSuffix } from '../engine/host-suffixes.ts';
import { looksLikeRange, readRange } from './cidr.ts';
import { lineProblems } from './line-problems.ts';
import type { LineReader, LineReading, ListItem } from './list-item.ts';
import { readAddress } from './read-address.ts';
import { readExpression } from './read-expression.ts';
import { isCanonical } from './read-host.ts';

/**
 * `example.org`, `example.org/path`, `*.github.io` (also what strangers register below it), `192.0.2.1`, `192.0.2.0/24`,
 * `/expression/` in RE2 syntax; `#` begins a comment.
 */
export const readDomains: LineReader = (line) => {
  if (isCanonical(line)) return { items: [hostItem(line, null)] };
  const content = line.replace(/(^|\s)#.*$/, '').trim();
  return content === '' ? { items: [] } : readEntry(content);
};

/** One entry, without comment and surrounding space. */
export function readEntry(content: string): LineReading {
  if (content.length > 2 && content.startsWith('/') && content.endsWith('/')) {
    const read = readExpression(content.slice(1, -1), 're2');
    return 'problem' in read ? read : { items: [{ kind: 'expression', expression: read.expression }] };
  }
  if (/\s/.test(content)) return { problem: lineProblems.spaces };
  if (looksLikeRange(content)) {
    const read = readRange(content);
    return 'problem' in read ? { problem: lineProblems[read.problem] } : { items: [{ kind: 'range', range: read.range }] };
  }
  const bare = content.replace(/^(https?:\/\/)?\*?\./i, '$1');
  const read = readAddress(bare, 'strict');
  if ('problem' in read) return read;
  return { items: [hostItem(read.host, read.path, bare !== content && content.includes('*.') && isPublicSuffix(read.host))] };
}

export function hostItem(host: string, path: string | null, below = false): ListItem {
  return { kind: 'host', host, path, below };
}
