// A compiled table of names: which lists a name is on, in about 5.7 bytes a name, and on which line, in 3.4 more.
// A name that is on no list is taken for one that is with a chance of 2^-32 a question (see ADR 0010).
import type { z } from 'zod';
import { readBinaryFile } from './binary-file.ts';
import { FusePlaces } from './fuse-layout.ts';
import { rareCode, tableHeadSchema, tableMagic } from './table-file.ts';

export type TableHead = z.infer<typeof tableHeadSchema>;

/** What `setOf` says of a name that is on no list. */
export const noSet = -1;

export class CategoryTable {
  readonly head: TableHead;
  readonly #places: FusePlaces;
  readonly #fingerprints: Int32Array;
  readonly #sets: Uint8Array;
  readonly #lines: Uint8Array;
  readonly #several: Uint32Array;

  private constructor(head: TableHead, planes: readonly [Int32Array, Uint8Array, Uint8Array, Uint32Array]) {
    this.head = head;
    this.#places = new FusePlaces(head.layout);
    [this.#fingerprints, this.#sets, this.#lines, this.#several] = planes;
  }

  /** Opens the bytes of a table in place; nothing of the columns is read or copied. The caller has checked their SHA-256. */
  static open(bytes: Uint8Array): CategoryTable | { problem: string } {
    const file = readBinaryFile(tableMagic, bytes);
    if ('problem' in file) return { problem: `The category table cannot be used. ${file.problem}` };
    const head = tableHeadSchema.safeParse(file.head);
    const columns = [
      file.column('fingerprints', 'i32'),
      file.column('sets', 'u8'),
      file.column('lines', 'u8'),
      file.column('several', 'u32'),
    ] as const;
    const [fingerprints, sets, lines, several] = columns;
    if (!head.success || fingerprints === null || sets === null || lines === null || several === null)
      return { problem: 'The category table is of a format that this version does not read.' };
    const { slots, firstSlots, segmentLength } = head.data.layout;
    const shaped = slots === firstSlots + 2 * segmentLength && (segmentLength & (segmentLength - 1)) === 0 && segmentLength > 0;
    const whole = fingerprints.length === slots && sets.length === slots && lines.length === 3 * slots;
    const known = head.data.sets.every(({ members }) => members.every((member) => member >>> 1 < head.data.lists.length));
    if (!shaped || !whole || !known) return { problem: 'The category table contradicts itself.' };
    return new CategoryTable(head.data, [fingerprints, sets, lines, several]);
  }

  /** Number of the set of lists that the name of this hash is on, or `noSet`. */
  setOf(hi: number, lo: number): number {
    const places = this.#places;
    places.locate(hi, lo);
    const { first, second, third } = places;
    const planes = this.#fingerprints;
    if (((planes[first] ?? 0) ^ (planes[second] ?? 0) ^ (planes[third] ?? 0)) !== places.fingerprint) return noSet;
    const code = (this.#sets[first] ?? 0) ^ (this.#sets[second] ?? 0) ^ (this.#sets[third] ?? 0);
    const set = code === rareCode ? (this.#several[this.#line(first, second, third)] ?? noSet) : code;
    return set < this.head.sets.length ? set : noSet;
  }

  /** Line of a name in the list of its set's member of this position, from 1; 0 for a hash that is no name's. */
  lineOf(hi: number, lo: number, set: number, position: number): number {
    const places = this.#places;
    places.locate(hi, lo);
    const line = this.#line(places.first, places.second, places.third);
    if (set >= rareCode) return this.#several[line + 1 + position] ?? 0;
    return (this.head.sets[set]?.members.length ?? 0) > 1 ? (this.#several[line + position] ?? 0) : line;
  }

  #line(first: number, second: number, third: number): number {
    return lineAt(this.#lines, 3 * first) ^ lineAt(this.#lines, 3 * second) ^ lineAt(this.#lines, 3 * third);
  }
}

const lineAt = (lines: Uint8Array, at: number): number => (lines[at] ?? 0) | ((lines[at + 1] ?? 0) << 8) | ((lines[at + 2] ?? 0) << 16);
