// The page on which a guest enters the code that a member of staff gave them. It works without scripts.
import type { Instant } from '../model/instant.ts';
import type { Language } from '../model/language.ts';
import { blockPageContentSecurityPolicy } from './block-page.ts';
import { html, type Html } from './html.ts';
import { renderPage } from './page.ts';
import { dateAndTime } from './time.ts';
import { inEachLanguage } from './versions.ts';
import { wordsOf } from './words-of.ts';
import type { Words } from './words.ts';

/** `asked`: a code is asked for; `in`: the guest is online until then. */
export type GuestState = { readonly is: 'asked' | 'wrong' | 'too-many' | 'left' } | { readonly is: 'in'; readonly until: Instant };

export interface GuestPageInput {
  readonly state: GuestState;
  readonly schoolName: string;
  readonly timeZone: string;
  /** What the page is in, the reader's language first. */
  readonly languages: readonly [Language, ...Language[]];
}

/** The block page's, and a form to ourselves. */
export const guestPageContentSecurityPolicy = blockPageContentSecurityPolicy.replace("form-action 'none'", "form-action 'self'");

export function renderGuestPage(input: GuestPageInput): string {
  const first = wordsOf(input.languages[0]);
  return renderPage(
    first.tag,
    `${titleOf(first, input.state)} – ${input.schoolName}`,
    html`<main><div class="sheet">
${inEachLanguage(
  input.languages,
  (words) => html`<p class="school">${words.blockPage.webFilter(input.schoolName)}</p>
<h1>${titleOf(words, input.state)}</h1>
${input.state.is === 'in' ? welcome(words, dateAndTime(input.state.until, input.timeZone, words)) : askForCode(words, input.state.is)}`,
)}
</div></main>`,
    'same-origin',
  );
}

const titleOf = ({ guest }: Words, { is }: GuestState): string => (is === 'in' ? guest.online : guest.title);

function welcome({ guest }: Words, until: string): Html {
  return html`<div class="said"><p>${guest.until(until)}</p><p>${guest.kept}</p></div>
<form class="actions" method="post" action="/guest"><input type="hidden" name="leave" value="yes"><button class="action" type="submit">${guest.leave}</button></form>`;
}

function askForCode({ guest, tag }: Words, is: 'asked' | 'wrong' | 'too-many' | 'left'): Html {
  const note = { asked: null, wrong: guest.wrong, 'too-many': guest.tooMany, left: guest.left }[is];
  return html`${note === null ? null : html`<p class="care said" role="alert">${note}</p>`}
<div class="said"><p>${guest.ask}</p></div>
<form method="post" action="/guest">
<p><label class="asks" for="code-${tag}">${guest.code}</label></p>
<p><input class="code" id="code-${tag}" name="code" required maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="kept-${tag}"></p>
<p><button class="action first" type="submit">${guest.goOnline}</button></p>
</form>
<p class="definition" id="kept-${tag}">${guest.kept}</p>`;
}
