// The rule, as somebody who asks about it needs to name it.
import type { CategoryId } from '../model/category.ts';
import type { RuleRef } from '../model/verdict.ts';
import { categoryName } from './words-of.ts';
import type { Words } from './words.ts';

/** Names that the school gave to what a rule is about; they stay as they are in every language. */
export interface RuleAbout {
  readonly category: CategoryId | null;
  /** Name of whom it is for. */
  readonly group: string;
  /** Name of the schedule that it holds in. */
  readonly schedule: string | null;
}

export function ruleName(words: Words, { id, layer, origin }: RuleRef, { category, group, schedule }: RuleAbout): string {
  const { ruleNames } = words.explanation;
  switch (origin.kind) {
    case 'list':
      return ruleNames.listed(origin.list, origin.line);
    case 'decision':
      return ruleNames.decision(origin.request);
    case 'built-in':
      return layer === 'mandatory' && category !== null ? categoryName(words, category) : origin.name;
    case 'policy':
      if (id.startsWith('page-words:') && category !== null) return ruleNames.pageWords(categoryName(words, category), group);
      if (id.startsWith('files-by-')) return ruleNames.files(group);
      if (layer === 'category' && category !== null) return ruleNames.category(categoryName(words, category), group, schedule);
      return layer === 'default' ? ruleNames.unknownSites(group) : origin.name;
  }
}
