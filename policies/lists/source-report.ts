import type { CategoryId } from '../model/category.ts';
import type { ListFormat } from './list-format.ts';
import type { Refusals } from './problem-tally.ts';
import type { Usage } from './read-ut1.ts';

/** A name that an imported list has and that was not taken into a category, with the reason. */
export interface CorrectedName {
  readonly line: number;
  readonly host: string;
  readonly category: CategoryId;
  readonly reason: string;
}

/** What came of one file of a source. */
export interface FileReport {
  readonly path: string;
  readonly list: string;
  readonly format: ListFormat;
  /** Sorted; more than one for a CSV file that says it line by line. */
  readonly categories: readonly CategoryId[];
  readonly lines: number;
  /** Items that were given to the sink. */
  readonly entries: number;
  /** Items that their category had already, from this file or one before it. */
  readonly duplicates: number;
  /** Items that an exception of the same file took away again. */
  readonly excepted: number;
  readonly corrected: number;
  /** At most 1 000 of them. */
  readonly corrections: readonly CorrectedName[];
  readonly refused: readonly Refusals[];
}

/** What came of a list of phrases. */
export interface PhraseFileReport {
  readonly path: string;
  readonly list: string;
  readonly category: CategoryId;
  readonly entries: number;
  readonly refused: readonly Refusals[];
}

/** What came of a source. */
export interface SourceReport {
  readonly files: FileReport[];
  readonly skipped: { readonly path: string; readonly reason: string }[];
  readonly phrases: PhraseFileReport[];
  /** What the `usage` files say, by list. */
  readonly usage: Map<string, Usage>;
}

export function emptyReport(): SourceReport {
  return { files: [], skipped: [], phrases: [], usage: new Map() };
}

export interface SourceTotals {
  readonly lines: number;
  readonly entries: number;
  readonly duplicates: number;
  readonly corrected: number;
  readonly excepted: number;
  readonly refused: number;
  readonly byCategory: Readonly<Record<CategoryId, number>>;
}

/** Sums over the files. */
export function totalsOf({ files }: SourceReport): SourceTotals {
  const byCategory: Record<CategoryId, number> = {};
  const sum = (of: (file: FileReport) => number): number => files.reduce((all, file) => all + of(file), 0);
  for (const { categories, entries } of files) {
    const key = categories.join('+');
    if (key !== '') byCategory[key] = (byCategory[key] ?? 0) + entries;
  }
  return {
    lines: sum(({ lines }) => lines),
    entries: sum(({ entries }) => entries),
    duplicates: sum(({ duplicates }) => duplicates),
    corrected: sum(({ corrected }) => corrected),
    excepted: sum(({ excepted }) => excepted),
    refused: sum(({ refused }) => refused.reduce((all, { count }) => all + count, 0)),
    byCategory,
  };
}
