// What a run came to: a score a file, and every survivor that nobody has looked at.
import type { Mutant } from './stryker.ts';

/** A survivor that makes no difference, and why. */
export interface Explanation {
  readonly file: string;
  readonly original: string;
  readonly replacement: string;
  readonly why: string;
}

/** Lines `file | original | replacement | why`, as a run prints them, with the reason added. `#` begins a comment. Throws for a line that is none. */
export function explanations(text: string): Explanation[] {
  return text.split('\n').flatMap((line) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [file, original, replacement, why, ...more] = line.split(' ¦ ').map((part) => part.trim());
    if (file === undefined || original === undefined || replacement === undefined || !why || more.length > 0)
      throw new Error(`“${line}” does not read: file ¦ original ¦ replacement ¦ why.`);
    return [{ file, original, replacement, why }];
  });
}

const isKilled = ({ status }: Mutant): boolean => status === 'Killed' || status === 'Timeout';
const isAlive = ({ status }: Mutant): boolean => status === 'Survived' || status === 'NoCoverage';

export function summaryOf(all: readonly Mutant[], known: readonly Explanation[]): { text: string; unexplained: number } {
  const lines: string[] = [];
  let unexplained = 0;
  for (const file of [...new Set(all.map((mutant) => mutant.file))].sort()) {
    const ofFile = all.filter((mutant) => mutant.file === file);
    const alive = ofFile.filter(isAlive);
    const news = alive.filter((mutant) => !known.some((one) => explains(one, mutant)));
    const killed = ofFile.filter(isKilled).length;
    unexplained += news.length;
    lines.push(`${file}: ${killed} of ${killed + alive.length} killed, ${alive.length - news.length} looked at, ${news.length} to look at`);
    for (const { line, column, mutator, status, original, replacement } of news)
      lines.push(
        `  ${line}:${column} ${mutator}${status === 'NoCoverage' ? ' (no test runs it)' : ''}\n    ${file} ¦ ${original} ¦ ${replacement}`,
      );
  }
  const [killed, alive] = [all.filter(isKilled).length, all.filter(isAlive).length];
  lines.push(
    '',
    `${killed} of ${killed + alive} mutants killed (${((100 * killed) / Math.max(1, killed + alive)).toFixed(1)} %), ${unexplained} survivors to look at`,
  );
  return { text: lines.join('\n'), unexplained };
}

const explains = (one: Explanation, mutant: Mutant): boolean =>
  one.file === mutant.file && one.original === mutant.original && one.replacement === mutant.replacement;
