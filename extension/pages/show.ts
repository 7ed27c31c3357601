// Puts a page together from escaped templates and the one style of the house.
import type { Language } from '#policies/model/language.ts';
import { blockPageStyle } from '#policies/words/block-page.ts';
import type { Html } from '#policies/words/html.ts';
import { pageLanguages } from '#policies/words/reader-languages.ts';
import type { Words } from '#policies/words/words.ts';

/** Wears the block page's style, and whatever a page adds to it; as a sheet of its own it needs no inline style. */
export function wear(extra = ''): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(blockPageStyle + extra);
  document.adoptedStyleSheets = [sheet];
}

/** What the reader of this browser is told things in: their own language, or else the school's. */
export function readersLanguage(school: readonly Language[] = []): Language {
  return pageLanguages(navigator.languages, school)[0];
}

/** Shows a body. `Html` is escaped by construction, which is the only kind of markup that comes here. */
export function show({ tag }: Words, title: string, body: Html): void {
  document.documentElement.lang = tag;
  document.title = title;
  document.body.innerHTML = body.markup;
}
