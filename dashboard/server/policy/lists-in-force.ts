import type { policyViewSchema } from '#policies/contracts/dashboard-api.ts';
import type { z } from 'zod';
import type { OpenedBundle } from './bundle-shelf.ts';

/** Every list that a bundle judges by, with how much is on it: the small ones, imported ones, and mandatory ones, of which nothing else is known. */
export function listsInForce({ bundle, holdings }: OpenedBundle): z.infer<typeof policyViewSchema>['lists'] {
  const small = bundle.lists.map(({ id, name, category, entries }) => ({ id, name, category, entries: entries.length }));
  const imported = (holdings.names?.lists ?? []).map(({ id, name, category, entries }) => ({ id, name, category, entries }));
  const mandatory = holdings.mandatory.flatMap((index) =>
    index.lists.map(({ id, name }) => ({ id, name, category: 'illegal', entries: index.entriesOf(id) })),
  );
  return [...small, ...imported, ...mandatory];
}
