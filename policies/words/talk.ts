// Whom to turn to. A page that stops somebody must never be the end of the road.
import type { CategoryId } from '../model/category.ts';
import { html, type Html } from './html.ts';

export type SubjectKind = 'pupil' | 'staff' | 'other';

/** Categories whose pages somebody may look for because they are not well or not safe. */
const caring: ReadonlySet<CategoryId> = new Set(['self-harm', 'suicide', 'eating-disorder', 'grooming', 'bullying']);

/** A calm line with confidential help, where the category calls for one. */
export function care(category: CategoryId | null): Html | null {
  if (category === null || !caring.has(category)) return null;
  return html`<section class="care" aria-labelledby="care">
<h2 id="care">You are not on your own</h2>
<p>If something is hard at the moment, you can talk to somebody now. It is free, day and night, and in confidence.</p>
<ul>
<li><a href="tel:08001111">Childline 0800 1111</a>, for anyone under 19</li>
<li><a href="tel:116123">Samaritans 116 123</a>, for everybody</li>
</ul>
</section>`;
}

/** Who at the school can help with this page. */
export function whoToTalkTo(kind: SubjectKind, mandatory: boolean): string {
  if (kind === 'pupil') {
    return mandatory
      ? 'If you came here by accident, you have done nothing wrong. Close the page and tell a teacher or another adult you trust.'
      : 'Talk to your teacher, or to any adult at school you trust. The reference number tells them which page it was.';
  }
  if (kind === 'staff') {
    return mandatory
      ? 'Tell the designated safeguarding lead now. Do not look for it again, copy it or send it to anybody.'
      : 'Talk to the school’s e-safety committee or the safeguarding lead, and give them the reference number.';
  }
  return mandatory
    ? 'Please tell a member of staff, and do not look for it again.'
    : 'Please ask a member of staff, and give them the reference number.';
}
