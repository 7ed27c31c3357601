import type { PhraseList } from '../contracts/phrase-list.ts';
import type { MandatoryIndex } from '../mandatory/mandatory-index.ts';
import type { PhraseIndex } from '../phrases/phrase-index.ts';
import type { ListedNames } from '../table/listed-names.ts';

/** What a bundle's materials hold, opened. */
export interface Holdings {
  readonly names: ListedNames | null;
  readonly mandatory: readonly MandatoryIndex[];
  readonly phraseLists: readonly PhraseList[];
  /** The index of phrase lists; the same lists give the same index, so that an edit of the policy need not build it again. */
  readonly phraseIndex?: (lists: readonly PhraseList[]) => PhraseIndex;
}

/** For a bundle that stands on nothing but itself. */
export const nothingHeld: Holdings = { names: null, mandatory: [], phraseLists: [] };
