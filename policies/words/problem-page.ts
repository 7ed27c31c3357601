// The page for everything that is nobody's policy: a bad certificate, a site that does not answer, a browser not set up.
import { formatReference } from '../engine/reference.ts';
import { html } from './html.ts';
import { renderPage } from './page.ts';

export interface ProblemPageInput {
  readonly title: string;
  /** What happened and what to do, each in plain words. */
  readonly sentences: readonly string[];
  readonly reference: string | null;
  readonly schoolName: string;
}

/** A whole document in the block page's style, to be sent with the same content security policy. */
export function renderProblemPage({ title, sentences, reference, schoolName }: ProblemPageInput): string {
  return renderPage(
    `${title} – ${schoolName}`,
    html`<main><div class="sheet">
<p class="school">${schoolName} · web filter</p>
<h1>${title}</h1>
<div class="said">${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>
${reference === null ? null : html`<dl><dt>Reference</dt><dd><span class="reference">${formatReference(reference)}</span></dd></dl>`}
</div></main>`,
  );
}
