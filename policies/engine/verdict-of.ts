import type { CategoryId } from '../model/category.ts';
import type { GroupId } from '../model/group.ts';
import type { ListRef, RuleRef, Verdict } from '../model/verdict.ts';
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
      beat: beatenBy(winner.rule, beaten),
      list: winner.entry && listRefOf(winner.entry, winner.entry.line),
      bundle,
    },
    // Where the rule names the site itself, the category that lists put it in, the strictest first.
    category: winner.category ?? beaten.find((candidate) => candidate.category !== null)?.category ?? null,
    categories: categoriesOf(candidates),
    obligations: builtIn.obligations(groups, winner),
  };
}

/** A rule that names a list may match more than once; it beats neither itself nor twice. */
function beatenBy(winner: RuleRef, beaten: readonly Candidate[]): readonly RuleRef[] {
  const told: RuleRef[] = [];
  for (const { rule } of beaten) {
    if (told.length === mostBeaten) break;
    if (rule !== winner && !told.includes(rule)) told.push(rule);
  }
  return told;
}

function listRefOf({ list, keyed }: ListedLine, line: number): ListRef {
  return keyed === undefined ? { id: list.id, name: list.name, line } : { id: list.id, name: list.name, line, keyed };
}

function categoriesOf(candidates: readonly Candidate[]): readonly CategoryId[] {
  const found = new Set<CategoryId>();
  for (const { entry } of candidates) if (entry !== null) found.add(entry.list.category);
  return [...found].sort(compareText);
}
