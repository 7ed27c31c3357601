// The extension's page before a site that is warned of: the words of policies/words, for the warning whose reference is in the address.
import { Html, linkable } from '#policies/words/html.ts';
import { warnPageBody, warnPageTitle, type WarnPageInput } from '#policies/words/warn-page.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import { askBlock, askGoOn } from '../ask-background.ts';
import { forgotten } from '../forgotten.ts';
import { readersLanguage, show, wear } from '../show.ts';

const reference = new URLSearchParams(location.search).get('ref') ?? '';

async function draw(): Promise<void> {
  const answer = await askBlock(reference);
  const words = wordsOf(answer?.page.languages?.[0] ?? readersLanguage());
  if (answer === null) return show(words, words.extension.blocked.title, forgotten(words, words.warnPage.heading));
  const input: WarnPageInput = { ...answer.page, goOn: { by: 'script' } };
  show(words, warnPageTitle(input), new Html(warnPageBody(input)));
  for (const button of document.querySelectorAll<HTMLButtonElement>('.go-back')) {
    button.hidden = history.length < 2;
    button.addEventListener('click', () => history.back());
  }
  for (const button of document.querySelectorAll('.go-on')) button.addEventListener('click', () => void goOn());
}

/** The site takes the place of this page, so that “back” leads to where somebody came from. */
async function goOn(): Promise<void> {
  const address = linkable(await askGoOn(reference));
  if (address !== null) location.replace(address);
}

wear();
void draw();
