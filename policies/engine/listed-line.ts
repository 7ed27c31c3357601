import type { CategoryId } from '../model/category.ts';
import type { ListMeta } from '../lists/list-item.ts';
import { compareText } from './compare-text.ts';

/** The line of a list that a target is under. */
export interface ListedLine {
  readonly list: ListMeta;
  readonly line: number;
  /** Characters of the listed host and path; see `Candidate` for lines that are no names. */
  readonly hostLength: number;
  readonly pathLength: number;
  /** The list is kept as keyed hashes only; what it names is not to be shown or kept in clear. */
  readonly keyed?: true;
}

/** Every category of a target, each with the most exact line that says so. */
export type ListedLines = Map<CategoryId, ListedLine>;

/** Keeps the more exact of two lines of one category. */
export function keepLine(lines: ListedLines, line: ListedLine): void {
  const known = lines.get(line.list.category);
  if (known === undefined || compareLines(line, known) < 0) lines.set(line.list.category, line);
}

/** Longer host, longer path, then list and line, so that the order of lists never shows. */
function compareLines(a: ListedLine, b: ListedLine): number {
  return b.hostLength - a.hostLength || b.pathLength - a.pathLength || compareText(a.list.id, b.list.id) || a.line - b.line;
}
