// The block page of the extension: the words of policies/words, for the stop whose reference is in the address.
import { blockPageBody, blockPageTitle } from '#policies/words/block-page.ts';
import { Html, html, linkable } from '#policies/words/html.ts';
import { askBlock, askFlush, onStandingChange } from '../ask-background.ts';
import { show, wear } from '../show.ts';

/** How long a click on "ask" waits for the school's server to hear of the stop, milliseconds. */
const patience = 3_000;

const openNowStyle = `
#news:not(:empty) { margin: 0 0 1.5rem; padding: 1rem 1.25rem; background: var(--care); color: var(--care-text); border-left: .25rem solid var(--care-line); border-radius: .25rem; }
#news p { font-weight: 600; }
.action[aria-busy] { opacity: .7; cursor: progress; }
`;

const forgotten = html`<main><div class="sheet">
<h1>This page is blocked</h1>
<p class="why">Schoolgate stopped a page here, but no longer knows which one it was.</p>
<p>Go back, or open the page again to see why.</p>
</div></main>`;

/** Always there, so that a screen reader hears what is put into it later. */
const newsPlace = html`<div role="status" id="news"></div>`;

async function draw(): Promise<void> {
  const answer = await askBlock(new URLSearchParams(location.search).get('ref') ?? '');
  if (answer === null) return show('Blocked', forgotten);
  show(blockPageTitle(answer.page), html`${new Html(blockPageBody(answer.page))}`);
  document.querySelector('.sheet')?.insertAdjacentHTML('afterbegin', newsPlace.markup);
  const address = linkable(answer.openNow);
  if (address !== null) tellThatOpen(address);
}

/** A permission has come while the page was open: there is nothing to ask for any more. */
function tellThatOpen(address: string): void {
  const [news, heading, actions] = [document.querySelector('#news'), document.querySelector('h1'), document.querySelector('.actions')];
  if (heading !== null) heading.textContent = 'This page was blocked';
  if (actions !== null) actions.innerHTML = html`<li><a class="action first open" href="${address}">Open it now</a></li>`.markup;
  if (news !== null) news.innerHTML = html`<p>The school has opened this page.</p>`.markup;
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
