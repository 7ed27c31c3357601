// What the lists put in each category, as reaches. Lists of which only hashes travel are named as wholes.
import type { Bundle, CategoryList } from '../contracts/bundle.ts';
import { isPublicSuffix } from '../engine/host-suffixes.ts';
import type { Holdings } from '../engine/judge.ts';
import { canonicalPath } from '../engine/path-prefix.ts';
import type { CategoryId } from '../model/category.ts';
import { expressionOf, rangeOf } from './nameless-reach.ts';
import { addHost, emptyReach, type Reach } from './reach.ts';

/** Reach of every category that a list is of. `isRefused`: a pattern that Chrome has not taken. */
export function listedReaches(
  { lists }: Pick<Bundle, 'lists'>,
  { names, mandatory }: Holdings,
  isRefused: (pattern: string) => boolean,
): ReadonlyMap<CategoryId, Reach> {
  const reaches = new Map<CategoryId, Reach>();
  const reachOf = (category: CategoryId): Reach => {
    let reach = reaches.get(category);
    if (reach === undefined) reaches.set(category, (reach = emptyReach()));
    return reach;
  };
  for (const list of lists) addList(reachOf(list.category), list, isRefused);
  for (const { id, name, category, lines } of names?.lists ?? []) {
    const why = 'Only hashes of its names travel to browsers, and Chrome wants names.';
    reachOf(category).unnamed.push({ kind: 'table', what: `list ${id} (${name})`, why, names: lines, within: 'anywhere' });
  }
  for (const { list, text } of names?.ranges ?? []) rangeOf(reachOf(list.category), `list ${list.id}`, text, isRefused);
  for (const { list, text } of names?.expressions ?? []) expressionOf(reachOf(list.category), `list ${list.id}`, text, isRefused);
  for (const index of mandatory)
    for (const { id, name } of index.lists) {
      const why = 'It is kept as keyed hashes only, so that nobody can read an address out of it.';
      const what = `illegal-content list ${id} (${name})`;
      reachOf('illegal').unnamed.push({ kind: 'keyed-list', what, why, names: index.entriesOf(id), within: 'anywhere' });
    }
  return reaches;
}

function addList(reach: Reach, list: CategoryList, isRefused: (pattern: string) => boolean): void {
  for (const [, host, path = null, below] of list.entries)
    addHost(reach, host, path === null ? null : canonicalPath(path), below === undefined && isPublicSuffix(host), true);
  for (const [line, range] of list.ranges ?? []) rangeOf(reach, `list ${list.id}, line ${line}`, range, isRefused);
  for (const [line, expression] of list.expressions ?? []) expressionOf(reach, `list ${list.id}, line ${line}`, expression, isRefused);
}
