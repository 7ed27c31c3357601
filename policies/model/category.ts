/** The four Cs of Keeping Children Safe in Education, which reports are headed by. */
export type Concern = 'content' | 'contact' | 'conduct' | 'commerce';

/** Kebab id of a category in our closed vocabulary. */
export type CategoryId = string;

/** One entry of the closed vocabulary (`policies/vocabulary/categories.ts`), headed by the UK Safer Internet Centre's list. */
export interface Category {
  readonly id: CategoryId;
  readonly name: string;
  /** One plain sentence that a pupil, a parent and a governor understand. */
  readonly definition: string;
  readonly concern: Concern;
  /** Mandatory categories are judged in the layer that nobody can override. */
  readonly mandatory: boolean;
}
