// Category lists as people keep them: one host or host with path a line. A bad line is reported and left out, never fatal.
import type { CategoryList } from '../contracts/bundle.ts';
import { linesOf, type LineProblem } from './list-lines.ts';
import type { ListItem } from './list-item.ts';
import { readAddress, type ListAddress } from './read-address.ts';
import { readEntry } from './read-domains.ts';

/** Reads a whole small list of our own format (`readDomains`); `#` begins a comment. */
export function parseDomainList(
  text: string,
  meta: { readonly id: string; readonly name: string; readonly category: string },
): { list: CategoryList; problems: LineProblem[] } {
  const list: CategoryList = { id: meta.id, name: meta.name, category: meta.category, entries: [] };
  const problems: LineProblem[] = [];
  for (const { line, content } of linesOf(text)) {
    const reading = readEntry(content);
    if ('problem' in reading) problems.push({ line, problem: reading.problem });
    else for (const item of reading.items) add(list, line, item);
  }
  return { list, problems };
}

function add(list: CategoryList, line: number, item: ListItem): void {
  if (item.kind === 'range') (list.ranges ??= []).push([line, item.range]);
  else if (item.kind === 'expression') (list.expressions ??= []).push([line, item.expression]);
  else if (item.below) list.entries.push([line, item.host, item.path, 'below']);
  else list.entries.push(item.path === null ? [line, item.host] : [line, item.host, item.path]);
}

/** One host with an optional path, in canonical spelling; a leading `*.` or `.` is taken as meant. */
export function parseEntry(content: string): ListAddress | { readonly problem: string } {
  if (/\s/.test(content)) return { problem: 'One host name or one host name with a path is meant here, without spaces.' };
  return readAddress(content.replace(/^(https?:\/\/)?\*?\./i, '$1'), 'strict');
}
