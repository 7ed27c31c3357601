import type { ReviewedPage } from '../contracts/lesson-plan.ts';

/** How a page differs from what was approved, as a sentence; `null` where a reader would see the same words. */
export function pageChangeWords(
  reviewed: Pick<ReviewedPage, 'words' | 'count' | 'title'>,
  now: Pick<ReviewedPage, 'words' | 'count' | 'title'>,
): string | null {
  if (reviewed.words === now.words) return null;
  const title = reviewed.title === now.title ? '' : ` Its title was “${reviewed.title}” and is “${now.title}”.`;
  return `The page has other words than when it was approved: ${reviewed.count} then, ${now.count} now.${title}`;
}
