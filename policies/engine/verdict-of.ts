import type { CategoryId } from '../model/category.ts';
import type { GroupId } from '../model/group.ts';
import type { ListRef, Verdict } from '../model/verdict.ts';
import type { BuiltInRules } from './built-in-rules.ts';
import { compareText } from './compare-text.ts';
import type { ListedLine } from './listed-line.ts';
import type { Candidate } from './precedence.ts';

const mostBeaten = 5;

/** The verdict of everything that matches, what decides first. There is always at least the rule for sites that no list knows. */
export function verdictOf(candidates: readonly Candidate[], builtIn: BuiltInRules, groups: readonly GroupId[], bundle: number): Verdict {
  const [winner, ...beaten] = candidates;
  if (winner === undefined) throw new Error('no rule matches, not even the one for sites that no list knows');
  return {
    effect: winner.rule.effect,
    because: {
      rule: winner.rule,
      beat: beaten.slice(0, mostBeaten).map((candidate) => candidate.rule),
      list: winner.entry && listRefOf(winner.entry, winner.entry.line),
      bundle,
    },
    // Where the rule names the site itself, the category that lists put it in, the strictest first.
    category: winner.category ?? beaten.find((candidate) => candidate.category !== null)?.category ?? null,
    categories: categoriesOf(candidates),
    obligations: builtIn.obligations(groups, winner),
  };
}

function listRefOf({ list, keyed }: ListedLine, line: number): ListRef {
  return keyed === undefined ? { id: list.id, name: list.name, line } : { id: list.id, name: list.name, line, keyed };
}

function categoriesOf(candidates: readonly Candidate[]): readonly CategoryId[] {
  const found = new Set<CategoryId>();
  for (const { entry } of candidates) if (entry !== null) found.add(entry.list.category);
  return [...found].sort(compareText);
}
