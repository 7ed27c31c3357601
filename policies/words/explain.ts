// Why a verdict is as it is, in one plain sentence: for the dashboard, the dry run and the golden corpus.
import type { Effect } from '../model/effect.ts';
import type { RuleRef, Verdict } from '../model/verdict.ts';
import { categoryById } from '../vocabulary/categories.ts';
import { groupInSentence } from './group-in-sentence.ts';

const did: Readonly<Record<Effect, string>> = { allow: 'Allowed', warn: 'Allowed with a warning', block: 'Blocked' };
const person = 'person:';

/** One sentence. `groupName` gives the name of a group id. */
export function explain(verdict: Verdict, groupName: (id: string) => string): string {
  const { rule, list, carried } = verdict.because;
  const through = carried === undefined ? '' : `, for the page of ${carried} that the address carries,`;
  const listed = list === null ? '' : ` (list “${list.name}”, line ${list.line})`;
  return `${did[rule.effect]}${through} because ${reason(verdict, rule, audienceName(rule.audience, groupName))}${listed}.`;
}

function reason(verdict: Verdict, rule: RuleRef, audience: string): string {
  const category = nameOf(verdict.category);
  switch (rule.layer) {
    case 'mandatory':
      return rule.effect === 'allow'
        ? 'confidential help is open to everyone and is not recorded by name'
        : 'it is on a list of illegal content, which nobody at the school can open';
    case 'decision':
      return `the school decided so for ${audience}`;
    case 'school':
    case 'group':
      return `${rule.layer === 'school' ? 'the school has' : 'there is'} a rule for ${audience}`;
    case 'category':
      return `${category} is ${state[rule.effect]} for ${audience}`;
    case 'default':
      return `no list knows this site, and unknown sites are ${state[rule.effect]} for ${audience}`;
  }
}

const state: Readonly<Record<Effect, string>> = { allow: 'allowed', warn: 'allowed with a warning', block: 'blocked' };

function nameOf(category: string | null): string {
  return category === null ? 'the site' : `“${categoryById(category)?.name ?? category}”`;
}

function audienceName(audience: string, groupName: (id: string) => string): string {
  return audience.startsWith(person) ? 'one person' : audience === 'everyone' ? 'everyone' : groupInSentence(audience, groupName(audience));
}
