// Lists that a school imports, compiled and opened as an enforcement point opens them.
import { readDomains } from '#policies/lists/read-domains.ts';
import type { ListItem } from '#policies/lists/list-item.ts';
import { MandatoryBuilder } from '#policies/mandatory/mandatory-builder.ts';
import { MandatoryIndex } from '#policies/mandatory/mandatory-index.ts';
import type { SipKey } from '#policies/mandatory/sip-hash.ts';
import { CategoryTable } from '#policies/table/category-table.ts';
import { encodeDelta, openDelta, type TableDelta } from '#policies/table/delta-file.ts';
import { ListedNames } from '#policies/table/listed-names.ts';
import type { HashSeed } from '#policies/table/name-hash.ts';
import { TableBuilder } from '#policies/table/table-builder.ts';
import { encodeTable } from '#policies/table/table-file.ts';
import type { TableKeys } from '#policies/table/table-keys.ts';

export const seed: HashSeed = { a: 0x12345678, b: 0x9abcdef };
export const key: SipKey = [0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c];

/** A list by its lines: line 1 first; an empty text is a line that says nothing. */
export interface LinedList {
  readonly id: string;
  readonly category: string;
  readonly lines: readonly string[];
}

export function itemsOf(line: string): readonly ListItem[] {
  const read = readDomains(line);
  if ('problem' in read) throw new Error(`${line}: ${read.problem}`);
  return read.items;
}

export function keysOfLists(lists: readonly LinedList[], of: HashSeed = seed): TableKeys {
  const builder = new TableBuilder(of);
  for (const { id, category, lines } of lists) {
    const list = builder.list({ id, name: `List ${id}`, category });
    for (const [index, line] of lines.entries()) for (const item of itemsOf(line)) builder.add(list, index + 1, item);
  }
  return builder.keys();
}

export const tableOf = (keys: TableKeys): CategoryTable => opened(CategoryTable.open(encodeTable(keys)));

/** A table of the first state, with a delta for each state after it. */
export function namesOf(...states: readonly (readonly LinedList[])[]): ListedNames {
  const [first, ...later] = states.map((lists) => keysOfLists(lists));
  if (first === undefined) throw new Error('No lists.');
  const deltas: TableDelta[] = [];
  let before = first;
  for (const after of later) {
    const delta = encodeDelta(before, after, 'base');
    if (delta === null) throw new Error('These changes cannot be told as a delta.');
    deltas.push(opened(openDelta(delta.bytes)));
    before = after;
  }
  return new ListedNames(tableOf(first), deltas);
}

export function keyedBytes(
  lists: readonly Omit<LinedList, 'category'>[],
  under: SipKey = key,
  of: HashSeed = seed,
): Uint8Array<ArrayBuffer> {
  const builder = new MandatoryBuilder(under, of);
  for (const { id, lines } of lists) {
    const list = builder.list({ id, name: `List ${id}` });
    for (const [index, line] of lines.entries())
      for (const item of itemsOf(line)) if (item.kind === 'host') builder.add(list, index + 1, item.host, item.path, item.below);
  }
  return builder.encode();
}

export const keyedOf = (lists: readonly Omit<LinedList, 'category'>[], of: HashSeed = seed): MandatoryIndex =>
  opened(MandatoryIndex.open(keyedBytes(lists, key, of), key));

/** What was opened; throws what is wrong with it. */
export function opened<R extends object>(result: R): Exclude<R, { readonly problem: string }> {
  if ('problem' in result) throw new Error(String(result.problem));
  return result as Exclude<R, { readonly problem: string }>;
}
