// What changed between two states of the same lists: a day's news of a list, a thousandth of its size.
import { z } from 'zod';
import { readBinaryFile, writeBinaryFile } from './binary-file.ts';
import { isAlone, listOfMember } from './category-sets.ts';
import { factsSchema } from './table-file.ts';
import { linesOfKey, type TableKeys } from './table-keys.ts';

const deltaMagic = 'SGDELTA1';
/** Stands for the set of a name that is on no list any more. */
export const removed = 0xffffffff;

const deltaHeadSchema = factsSchema.extend({
  /** SHA-256 of the table that it changes, or that the deltas before it change. */
  base: z.string(),
});
export type DeltaHead = z.infer<typeof deltaHeadSchema>;

export interface TableDelta {
  readonly head: DeltaHead;
  readonly hi: Uint32Array;
  readonly lo: Uint32Array;
  /** Number of the set in the delta's own `head.sets`, or `removed`. */
  readonly set: Uint32Array;
  /** As in `TableKeys`. */
  readonly line: Uint32Array;
  readonly several: Uint32Array;
}

/**
 * The bytes of a delta, or `null` where only a new table will do: another seed, or a list that is gone or has changed its
 * category. A name that only moved to another line keeps the line that it had: lists are sorted, and one new name moves all.
 */
export function encodeDelta(before: TableKeys, after: TableKeys, base: string): { bytes: Uint8Array<ArrayBuffer>; changes: number } | null {
  const kept = before.lists.every((list) => after.lists.some(({ id, category }) => id === list.id && category === list.category));
  if (!kept || before.seed.a !== after.seed.a || before.seed.b !== after.seed.b) return null;
  const beforeSets = before.sets.map((_, set) => nameOfSet(before, set));
  const afterSets = after.sets.map((_, set) => nameOfSet(after, set));
  const changed: { hi: number[]; lo: number[]; set: number[]; line: number[] } = { hi: [], lo: [], set: [], line: [] };
  const several: number[] = [];
  const change = (keys: TableKeys, key: number, set: number): void => {
    changed.hi.push(keys.hi[key] ?? 0);
    changed.lo.push(keys.lo[key] ?? 0);
    changed.set.push(set);
    const lines = set === removed ? [] : linesOfKey(keys, key);
    changed.line.push(lines.length > 1 ? several.push(...lines) - lines.length : (lines[0] ?? 0));
  };
  let [old, now] = [0, 0];
  while (old < before.hi.length || now < after.hi.length) {
    const order = compareKeys(before, old, after, now);
    if (order < 0) change(before, old++, removed);
    else if (order > 0) change(after, now, after.set[now++] ?? 0);
    else {
      if (beforeSets[before.set[old++] ?? 0] !== afterSets[after.set[now] ?? 0]) change(after, now, after.set[now] ?? 0);
      now++;
    }
  }
  const { seed, lists, sets, longestPath, dotless, ranges, expressions } = after;
  const head: DeltaHead = {
    base,
    seed,
    lists: lists.map((list) => ({ ...list })),
    sets: sets.map(({ members, paths }) => ({ members: [...members], paths })),
    longestPath: Math.max(longestPath, before.longestPath),
    dotless: dotless || before.dotless,
    ranges: ranges.map(([list, line, text]) => [list, line, text]),
    expressions: expressions.map(([list, line, text]) => [list, line, text]),
  };
  const columns = {
    hi: Uint32Array.from(changed.hi),
    lo: Uint32Array.from(changed.lo),
    set: Uint32Array.from(changed.set),
    line: Uint32Array.from(changed.line),
    several: Uint32Array.from(several),
  };
  return { bytes: writeBinaryFile(deltaMagic, head, columns), changes: changed.hi.length };
}

/** Opens the bytes of a delta in place. The caller has checked their SHA-256. */
export function openDelta(bytes: Uint8Array): TableDelta | { problem: string } {
  const file = readBinaryFile(deltaMagic, bytes);
  if ('problem' in file) return { problem: `The change of a category table cannot be used. ${file.problem}` };
  const head = deltaHeadSchema.safeParse(file.head);
  const columns = (['hi', 'lo', 'set', 'line', 'several'] as const).map((name) => file.column(name, 'u32'));
  const [hi, lo, set, line, several] = columns;
  if (!head.success || !hi || !lo || !set || !line || !several)
    return { problem: 'The change of a category table is of a format that this version does not read.' };
  const known = head.data.sets.every(({ members }) => members.every((member) => member >>> 1 < head.data.lists.length));
  const inSets = set.every((number) => number === removed || number < head.data.sets.length);
  if (!known || !inSets || [lo, set, line].some((column) => column.length !== hi.length))
    return { problem: 'The change of a category table contradicts itself.' };
  return { head: head.data, hi, lo, set, line, several };
}

function compareKeys(a: TableKeys, i: number, b: TableKeys, j: number): number {
  if (i >= a.hi.length) return 1;
  if (j >= b.hi.length) return -1;
  return (a.hi[i] ?? 0) - (b.hi[j] ?? 0) || (a.lo[i] ?? 0) - (b.lo[j] ?? 0);
}

/** A set in words that do not depend on how its lists are numbered. */
function nameOfSet(keys: TableKeys, set: number): string {
  const { members, paths } = keys.sets[set] ?? { members: [], paths: 0 };
  const lists = members.map((member) => JSON.stringify([keys.lists[listOfMember(member)]?.id, isAlone(member)]));
  return `${paths} ${lists.sort().join()}`;
}
