// Why a page is stopped or warned of, in the words of the page that says so.
import type { Verdict } from '../model/verdict.ts';
import { audienceInSentence } from './audience.ts';
import { categoryName, wordsOf } from './words-of.ts';
import type { Words } from './words.ts';

/** One sentence for whoever is stopped or warned. `groupName` is the name of the group that the rule is for. */
export function reasonSentence(verdict: Verdict, groupName: string, schoolName: string, words: Words = wordsOf('en')): string {
  const { rule, by } = verdict.because;
  const { blockPage } = words;
  const says = verdict.effect === 'warn' ? words.warnPage : blockPage;
  const audience = audienceInSentence(words, rule.audience, groupName);
  if (by === 'words') return says.pageWords(verdict.category === null ? null : categoryName(words, verdict.category), audience);
  if (by !== undefined) return by === 'kind' ? blockPage.fileKind(audience) : blockPage.fileSize(audience);
  switch (rule.layer) {
    case 'mandatory':
      return blockPage.illegal(schoolName);
    case 'category':
      return says.category(verdict.category === null ? null : categoryName(words, verdict.category), audience);
    case 'default':
      return says.unknownSite(audience);
    case 'decision':
    case 'school':
    case 'group':
      return rule.audience === 'everyone' ? blockPage.ownRule(schoolName) : blockPage.ownRuleForGroup(schoolName);
  }
}
