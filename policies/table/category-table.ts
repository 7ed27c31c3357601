// A compiled table of names: which lists a name is on and on which line, in about 9.5 bytes a name.
// A name that is on no list is taken for one that is with a chance of 2^-32 a question (see ADR 0010).
import type { z } from 'zod';
import { HostGate } from '../engine/host-gate.ts';
import { readBinaryFile } from './binary-file.ts';
import { FusePlaces } from './fuse-layout.ts';
import { rareCode, tableHeadSchema, tableMagic } from './table-file.ts';

export type TableHead = z.infer<typeof tableHeadSchema>;

/** What `setOf` says of a name that is on no list. */
export const noSet = -1;

export class CategoryTable {
  readonly head: TableHead;
  readonly #places: FusePlaces;
  readonly #gate: HostGate;
  readonly #words: Int32Array;
  readonly #several: Uint32Array;

  private constructor(head: TableHead, gate: HostGate, words: Int32Array, several: Uint32Array) {
    this.head = head;
    this.#places = new FusePlaces(head.layout);
    this.#gate = gate;
    this.#words = words;
    this.#several = several;
  }

  /** Opens the bytes of a table in place; nothing of the columns is read or copied. The caller has checked their SHA-256. */
  static open(bytes: Uint8Array): CategoryTable | { problem: string } {
    const file = readBinaryFile(tableMagic, bytes);
    if ('problem' in file) return { problem: `The category table cannot be used. ${file.problem}` };
    const head = tableHeadSchema.safeParse(file.head);
    const [gate, words, several] = [file.column('gate', 'u32'), file.column('slots', 'i32'), file.column('several', 'u32')];
    if (!head.success || gate === null || words === null || several === null)
      return { problem: 'The category table is of a format that this version does not read.' };
    const { slots, firstSlots, segmentLength } = head.data.layout;
    const shaped = slots === firstSlots + 2 * segmentLength && isPowerOfTwo(segmentLength) && isPowerOfTwo(gate.length);
    const known = head.data.sets.every(({ members }) => members.every((member) => member >>> 1 < head.data.lists.length));
    if (!shaped || words.length !== 2 * slots || !known) return { problem: 'The category table contradicts itself.' };
    return new CategoryTable(head.data, new HostGate(gate), words, several);
  }

  /** Number of the set of lists that the name of this hash is on, or `noSet`. */
  setOf(hi: number, lo: number): number {
    if (!this.#gate.mayHave(lo)) return noSet;
    const places = this.#places;
    places.locate(hi, lo);
    const words = this.#words;
    const [first, second, third] = [2 * places.first, 2 * places.second, 2 * places.third];
    if (((words[first] ?? 0) ^ (words[second] ?? 0) ^ (words[third] ?? 0)) !== places.fingerprint) return noSet;
    const value = (words[first + 1] ?? 0) ^ (words[second + 1] ?? 0) ^ (words[third + 1] ?? 0);
    const code = value & 0xff;
    const set = code === rareCode ? (this.#several[value >>> 8] ?? noSet) : code;
    return set < this.head.sets.length ? set : noSet;
  }

  /** Line of a name in the list of its set's member of this position, from 1; 0 for a hash that is no name's. */
  lineOf(hi: number, lo: number, set: number, position: number): number {
    const places = this.#places;
    const words = this.#words;
    places.locate(hi, lo);
    const line = ((words[2 * places.first + 1] ?? 0) ^ (words[2 * places.second + 1] ?? 0) ^ (words[2 * places.third + 1] ?? 0)) >>> 8;
    if (set >= rareCode) return this.#several[line + 1 + position] ?? 0;
    return (this.head.sets[set]?.members.length ?? 0) > 1 ? (this.#several[line + position] ?? 0) : line;
  }
}

const isPowerOfTwo = (value: number): boolean => value > 0 && (value & (value - 1)) === 0;
