// Whether the lists that go into a bundle say what they are about.
import type { CategoryList } from '../contracts/bundle.ts';
import type { PhraseList } from '../contracts/phrase-list.ts';
import { categoryById } from '../vocabulary/categories.ts';

export function listProblems(lists: readonly CategoryList[], phraseLists: readonly PhraseList[]): string[] {
  return [...problemsOf('List', lists), ...problemsOf('Phrase list', phraseLists)];
}

function problemsOf(what: string, lists: readonly { readonly id: string; readonly category: string }[]): string[] {
  const seen = new Set<string>();
  return lists.flatMap(({ id, category }) => {
    const problems: string[] = [];
    if (categoryById(category) === undefined) problems.push(`${what} “${id}”: “${category}” is no category.`);
    if (seen.has(id)) problems.push(`${what} “${id}” is there twice.`);
    seen.add(id);
    return problems;
  });
}
