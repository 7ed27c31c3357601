// Puts a page together from escaped templates and the one style of the house.
import type { Html } from '#policies/words/html.ts';
import { blockPageStyle } from '#policies/words/block-page.ts';

/** Wears the block page's style, and whatever a page adds to it; as a sheet of its own it needs no inline style. */
export function wear(extra = ''): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(blockPageStyle + extra);
  document.adoptedStyleSheets = [sheet];
}

/** Shows a body. `Html` is escaped by construction, which is the only kind of markup that comes here. */
export function show(title: string, body: Html): void {
  document.title = title;
  document.body.innerHTML = body.markup;
}
