// Whether what a policy says of monitoring can be read.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { parseEntry } from '../lists/parse-list.ts';
import { categoryProblem } from './check-grid.ts';
import { problemAt, type PolicyProblem } from './policy-problem.ts';

export function monitoringProblems({ monitoring, groups }: PolicyDocument): PolicyProblem[] {
  if (monitoring === undefined) return [];
  const known = new Set(groups.map(({ id }) => id));
  const problems: PolicyProblem[] = [];
  for (const [group, { categories = [], sites = [] }] of Object.entries(monitoring.typing)) {
    const path = ['monitoring', 'typing', group];
    if (!known.has(group)) problems.push(problemAt(path, `Monitoring, typing: “${group}” is no group.`));
    for (const [place, category] of categories.entries()) {
      const wrong = categoryProblem(category, 'is never read');
      if (wrong !== null) problems.push(problemAt([...path, 'categories', place], `Monitoring, typing, ${group}: ${wrong}`));
    }
    for (const [place, site] of sites.entries()) {
      const entry = parseEntry(site);
      if ('problem' in entry || entry.host !== site)
        problems.push(
          problemAt([...path, 'sites', place], `Monitoring, typing, ${group}: “${site}” is not a plain host name in lower case.`),
        );
    }
  }
  return problems;
}
