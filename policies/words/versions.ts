// The same thing in several languages on one page. The reader chooses without a script: each language is a radio button, and
// the style shows the version that follows the chosen one. Where a browser does not know `:has` all versions are shown.
import type { Language } from '../model/language.ts';
import { html, type Html } from './html.ts';
import { wordsOf } from './words-of.ts';
import type { Words } from './words.ts';

/** In one language it is the thing alone; in several, a choice of which the first is shown. */
export function inEachLanguage([first, ...others]: readonly [Language, ...Language[]], version: (words: Words) => Html): Html {
  if (others.length === 0) return version(wordsOf(first));
  const choices = [first, ...others].map((language) => {
    const words = wordsOf(language);
    const checked = language === first ? html` checked` : null;
    return html`<label class="tongue" lang="${words.tag}"><input type="radio" name="language"${checked}>${words.ownName}</label>
<div class="version" lang="${words.tag}">
${version(words)}
</div>`;
  });
  return html`<div class="tongues">
${choices}
</div>`;
}
