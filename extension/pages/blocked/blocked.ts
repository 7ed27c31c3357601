// The block page of the extension: the words of policies/words, for the stop whose reference is in the address.
import type { Language } from '#policies/model/language.ts';
import { blockPageBody, blockPageTitle } from '#policies/words/block-page.ts';
import { Html, html, linkable } from '#policies/words/html.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import { askBlock, askFlush, onStandingChange } from '../ask-background.ts';
import { forgotten } from '../forgotten.ts';
import { readersLanguage, show, wear } from '../show.ts';

/** How long a click on "ask" waits for the school's server to hear of the stop, milliseconds. */
const patience = 3_000;

const openNowStyle = `
#news:not(:empty) { margin: 0 0 1.5rem; padding: 1rem 1.25rem; background: var(--care); color: var(--care-text); border-left: .25rem solid var(--care-line); border-radius: .25rem; }
#news p { font-weight: 600; }
.action[aria-busy] { opacity: .7; cursor: progress; }
`;

/** Always there, so that a screen reader hears what is put into it later. */
const newsPlace = html`<div role="status" id="news"></div>`;

async function draw(): Promise<void> {
  const answer = await askBlock(new URLSearchParams(location.search).get('ref') ?? '');
  const words = wordsOf(answer?.page.languages?.[0] ?? readersLanguage());
  if (answer === null) return show(words, words.extension.blocked.title, forgotten(words, words.blockPage.heading));
  show(words, blockPageTitle(answer.page), html`${new Html(blockPageBody(answer.page))}`);
  document.querySelector('.sheet')?.insertAdjacentHTML('afterbegin', newsPlace.markup);
  const address = linkable(answer.openNow);
  if (address !== null) tellThatOpen(address, answer.page.languages ?? [readersLanguage()]);
}

/** A permission has come while the page was open: there is nothing to ask for any more. */
function tellThatOpen(address: string, [first, ...others]: readonly [Language, ...Language[]]): void {
  for (const language of [first, ...others]) {
    const { tag, extension } = wordsOf(language);
    const within = others.length === 0 ? document : document.querySelector(`.version[lang="${tag}"]`);
    const [heading, actions] = [within?.querySelector('h1'), within?.querySelector('.actions')];
    if (heading) heading.textContent = extension.blocked.wasBlocked;
    if (actions) actions.innerHTML = html`<li><a class="action first open" href="${address}">${extension.blocked.openNow}</a></li>`.markup;
  }
  const news = document.querySelector('#news');
  if (news !== null) news.innerHTML = html`<p>${wordsOf(first).extension.blocked.opened}</p>`.markup;
}

/** The school's server must know the reference before somebody asks about it, but nobody is kept waiting for that. */
async function goAfterSending(link: HTMLAnchorElement): Promise<void> {
  link.setAttribute('aria-busy', 'true');
  const waited = new Promise((resolve) => setTimeout(resolve, patience));
  await Promise.race([askFlush().catch(() => undefined), waited]);
  link.removeAttribute('aria-busy');
  location.assign(link.href);
}

wear(openNowStyle);
void draw();
onStandingChange(() => void draw());
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a.action:not(.open)') : null;
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  void goAfterSending(link);
});
