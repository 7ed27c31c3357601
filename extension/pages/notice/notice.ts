// What the extension says when it is not a matter of policy: nothing is set up yet, it could not check, or there is no site.
import { type Html, html, linkable } from '#policies/words/html.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import type { Words } from '#policies/words/words.ts';
import type { StatusAnswer } from '../../messages/page-messages.ts';
import { askStatus, onStandingChange } from '../ask-background.ts';
import { readersLanguage, show, wear } from '../show.ts';

const asked = new URLSearchParams(location.search);
const to = linkable(asked.get('to'));

function page(words: Words, title: string, schoolName: string | null, said: Html): void {
  const school = words.blockPage.webFilter(schoolName ?? 'Schoolgate');
  const main = html`<main><div class="sheet"><p class="school">${school}</p><h1>${title}</h1><div class="said">${said}</div></div></main>`;
  show(words, title, main);
}

function notSetUp({ state, schoolName }: StatusAnswer, words: Words): void {
  const { notice } = words.extension;
  if (state !== 'ready') {
    const [now, then] = notice.states[state];
    return page(words, notice.notSetUp, schoolName, html`<p class="why" role="status">${now}</p><p>${then}</p>`);
  }
  if (to !== null) return location.replace(to);
  page(words, notice.setUp, schoolName, html`<p class="why">${notice.goOn}</p>`);
}

async function draw(): Promise<void> {
  const status = await askStatus();
  const words = wordsOf(readersLanguage(status.schoolLanguages));
  const { noSite, notChecked } = words.extension.notice;
  const why = asked.get('why');
  if (why === 'not-set-up') return notSetUp(status, words);
  if (why === 'no-site') return page(words, noSite.title, status.schoolName, html`<p class="why">${noSite.said}</p>`);
  const again =
    to === null ? null : html`<ul class="actions"><li><a class="action first" href="${to}">${notChecked.tryAgain}</a></li></ul>`;
  page(words, notChecked.title, status.schoolName, html`<p class="why">${notChecked.said}</p><p>${notChecked.again}</p>${again}`);
}

wear('.said { margin-top: 1.25rem; }');
void draw();
if (asked.get('why') === 'not-set-up') {
  onStandingChange(() => void draw());
  setInterval(() => void draw(), 2_000);
}
