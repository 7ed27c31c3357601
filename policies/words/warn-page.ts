// The page that stands before a site with a warning: why, that it is recorded, and the choice to go back or to go on. The same
// words from the proxy and from the extension.
import { html, Html, linkable } from './html.ts';
import { blockPageContentSecurityPolicy } from './block-page.ts';
import { renderPage } from './page.ts';
import { reasonSentence } from './reason.ts';
import { details, helpFor, languagesOf, reasons, siteLine, type StopPageInput } from './stop-page.ts';
import { whoToTalkTo } from './talk.ts';
import { inEachLanguage } from './versions.ts';
import { wordsOf } from './words-of.ts';
import type { Words } from './words.ts';

/**
 * How somebody goes on. `form`: what the page sends, and where to. `script`: the page has buttons (`.go-back`, `.go-on`) that its
 * host gives their meaning. `alone`: not from here; in a frame somebody else's page could cover what is asked, so it only leads to
 * the site on a page of its own.
 */
export type GoOn =
  | { readonly by: 'form'; readonly action: string; readonly token: string }
  | { readonly by: 'script' }
  | { readonly by: 'alone'; readonly url: string };

export interface WarnPageInput extends StopPageInput {
  readonly goOn: GoOn;
}

export function warnPageTitle(input: WarnPageInput): string {
  const [first] = languagesOf(input);
  return wordsOf(first).warnPage.title(input.target.host, input.schoolName);
}

/** The whole document. Without scripts the button that goes back is not there; going on needs none. */
export function renderWarnPage(input: WarnPageInput): string {
  const script = input.goOn.by === 'alone' ? '' : `\n<script>${backScript}</script>`;
  const main = new Html(warnPageBody(input) + script);
  // Browsers hide the origin of a form under no-referrer, and it is what we know our own page by.
  return renderPage(wordsOf(languagesOf(input)[0]).tag, warnPageTitle(input), main, 'same-origin');
}

/** The `main` element alone, for a host that has a document already. Everything inserted is escaped. */
export function warnPageBody(input: WarnPageInput): string {
  return html`<main><div class="sheet">
${inEachLanguage(languagesOf(input), (words) => version(input, words))}
</div></main>`.markup;
}

function version(input: WarnPageInput, words: Words): Html {
  const { verdict, schoolName, phaseName } = input;
  const { blockPage, warnPage } = words;
  const talk = `talk-${words.tag}`;
  return html`<p class="school">${blockPage.webFilter(schoolName)}</p>
<h1>${warnPage.heading}</h1>
${siteLine(input, words)}
${helpFor(input, words)}
<p class="why">${reasonSentence(verdict, input.audienceName ?? phaseName, schoolName, words)}</p>
${reasons(input, words)}
${verdict.obligations.includes('do-not-record') ? null : html`<p>${warnPage.recorded}</p>`}
${choice(input, words)}
<section class="talk" aria-labelledby="${talk}"><h2 id="${talk}">${blockPage.talk.heading}</h2>
<p>${whoToTalkTo(input.subjectKind, false, words)}</p></section>
${details(input, words, warnPage.shownBy)}`;
}

/** Going back is what stands out. */
function choice({ goOn }: WarnPageInput, { warnPage }: Words): Html {
  if (goOn.by === 'alone') {
    const address = linkable(goOn.url);
    return html`<p>${warnPage.inFrame}</p>
${address === null ? null : html`<ul class="actions"><li><a class="action" href="${address}" target="_blank" rel="noopener noreferrer">${warnPage.openAlone}</a></li></ul>`}`;
  }
  const back = html`<button class="action first go-back" type="button" hidden>${warnPage.goBack}</button>`;
  if (goOn.by === 'script')
    return html`<p>${warnPage.lasts}</p>
<div class="actions">${back}<button class="action go-on" type="button">${warnPage.goOn}</button></div>`;
  return html`<p>${warnPage.lasts}</p>
<form class="actions" method="post" action="${goOn.action}"><input type="hidden" name="token" value="${goOn.token}">${back}<button class="action" type="submit">${warnPage.goOn}</button></form>`;
}

/** Where there is nothing to go back to, the button stays away: the tab can be closed. */
export const backScript =
  'for (const button of document.querySelectorAll(".go-back")) { button.hidden = history.length < 2; button.addEventListener("click", () => history.back()); }';

/**
 * The block page's, with the one script by its hash (a test keeps it true). No word of where the form may lead: browsers would ask
 * that of every redirect of the site that it opens. Nobody may frame it, so that nothing can lie over its buttons.
 */
export const warnPageContentSecurityPolicy = blockPageContentSecurityPolicy.replace(
  "form-action 'none'",
  "script-src 'sha256-BLIhO/fxD86tS0lXK2rzsAIG6KpRC/RvVBKNzImimPI='; frame-ancestors 'none'",
);
