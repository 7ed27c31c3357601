import type { CategoryId } from './category.ts';
import type { Severity } from './severity.ts';

/** Words that somebody searched for or typed and that a person should look at. Nothing is blocked by a flag. */
export interface Flag {
  readonly category: CategoryId;
  readonly severity: Severity;
  /** Phrase list and line that matched. */
  readonly list: string;
  readonly line: number;
  readonly phrase: string;
}
