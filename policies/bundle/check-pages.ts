// Whether what a policy says of pages and files can be read.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { categoryProblem } from './check-grid.ts';
import { problemAt, type PolicyProblem } from './policy-problem.ts';

export function pageProblems({ pages, groups }: PolicyDocument): PolicyProblem[] {
  if (pages === undefined) return [];
  const known = new Set(groups.map(({ id }) => id));
  const problems: PolicyProblem[] = [];
  for (const part of ['words', 'files'] as const)
    for (const group of Object.keys(pages[part]))
      if (!known.has(group)) problems.push(problemAt(['pages', part, group], `Pages, ${part}: “${group}” is no group.`));
  for (const [group, row] of Object.entries(pages.words)) {
    for (const [category, { flag = 0, warn = 0, block = Infinity }] of Object.entries(row)) {
      const path = ['pages', 'words', group, category];
      const wrong = categoryProblem(category, 'cannot be set');
      if (wrong !== null) problems.push(problemAt(path, `Pages, words, ${group}: ${wrong}`));
      if (Math.max(flag, warn) > block)
        problems.push(problemAt(path, `Pages, words, ${group}, ${category}: a page is stopped before it would be flagged or warned of.`));
    }
  }
  for (const [group, rules] of Object.entries(pages.files))
    for (const [place, { type, overMb }] of rules.entries())
      if (type === undefined && overMb === undefined)
        problems.push(problemAt(['pages', 'files', group, place], `Pages, files, ${group}: an entry names neither a type nor a size.`));
  return problems;
}
