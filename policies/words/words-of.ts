// Where every language's catalogue is found.
import type { CategoryId } from '../model/category.ts';
import type { Language } from '../model/language.ts';
import { cy } from './catalogues/cy.ts';
import { en } from './catalogues/en.ts';
import type { CategoryWords, Words } from './words.ts';

const catalogues: Readonly<Record<Language, Words>> = { en, cy };

export const wordsOf = (language: Language): Words => catalogues[language];

/** A category's name and definition; an id that the vocabulary does not know, as of a newer bundle, stands for itself. */
export function categoryWords({ categories }: Words, id: CategoryId): CategoryWords | null {
  return Object.hasOwn(categories, id) ? (categories[id as keyof typeof categories] ?? null) : null;
}

export const categoryName = (words: Words, id: CategoryId): string => categoryWords(words, id)?.name ?? id;
