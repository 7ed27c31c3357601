// What every page that stands in place of a site has in common: the facts that it tells, and how it tells them.
import { formatReference } from '../engine/reference.ts';
import { formatTarget } from '../engine/target.ts';
import type { Language } from '../model/language.ts';
import type { Target } from '../model/target.ts';
import type { Verdict } from '../model/verdict.ts';
import { html, type Html } from './html.ts';
import { ruleName } from './rule-name.ts';
import { care, type SubjectKind } from './talk.ts';
import { dateAndTime } from './time.ts';
import { categoryName, categoryWords } from './words-of.ts';
import type { Words } from './words.ts';

export interface StopPageInput {
  readonly verdict: Verdict;
  readonly target: Target;
  /** 12 digits; it is shown in groups of four. */
  readonly reference: string;
  readonly subjectKind: SubjectKind;
  readonly schoolName: string;
  readonly at: number;
  readonly timeZone: string;
  readonly enforcedBy: 'proxy' | 'extension';
  /** The reader's phase; also the group that the rule is for, where `audienceName` does not say another. */
  readonly phaseName: string;
  readonly audienceName?: string;
  /** Name of the schedule that the rule holds in. */
  readonly scheduleName?: string;
  /** What the page is in, the reader's language first (`pageLanguages`); English where nobody says. */
  readonly languages?: PageLanguages;
}

type PageLanguages = readonly [Language, ...Language[]];

/** Longest address that is shown whole. */
const longestAddress = 200;

export const languagesOf = ({ languages = ['en'] }: StopPageInput): PageLanguages => languages;

/** Which site, and whose pages it shows where the address carries another. */
export function siteLine({ target, verdict: { because } }: StopPageInput, { blockPage }: Words): Html {
  const { carried } = because;
  return html`<p class="site"><strong>${target.host}</strong>${carried === undefined ? null : html`${blockPage.showsPagesOf}<strong>${carried}</strong>`}</p>`;
}

/** Where help is, where somebody may need it; never on a page about the law's lists. */
export const helpFor = ({ verdict }: StopPageInput, words: Words): Html | null =>
  verdict.because.rule.layer === 'mandatory' ? null : care(verdict.category, words);

/** What the category means, and the reason that somebody gave. */
export function reasons({ verdict }: StopPageInput, words: Words): readonly (Html | null)[] {
  const { rule, list } = verdict.because;
  return [
    rule.layer === 'mandatory' || list === null ? null : definition(verdict, words),
    rule.reason === null ? null : html`<p class="definition"><strong>${words.blockPage.reasonGiven}</strong> ${rule.reason}</p>`,
  ];
}

function definition({ category: id }: Verdict, words: Words): Html | null {
  const category = id === null ? null : categoryWords(words, id);
  return category && html`<p class="definition"><strong>${category.name}.</strong> ${category.definition}</p>`;
}

/** @param by the head of the row that says where it was stopped */
export function details(input: StopPageInput, words: Words, by: string): Html {
  const { verdict, target, reference, at, timeZone, enforcedBy, phaseName } = input;
  const { list, rule, bundle } = verdict.because;
  const { rows, network, browser } = words.blockPage;
  const address = formatTarget(target);
  const about = {
    category: rule.category ?? verdict.category,
    group: input.audienceName ?? phaseName,
    schedule: input.scheduleName ?? null,
  };
  const row = (term: string, text: string | Html | null): Html | null => (text === null ? null : html`<dt>${term}</dt><dd>${text}</dd>`);
  return html`<dl>
${row(rows.reference, html`<span class="reference">${formatReference(reference)}</span>`)}
${row(rows.address, address.length > longestAddress ? `${address.slice(0, longestAddress)}…` : address)}
${row(rows.category, verdict.category && categoryName(words, verdict.category))}
${row(rows.rule, ruleName(words, rule, about))}
${row(rows.list, list && words.explanation.listAndLine(list.name, list.line))}
${row(rows.schedule, input.scheduleName ?? null)}
${row(rows.until, rule.until === null ? null : dateAndTime(rule.until, timeZone, words))}
${row(rows.policy, words.explanation.policyVersion(bundle))}
${row(rows.time, dateAndTime(at, timeZone, words))}
${row(by, enforcedBy === 'proxy' ? network : browser)}
</dl>`;
}
