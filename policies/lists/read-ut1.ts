// The three kinds of file in a folder of the lists of the Université Toulouse Capitole (squidGuard's layout).
import { lineProblems } from './line-problems.ts';
import type { LineReader } from './list-item.ts';
import { readAddress } from './read-address.ts';
import { hostItem } from './read-domains.ts';
import { readExpression } from './read-expression.ts';
import { isCanonical } from './read-host.ts';

/** `domains`: a name or an IP address a line. A leading dot says nothing (squidGuard always means what is below, too). */
export const readUt1Domains: LineReader = (line) => {
  if (isCanonical(line)) return { items: [hostItem(line, null)] };
  const content = line.trim();
  if (content === '' || content.startsWith('#')) return { items: [] };
  if (/\s/.test(content)) return { problem: lineProblems.spaces };
  const read = readAddress(content.replace(/^(?:\*?\.)+/, ''), 'lenient');
  return 'problem' in read ? read : { items: [hostItem(read.host, read.path)] };
};

/** `urls`: an address a line, with or without scheme, port and user name, which say nothing about what is judged. */
export const readUt1Urls: LineReader = (line) => {
  const content = line.trim();
  if (content === '' || content.startsWith('# ')) return { items: [] };
  const read = readAddress(content, 'lenient');
  return 'problem' in read ? read : { items: [hostItem(read.host, read.path)] };
};

/** `expressions`: a POSIX extended regular expression a line, looked for in host and path whatever their letters' case. */
export const readUt1Expressions: LineReader = (line) => {
  const content = line.trim();
  if (content === '' || content.startsWith('#')) return { items: [] };
  const read = readExpression(content, 'posix');
  return 'problem' in read ? read : { items: [{ kind: 'expression', expression: read.expression }] };
};

/** What a `usage` file says a list is for: to keep people out, to let them in, or either. */
export interface Usage {
  readonly black: boolean;
  readonly white: boolean;
  /** Further words of the file: other names of the list. */
  readonly names: readonly string[];
}

export function readUsage(text: string): Usage {
  const words = text
    .split(/\r\n|\n|\r/)
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '');
  return {
    black: words.includes('black'),
    white: words.includes('white'),
    names: words.filter((word) => word !== 'black' && word !== 'white'),
  };
}
