// The corrections that imported lists are read with: the shipped rules and names, and the school's own from lists.yaml.
import { readFile } from 'node:fs/promises';
import type { CategoryList } from '#policies/contracts/bundle.ts';
import { Corrections, parseCorrections, type NamedCorrection } from '#policies/lists/corrections.ts';
import { categoryById } from '#policies/vocabulary/categories.ts';

const shipped = new URL('../../policies/starter/corrections.txt', import.meta.url);

/** @param shippedLists the starter's lists, without the school's own @param own the school's */
export async function correctionsInForce(shippedLists: readonly CategoryList[], own: readonly NamedCorrection[]): Promise<Corrections> {
  const { corrections } = parseCorrections(await readFile(shipped, 'utf8'), (id) => categoryById(id) !== undefined);
  const whole = shippedLists.flatMap(({ category, entries }) =>
    entries.filter(([, , path]) => path === undefined || path === null).map(([, host]) => ({ host, category })),
  );
  return new Corrections({
    named: [...corrections, ...own],
    checked: whole.filter(({ category }) => category !== 'helpline'),
    helplines: whole.filter(({ category }) => category === 'helpline').map(({ host }) => host),
  });
}
