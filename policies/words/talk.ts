// Whom to turn to. A page that stops somebody must never be the end of the road.
import type { CategoryId } from '../model/category.ts';
import { html, type Html } from './html.ts';
import type { Words } from './words.ts';

export type SubjectKind = 'pupil' | 'staff' | 'other';

/** Categories whose pages somebody may look for because they are not well or not safe. */
const caring: ReadonlySet<CategoryId> = new Set(['self-harm', 'suicide', 'eating-disorder', 'grooming', 'bullying']);

/** A calm line with confidential help, where the category calls for one. */
export function care(category: CategoryId | null, { blockPage, tag }: Words): Html | null {
  if (category === null || !caring.has(category)) return null;
  const { heading, text, lines } = blockPage.care;
  const id = `care-${tag}`;
  return html`<section class="care" aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
<p>${text}</p>
<ul>
${lines.map(({ name, number, forWhom }) => html`<li><a href="tel:${number.replaceAll(' ', '')}">${name} ${number}</a>, ${forWhom}</li>\n`)}
</ul>
</section>`;
}

/** Who at the school can help with this page. */
export function whoToTalkTo(kind: SubjectKind, mandatory: boolean, { blockPage }: Words): string {
  return blockPage.talk[kind][mandatory ? 'illegal' : 'ordinary'];
}
