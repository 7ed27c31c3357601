// The page that is shown in place of a site that was stopped: the same words from the proxy and from the extension.
import { formatReference } from '../engine/reference.ts';
import { formatTarget } from '../engine/target.ts';
import type { Target } from '../model/target.ts';
import type { Verdict } from '../model/verdict.ts';
import { categoryById } from '../vocabulary/categories.ts';
import { html, linkable, type Html } from './html.ts';
import { pageStyle } from './page-style.ts';
import { renderPage } from './page.ts';
import { reasonSentence, ruleName } from './reason.ts';
import { care, whoToTalkTo, type SubjectKind } from './talk.ts';
import { dateAndTime } from './time.ts';

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
  readonly phaseName: string;
}

/** Longest address that is shown whole. */
const longestAddress = 200;

export const blockPageStyle: string = pageStyle;

export function blockPageTitle(input: BlockPageInput): string {
  return `Blocked: ${input.target.host} – ${input.schoolName}`;
}

/** The whole document; it needs no script and loads nothing. */
export function renderBlockPage(input: BlockPageInput): string {
  return renderPage(blockPageTitle(input), main(input));
}

/** The `main` element alone, for a host that has a document already. Everything inserted is escaped. */
export function blockPageBody(input: BlockPageInput): string {
  return main(input).markup;
}

function main(input: BlockPageInput): Html {
  const { verdict, target, schoolName, phaseName } = input;
  const mandatory = verdict.because.rule.layer === 'mandatory';
  const caring = mandatory ? null : care(verdict.category);
  const { carried, rule } = verdict.because;
  return html`<main><div class="sheet">
<p class="school">${schoolName} · web filter</p>
<h1>This page is blocked</h1>
<p class="site"><strong>${target.host}</strong>${carried === undefined ? null : html`, which shows pages of <strong>${carried}</strong>`}</p>
${caring}
<p class="why">${reasonSentence(verdict, phaseName, schoolName)}</p>
${mandatory || verdict.because.list === null ? null : definition(verdict)}
${rule.reason === null ? null : html`<p class="definition"><strong>Reason given.</strong> ${rule.reason}</p>`}
${actions(input, mandatory, caring !== null)}
<section class="talk" aria-labelledby="talk"><h2 id="talk">Who to talk to</h2><p>${whoToTalkTo(input.subjectKind, mandatory)}</p></section>
${details(input)}
</div></main>`;
}

function definition({ category: id }: Verdict): Html | null {
  const category = id === null ? undefined : categoryById(id);
  return category === undefined ? null : html`<p class="definition"><strong>${category.name}.</strong> ${category.definition}</p>`;
}

function actions(input: BlockPageInput, mandatory: boolean, calm: boolean): Html | null {
  const ask = mandatory ? null : linkable(input.askUrl);
  const report = linkable(input.reportUrl);
  if (ask === null && report === null) return null;
  // Where somebody may need help, asking for the page must not be what stands out.
  const first = html`action${calm ? null : html` first`}`;
  // `_top`: a blocked frame must not open the school's pages inside the site that framed it.
  return html`<ul class="actions">
${ask === null ? null : html`<li><a class="${first}" href="${ask}" target="_top">Ask for this page</a></li>`}
${report === null ? null : html`<li><a class="action" href="${report}" target="_top">This is a mistake</a></li>`}
</ul>`;
}

function details({ verdict, target, reference, at, timeZone, enforcedBy }: BlockPageInput): Html {
  const { list, rule } = verdict.because;
  const category = verdict.category === null ? null : (categoryById(verdict.category)?.name ?? verdict.category);
  const address = formatTarget(target);
  const row = (term: string, text: string | Html | null): Html | null => (text === null ? null : html`<dt>${term}</dt><dd>${text}</dd>`);
  return html`<dl>
${row('Reference', html`<span class="reference">${formatReference(reference)}</span>`)}
${row('Address', address.length > longestAddress ? `${address.slice(0, longestAddress)}…` : address)}
${row('Category', category)}
${row('Rule', ruleName(verdict))}
${row('List', list && `${list.name}, line ${list.line}`)}
${row('Holds until', rule.until === null ? null : dateAndTime(rule.until, timeZone))}
${row('Time', dateAndTime(at, timeZone))}
${row('Stopped by', enforcedBy === 'proxy' ? 'the school’s network' : 'this browser')}
</dl>`;
}

/**
 * For the `Content-Security-Policy` header: nothing may be loaded, run or sent; only the one style is let in, by its hash
 * (CSP Level 3 §2.3.1; a test keeps the hash true).
 */
export const blockPageContentSecurityPolicy =
  "default-src 'none'; style-src 'sha256-4zsZuktKhrjWrIhR0DrYqWW+pVaeDCoFQ7HHb3l3AR4='; base-uri 'none'; form-action 'none'";
