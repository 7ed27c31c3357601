// Names of categories as the vocabulary has them; a school's older events may carry an id that it no longer has.
import { categoryById } from '#policies/vocabulary/categories.ts';

export function categoryName(id: string | null): string {
  return id === null ? 'No category' : (categoryById(id)?.name ?? id);
}
