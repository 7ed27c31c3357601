// What came of a source, for whoever imported it.
import type { Refusals } from '#policies/lists/problem-tally.ts';
import { totalsOf, type FileReport, type SourceReport } from '#policies/lists/source-report.ts';
import { textTable } from './text-table.ts';

const mostExamples = 3;

/** Lists, refused lines by reason with examples, names kept out by corrections, and files that were not used. */
export function reportText(report: SourceReport): string[] {
  return [...lists(report), ...refused(report), ...corrected(report), ...skipped(report), ...openings(report)];
}

function lists(report: SourceReport): string[] {
  const { files, phrases } = report;
  const row = (file: FileReport): (string | number)[] => [
    file.path,
    file.categories.join(', ') || '–',
    file.lines,
    file.entries,
    file.duplicates,
    file.corrected,
    file.excepted,
    refusals(file.refused),
  ];
  const totals = totalsOf(report);
  const sum = ['all', '', totals.lines, totals.entries, totals.duplicates, totals.corrected, totals.excepted, totals.refused];
  const head = ['list', 'category', 'lines', 'entries', 'repeated', 'corrected', 'excepted', 'refused'];
  const table = files.length === 0 ? [] : textTable(head, [...files.filter(({ lines }) => lines > 0).map(row), sum]);
  const phraseRows = phrases.map(({ path, category, entries, refused }) => [path, category, entries, refusals(refused)]);
  const phraseTable = phrases.length === 0 ? [] : ['', ...textTable(['phrase list', 'category', 'phrases', 'refused'], phraseRows)];
  return [...table, ...phraseTable];
}

const refusals = (refused: readonly Refusals[]): number => refused.reduce((sum, { count }) => sum + count, 0);

function refused({ files, phrases }: SourceReport): string[] {
  const reasons = new Map<string, { count: number; examples: string[] }>();
  for (const { path, refused } of [...files, ...phrases])
    for (const { problem, count, examples } of refused) {
      const reason = reasons.get(problem) ?? { count: 0, examples: [] };
      reasons.set(problem, reason);
      reason.count += count;
      reason.examples.push(...examples.map(({ line, text }) => `${path}:${line} ${text}`));
    }
  if (reasons.size === 0) return [];
  const sorted = [...reasons].sort(([, a], [, b]) => b.count - a.count);
  return [
    '',
    'Lines that cannot be used:',
    ...sorted.flatMap(([problem, { count, examples }]) => [
      `  ${count.toLocaleString('en-GB')} × ${problem}`,
      ...examples.slice(0, mostExamples).map((example) => `      ${example}`.trimEnd()),
    ]),
  ];
}

function corrected({ files }: SourceReport): string[] {
  const all = files.flatMap(({ path, corrections }) => corrections.map((correction) => ({ path, ...correction })));
  if (all.length === 0) return [];
  const byReason = Map.groupBy(all, ({ reason }) => reason);
  const line = (one: (typeof all)[number]): string => `      ${one.path}:${one.line} ${one.host} is not in “${one.category}”`;
  return [
    '',
    'Names kept out by a correction:',
    ...[...byReason].flatMap(([reason, some]) => [`  ${some.length} × ${reason}`, ...some.slice(0, mostExamples).map(line)]),
  ];
}

function skipped({ skipped }: SourceReport): string[] {
  if (skipped.length === 0) return [];
  const byReason = Map.groupBy(skipped, ({ reason }) => reason);
  return ['', 'Not used:', ...[...byReason].map(([reason, files]) => `  ${files.map(({ path }) => path).join(', ')}: ${reason}`)];
}

/** What the makers say is for letting people in, whatever it was used for here. */
function openings({ usage }: SourceReport): string[] {
  const open = [...usage].filter(([, { black, white }]) => white && !black).map(([list]) => list);
  return open.length === 0 ? [] : ['', `Their makers mean these for letting people in: ${open.sort().join(', ')}.`];
}
