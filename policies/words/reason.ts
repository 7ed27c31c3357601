// Why a page is stopped, in the words of a block page.
import type { Verdict } from '../model/verdict.ts';
import { categoryById } from '../vocabulary/categories.ts';
import { groupInSentence } from './group-in-sentence.ts';

/** One sentence for whoever is stopped. */
export function reasonSentence(verdict: Verdict, phaseName: string, schoolName: string): string {
  const { rule } = verdict.because;
  const whom = groupInSentence(rule.audience, phaseName);
  const category = verdict.category === null ? null : (categoryById(verdict.category)?.name ?? verdict.category);
  switch (rule.layer) {
    case 'mandatory':
      return `It is on a list of illegal content. Nobody at ${schoolName} can open it, and it cannot be asked for.`;
    case 'category':
      return `It belongs to the category “${category ?? 'unknown'}”, which is blocked for ${whom}.`;
    case 'default':
      return `No list knows this site yet. Sites that nobody has looked at are blocked for ${whom}.`;
    case 'decision':
    case 'school':
    case 'group':
      return `${schoolName} has a rule of its own ${rule.audience === 'everyone' ? 'for this page' : 'for this page and for your group'}.`;
  }
}

/** The rule, as somebody who asks about it needs to name it. */
export function ruleName(verdict: Verdict): string {
  const { rule } = verdict.because;
  switch (rule.origin.kind) {
    case 'built-in':
    case 'policy':
      return rule.origin.name;
    case 'list':
      return `List ${rule.origin.list}, line ${rule.origin.line}`;
    case 'decision':
      return `Decision on request ${rule.origin.request}`;
  }
}
