// The page that is shown in place of a site that was stopped: the same words from the proxy and from the extension.
import { formatReference } from '../engine/reference.ts';
import { formatTarget } from '../engine/target.ts';
import type { Language } from '../model/language.ts';
import type { Target } from '../model/target.ts';
import type { Verdict } from '../model/verdict.ts';
import { html, linkable, type Html } from './html.ts';
import { pageStyle } from './page-style.ts';
import { renderPage } from './page.ts';
import { reasonSentence } from './reason.ts';
import { ruleName } from './rule-name.ts';
import { care, whoToTalkTo, type SubjectKind } from './talk.ts';
import { dateAndTime } from './time.ts';
import { inEachLanguage } from './versions.ts';
import { whoCanChange } from './who-can-change.ts';
import { categoryName, categoryWords, wordsOf } from './words-of.ts';
import type { Words } from './words.ts';

export interface BlockPageInput {
  readonly verdict: Verdict;
  readonly target: Target;
  /** 12 digits; it is shown in groups of four. */
  readonly reference: string;
  readonly subjectKind: SubjectKind;
  readonly schoolName: string;
  readonly at: number;
  readonly timeZone: string;
  readonly enforcedBy: 'proxy' | 'extension';
  /** Where to ask for the page; `null` leaves the offer out. */
  readonly askUrl: string | null;
  /** Where to say that it is a mistake; `null` leaves the offer out. */
  readonly reportUrl: string | null;
  /** The reader's phase; also the group that the rule is for, where `audienceName` does not say another. */
  readonly phaseName: string;
  readonly audienceName?: string;
  /** Name of the schedule that the rule holds in. */
  readonly scheduleName?: string;
  /** What the page is in, the reader's language first (`pageLanguages`); English where nobody says. */
  readonly languages?: readonly [Language, ...Language[]];
}

/** Longest address that is shown whole. */
const longestAddress = 200;

export const blockPageStyle: string = pageStyle;

const languagesOf = ({ languages = ['en'] }: BlockPageInput): readonly [Language, ...Language[]] => languages;

/** What stands in the tab, in the reader's language. */
export function blockPageTitle(input: BlockPageInput): string {
  const [first] = languagesOf(input);
  return wordsOf(first).blockPage.title(input.target.host, input.schoolName);
}

/** The whole document; it needs no script and loads nothing. */
export function renderBlockPage(input: BlockPageInput): string {
  return renderPage(wordsOf(languagesOf(input)[0]).tag, blockPageTitle(input), main(input));
}

/** The `main` element alone, for a host that has a document already. Everything inserted is escaped. */
export function blockPageBody(input: BlockPageInput): string {
  return main(input).markup;
}

function main(input: BlockPageInput): Html {
  return html`<main><div class="sheet">
${inEachLanguage(languagesOf(input), (words) => version(input, words))}
</div></main>`;
}

function version(input: BlockPageInput, words: Words): Html {
  const { verdict, target, schoolName, phaseName } = input;
  const { blockPage } = words;
  const mandatory = verdict.because.rule.layer === 'mandatory';
  const caring = mandatory ? null : care(verdict.category, words);
  const { carried, rule } = verdict.because;
  const talk = `talk-${words.tag}`;
  return html`<p class="school">${blockPage.webFilter(schoolName)}</p>
<h1>${blockPage.heading}</h1>
<p class="site"><strong>${target.host}</strong>${carried === undefined ? null : html`${blockPage.showsPagesOf}<strong>${carried}</strong>`}</p>
${caring}
<p class="why">${reasonSentence(verdict, input.audienceName ?? phaseName, schoolName, words)}</p>
${mandatory || verdict.because.list === null ? null : definition(verdict, words)}
${rule.reason === null ? null : html`<p class="definition"><strong>${blockPage.reasonGiven}</strong> ${rule.reason}</p>`}
${actions(input, words, mandatory, caring !== null)}
<section class="talk" aria-labelledby="${talk}"><h2 id="${talk}">${blockPage.talk.heading}</h2>
<p>${whoToTalkTo(input.subjectKind, mandatory, words)}</p>
${mandatory ? null : html`<p>${words.changers[whoCanChange(verdict)]}</p>`}</section>
${details(input, words)}`;
}

function definition({ category: id }: Verdict, words: Words): Html | null {
  const category = id === null ? null : categoryWords(words, id);
  return category && html`<p class="definition"><strong>${category.name}.</strong> ${category.definition}</p>`;
}

function actions(input: BlockPageInput, { blockPage }: Words, mandatory: boolean, calm: boolean): Html | null {
  const ask = mandatory ? null : linkable(input.askUrl);
  const report = linkable(input.reportUrl);
  if (ask === null && report === null) return null;
  // Where somebody may need help, asking for the page must not be what stands out.
  const first = html`action${calm ? null : html` first`}`;
  // `_top`: a blocked frame must not open the school's pages inside the site that framed it.
  return html`<ul class="actions">
${ask === null ? null : html`<li><a class="${first}" href="${ask}" target="_top">${blockPage.ask}</a></li>`}
${report === null ? null : html`<li><a class="action" href="${report}" target="_top">${blockPage.report}</a></li>`}
</ul>`;
}

function details(input: BlockPageInput, words: Words): Html {
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
${row(rows.stoppedBy, enforcedBy === 'proxy' ? network : browser)}
</dl>`;
}

/**
 * For the `Content-Security-Policy` header: nothing may be loaded, run or sent; only the one style is let in, by its hash
 * (CSP Level 3 §2.3.1; a test keeps the hash true).
 */
export const blockPageContentSecurityPolicy =
  "default-src 'none'; style-src 'sha256-C7VwyyBvBsRWeShILuz5JN1eXjruoExDLem1f9qxXEI='; base-uri 'none'; form-action 'none'";
