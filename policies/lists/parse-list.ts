// Category lists as people keep them: one host or host with path a line. A bad line is reported and left out, never fatal.
import type { CategoryList } from '../contracts/bundle.ts';
import { canonicalPath } from '../engine/path-prefix.ts';
import { parseTarget } from '../engine/target.ts';
import { linesOf, type LineProblem } from './list-lines.ts';

const longestLine = 2_000;

/** Reads lines `example.org` or `example.org/path`; `#` begins a comment. A leading `https://`, `*.` or `.` is taken as meant. */
export function parseDomainList(
  text: string,
  meta: { readonly id: string; readonly name: string; readonly category: string },
): { list: CategoryList; problems: LineProblem[] } {
  const list: CategoryList = { id: meta.id, name: meta.name, category: meta.category, entries: [] };
  const problems: LineProblem[] = [];
  for (const { line, content } of linesOf(text)) {
    const entry = parseEntry(content);
    if ('problem' in entry) problems.push({ line, problem: entry.problem });
    else list.entries.push(entry.path === null ? [line, entry.host] : [line, entry.host, entry.path]);
  }
  return { list, problems };
}

/** One host with an optional path, in canonical spelling. */
export function parseEntry(content: string): { host: string; path: string | null } | { problem: string } {
  if (content.length > longestLine) return { problem: 'The line is too long to be an address.' };
  if (/\s/.test(content)) return { problem: 'A line holds one host name or one host name with a path, without spaces.' };
  const bare = content.replace(/^https?:\/\//i, '').replace(/^\*?\./, '');
  // An IPv6 address needs brackets in an address, not in a list.
  const address = /^[0-9a-f]*:[0-9a-f.]*:[0-9a-f:.]*$/i.test(bare) ? `[${bare}]` : bare;
  if (/^[^/?]*@/.test(address)) return { problem: 'A list entry has no user name.' };
  if (/^[^/?]*\]?:\d*($|[/?])/.test(address)) return { problem: 'A list entry has no port: it holds for every port.' };
  const target = parseTarget(`https://${address}`);
  if (target === null) return { problem: `“${content.slice(0, 100)}” is not a host name.` };
  const path = target.path === null || target.path === '/' ? null : canonicalPath(target.path);
  return { host: target.host, path };
}
