// What a page of ours says when the browser does not know any more which site it was about.
import { type Html, html } from '#policies/words/html.ts';
import type { Words } from '#policies/words/words.ts';

export function forgotten({ extension }: Words, heading: string): Html {
  return html`<main><div class="sheet">
<h1>${heading}</h1>
<p class="why">${extension.blocked.forgotten}</p>
<p>${extension.blocked.openAgain}</p>
</div></main>`;
}
