// Counts that all workers of a proxy see. Each worker counts in a row of its own, so that what a dead one held can be struck out.
import type { Tally } from '../client/tally.ts';

/** Each key has a place in either half, and the lower of both counts is its own: it is too high only where others are at both. */
const half = 32_768;
const rowLength = 2 * half;

export interface TallySheet {
  readonly cells: SharedArrayBuffer;
  /** Unknown outside, so that nobody chooses an address that counts against somebody else's. */
  readonly seed: number;
}

export function tallySheet(rows: number, seed: number): TallySheet {
  return { cells: new SharedArrayBuffer(rows * rowLength * Int32Array.BYTES_PER_ELEMENT), seed };
}

/** The view of the worker that counts in this row. */
export function sharedTally({ cells, seed }: TallySheet, row: number): Tally {
  const counts = new Int32Array(cells);
  const rows = counts.length / rowLength;
  const own = row * rowLength;
  const sum = (place: number): number => {
    let all = 0;
    for (let each = 0; each < rows; each++) all += Atomics.load(counts, each * rowLength + place);
    return all;
  };
  const places = (key: string): readonly [number, number] => {
    const hash = hashOf(key, seed);
    return [hash % half, half + ((hash >>> 15) % half)];
  };
  const of = (key: string): number => Math.min(...places(key).map(sum));
  const change = (key: string, by: 1 | -1): void => {
    for (const place of places(key)) Atomics.add(counts, own + place, by);
  };
  return {
    of,
    add(key) {
      change(key, 1);
      return of(key);
    },
    remove: (key) => change(key, -1),
  };
}

/** Strikes out what a worker held when it died. */
export function clearRow({ cells }: TallySheet, row: number): void {
  new Int32Array(cells).fill(0, row * rowLength, (row + 1) * rowLength);
}

/** 32 bits of a text: FNV-1a over its UTF-16 units from a seed, mixed as MurmurHash3 ends. */
export function hashOf(text: string, seed: number): number {
  let hash = seed | 0;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
