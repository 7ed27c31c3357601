// A table as it is kept and sent: content-addressed, and used as it lies in memory.
import { z } from 'zod';
import { HostGate } from '../engine/host-gate.ts';
import { writeBinaryFile } from './binary-file.ts';
import type { CategorySet } from './category-sets.ts';
import { buildSlots } from './fuse-build.ts';
import { lastLine } from './table-builder.ts';
import type { TableKeys } from './table-keys.ts';

export const tableMagic = 'SGTABLE2';
/** Sets with numbers from here on are rare and have no code of their own. */
export const rareCode = 255;
/** Of three names that are on no list about one gets past the gate, which takes half a byte a name. */
const othersThatPass = 3;

const count = z.number().int().nonnegative();
const listedText = z.array(z.tuple([count, count, z.string().max(4000)]));

/** What tables and deltas both say of themselves. */
export const factsSchema = z.object({
  seed: z.object({ a: z.number().int(), b: z.number().int() }),
  lists: z.array(z.object({ id: z.string(), name: z.string(), category: z.string(), lines: count, entries: count })),
  sets: z.array(z.object({ members: z.array(count), paths: count })),
  longestPath: count,
  dotless: z.boolean(),
  ranges: listedText,
  expressions: listedText,
});

export const tableHeadSchema = factsSchema.extend({
  entries: count,
  layout: z.object({ segmentLength: count.max(1 << 18), firstSlots: count, slots: count, salt: count }),
});

/** The bytes of a table. */
export function encodeTable(keys: TableKeys): Uint8Array<ArrayBuffer> {
  const order = byFrequency(keys);
  const codes = new Map(order.slice(0, rareCode).map((set, code) => [set, code]));
  const several: number[] = Array.from(keys.several);
  const names = keys.hi.length;
  const values = new Uint32Array(names);
  const gate = HostGate.for(names, othersThatPass);
  for (let name = 0; name < names; name++) {
    const set = keys.set[name] ?? 0;
    const code = codes.get(set) ?? rareCode;
    // A rare set says its number where its lines stand.
    const line =
      code === rareCode
        ? several.push(order.indexOf(set), ...linesAt(keys, name)) - linesAt(keys, name).length - 1
        : (keys.line[name] ?? 0);
    values[name] = code | (line << 8);
    gate.add(keys.lo[name] ?? 0);
  }
  if (several.length > lastLine) throw new RangeError('More names are on several lists than a table can hold.');
  const { layout, words } = buildSlots(keys.hi, keys.lo, values);
  const { seed, lists, longestPath, dotless, ranges, expressions } = keys;
  const inOrder = order.map((set): CategorySet => keys.sets[set] ?? { members: [], paths: 0 });
  const head = { seed, lists, sets: inOrder, longestPath, dotless, ranges, expressions, entries: names, layout };
  return writeBinaryFile(tableMagic, head, { gate: gate.bits, slots: words, several: Uint32Array.from(several) });
}

function linesAt(keys: TableKeys, name: number): Uint32Array {
  const { members } = keys.sets[keys.set[name] ?? 0] ?? { members: [] };
  const line = keys.line[name] ?? 0;
  return members.length > 1 ? keys.several.subarray(line, line + members.length) : Uint32Array.of(line);
}

/** Set numbers, the most frequent first. */
function byFrequency(keys: TableKeys): number[] {
  const frequency = new Uint32Array(keys.sets.length);
  for (const set of keys.set) frequency[set] = (frequency[set] ?? 0) + 1;
  return keys.sets.map((_, set) => set).sort((a, b) => (frequency[b] ?? 0) - (frequency[a] ?? 0) || a - b);
}
