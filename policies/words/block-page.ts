// The page that is shown in place of a site that was stopped: the same words from the proxy and from the extension.
import { html, linkable, type Html } from './html.ts';
import { pageStyle } from './page-style.ts';
import { renderPage } from './page.ts';
import { reasonSentence } from './reason.ts';
import { details, helpFor, languagesOf, reasons, siteLine, type StopPageInput } from './stop-page.ts';
import { whoToTalkTo } from './talk.ts';
import { inEachLanguage } from './versions.ts';
import { whoCanChange } from './who-can-change.ts';
import { wordsOf } from './words-of.ts';
import type { Words } from './words.ts';

export interface BlockPageInput extends StopPageInput {
  /** Where to ask for the page; `null` leaves the offer out. */
  readonly askUrl: string | null;
  /** Where to say that it is a mistake; `null` leaves the offer out. */
  readonly reportUrl: string | null;
}

export const blockPageStyle: string = pageStyle;

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
  const { verdict, schoolName, phaseName } = input;
  const { blockPage } = words;
  const mandatory = verdict.because.rule.layer === 'mandatory';
  const caring = helpFor(input, words);
  const talk = `talk-${words.tag}`;
  return html`<p class="school">${blockPage.webFilter(schoolName)}</p>
<h1>${blockPage.heading}</h1>
${siteLine(input, words)}
${caring}
<p class="why">${reasonSentence(verdict, input.audienceName ?? phaseName, schoolName, words)}</p>
${reasons(input, words)}
${actions(input, words, mandatory, caring !== null)}
<section class="talk" aria-labelledby="${talk}"><h2 id="${talk}">${blockPage.talk.heading}</h2>
<p>${whoToTalkTo(input.subjectKind, mandatory, words)}</p>
${mandatory ? null : html`<p>${words.changers[whoCanChange(verdict)]}</p>`}</section>
${details(input, words, blockPage.rows.stoppedBy)}`;
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

/**
 * For the `Content-Security-Policy` header: nothing may be loaded, run or sent; only the one style is let in, by its hash
 * (CSP Level 3 §2.3.1; a test keeps the hash true).
 */
export const blockPageContentSecurityPolicy =
  "default-src 'none'; style-src 'sha256-FbGlMT8/K+L+kF16fwA0Nqb/kRJJPxZGoGTmC46gYqU='; base-uri 'none'; form-action 'none'";
