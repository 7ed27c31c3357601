import { formatReference, parseReference } from '#policies/engine/reference.ts';
import { Facts } from '../../ui/facts.tsx';
import { categoryName } from '../../words/category-words.ts';
import type { AskedPage } from './asked-page.ts';

/** What was blocked, as the block page said it. */
export function BlockedSite({ page }: { page: AskedPage }) {
  const reference = parseReference(page.reference);
  return (
    <Facts
      of={[
        ['Address', <span class="address">{page.url}</span>],
        page.category === null ? null : ['Category', categoryName(page.category)],
        ['Why', page.why],
        ['Who can change it', page.whoCanChange],
        ['Reference', reference === null ? page.reference : formatReference(reference)],
      ]}
    />
  );
}
