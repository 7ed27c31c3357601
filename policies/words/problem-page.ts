// The page for everything that is nobody's policy: a bad certificate, a site that does not answer, a browser not set up.
import { formatReference } from '../engine/reference.ts';
import type { Language } from '../model/language.ts';
import { html } from './html.ts';
import type { ProblemWords, Trouble } from './notice-words.ts';
import { renderPage } from './page.ts';
import { inEachLanguage } from './versions.ts';
import { wordsOf } from './words-of.ts';
import type { Words } from './words.ts';

export interface ProblemPageInput {
  readonly trouble: Trouble;
  readonly reference: string | null;
  readonly schoolName: string;
  /** What the page is in, the reader's language first. */
  readonly languages: readonly [Language, ...Language[]];
}

/** What happened and what to do, in words. */
export function troubleWords({ troubles, certificates }: Words, trouble: Trouble): ProblemWords {
  if (typeof trouble === 'string') return troubles[trouble];
  const { title, faults, notOpened, notAccepted, tellTechnician } = certificates;
  return 'certificate' in trouble
    ? { title, sentences: [faults[trouble.certificate], notOpened, tellTechnician] }
    : { title, sentences: [notAccepted(trouble.code), tellTechnician] };
}

/** A whole document in the block page's style, to be sent with the same content security policy. */
export function renderProblemPage({ trouble, reference, schoolName, languages }: ProblemPageInput): string {
  const first = wordsOf(languages[0]);
  return renderPage(
    first.tag,
    `${troubleWords(first, trouble).title} – ${schoolName}`,
    html`<main><div class="sheet">
${inEachLanguage(languages, (words) => {
  const { title, sentences } = troubleWords(words, trouble);
  return html`<p class="school">${words.blockPage.webFilter(schoolName)}</p>
<h1>${title}</h1>
<div class="said">${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>
${reference === null ? null : html`<dl><dt>${words.blockPage.rows.reference}</dt><dd><span class="reference">${formatReference(reference)}</span></dd></dl>`}`;
})}
</div></main>`,
  );
}
