// Why a verdict is as it is, in one plain sentence: for the dashboard, the dry run and the golden corpus.
import type { Verdict } from '../model/verdict.ts';
import { audienceInSentence } from './audience.ts';
import { categoryName, wordsOf } from './words-of.ts';
import type { Words } from './words.ts';

/** One sentence. `groupName` gives the name of a group id. */
export function explain(verdict: Verdict, groupName: (id: string) => string, words: Words = wordsOf('en')): string {
  const { rule, list, carried } = verdict.because;
  return words.explanation.sentence({
    effect: rule.effect,
    because: reason(verdict, groupName, words),
    carried: carried ?? null,
    list: list && { name: list.name, line: list.line },
  });
}

function reason({ category, because: { rule, by } }: Verdict, groupName: (id: string) => string, words: Words): string {
  const { explanation } = words;
  const audience = audienceInSentence(words, rule.audience, groupName(rule.audience));
  if (by === 'words') return explanation.pageWords(category === null ? null : categoryName(words, category), rule.effect, audience);
  if (by !== undefined) return by === 'kind' ? explanation.fileKind(audience) : explanation.fileSize(audience);
  switch (rule.layer) {
    case 'mandatory':
      return rule.effect === 'allow' ? explanation.confidentialHelp : explanation.illegal;
    case 'decision':
      return explanation.decided(audience);
    case 'school':
      return explanation.schoolRule(audience);
    case 'group':
      return explanation.groupRule(audience);
    case 'category': {
      const effect = rule.approvable === true && rule.effect === 'block' ? 'block-unless-approved' : rule.effect;
      return explanation.category(category === null ? null : categoryName(words, category), effect, audience);
    }
    case 'default':
      return explanation.unknownSite(rule.effect, audience);
  }
}
