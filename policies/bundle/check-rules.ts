// Whether every rule of a school can be read one way only.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { GroupTree } from '../engine/group-tree.ts';
import { schoolLayers } from '../engine/rule-index.ts';
import { parseEntry } from '../lists/parse-list.ts';
import type { Match, Rule } from '../model/rule.ts';
import { categoryById } from '../vocabulary/categories.ts';

export function ruleProblems(policy: PolicyDocument): string[] {
  const groups = new GroupTree(policy.groups);
  const seen = new Set<string>();
  return policy.rules.flatMap((rule) => {
    const problems = [...problemsOf(rule, groups), ...(seen.has(rule.id) ? ['there is another rule of this id.'] : [])];
    seen.add(rule.id);
    return problems.map((problem) => `Rule “${rule.id}”: ${problem}`);
  });
}

function problemsOf(rule: Rule, groups: GroupTree): string[] {
  const problems: string[] = [];
  if (rule.layer === 'mandatory') problems.push('the layer mandatory is the same for every school; no rule can be added to it.');
  else if (!schoolLayers.has(rule.layer)) problems.push(`a rule cannot be in the layer ${rule.layer}, which is set by the grid.`);
  if (groups.narrownessOf(rule.audience) === null) problems.push(`“${rule.audience}” is no group.`);
  if (rule.from !== null && rule.until !== null && rule.until <= rule.from) problems.push('it ends before it begins.');
  const match = matchProblem(rule.match);
  if (match !== null) problems.push(match);
  return problems;
}

function matchProblem(match: Match): string | null {
  if (match.kind === 'any') return null;
  if (match.kind === 'category') {
    const category = categoryById(match.category);
    if (category === undefined) return `“${match.category}” is no category.`;
    return category.mandatory ? `“${category.name}” is the same for everyone; no rule changes it.` : null;
  }
  const entry = parseEntry(match.host);
  return 'problem' in entry || entry.host !== match.host ? `“${match.host}” is not a plain host name in lower case.` : null;
}
