// The lines of all lists while a table is made: one record a line, in columns that grow.

/** Kinds of record: a name that stands for itself, and a host of which some path is listed. */
export const listed = 0;
export const hasPaths = 1;

export class TableRecords {
  hi = new Uint32Array(1024);
  lo = new Uint32Array(1024);
  /** Of a listed name its member (see `CategorySet`), of a host with paths the `paths` of its set, plus 2^31. */
  what = new Uint32Array(1024);
  line = new Uint32Array(1024);
  count = 0;

  add(hi: number, lo: number, kind: typeof listed | typeof hasPaths, value: number, line: number): void {
    if (this.count === this.hi.length) this.#grow();
    const at = this.count++;
    this.hi[at] = hi;
    this.lo[at] = lo;
    this.what[at] = kind === hasPaths ? pathsMark + value : value;
    this.line[at] = line;
  }

  /** Record numbers in the order of hash, then member, then line. */
  sorted(): Uint32Array {
    const order = byHigh(this.hi.subarray(0, this.count));
    const less = (a: number, b: number): boolean => {
      const [lowA = 0, lowB = 0, whatA = 0, whatB = 0] = [this.lo[a], this.lo[b], this.what[a], this.what[b]];
      if (lowA !== lowB) return lowA < lowB;
      return whatA === whatB ? (this.line[a] ?? 0) < (this.line[b] ?? 0) : whatA < whatB;
    };
    for (let from = 0; from < this.count;) {
      const high = this.hi[order[from] ?? 0];
      let to = from + 1;
      while (to < this.count && this.hi[order[to] ?? 0] === high) to++;
      if (to - from > 1) order.subarray(from, to).sort((a, b) => (less(a, b) ? -1 : 1));
      from = to;
    }
    return order;
  }

  #grow(): void {
    const length = Math.ceil(this.hi.length * 1.6);
    const grown = (column: Uint32Array): Uint32Array<ArrayBuffer> => {
      const larger = new Uint32Array(length);
      larger.set(column);
      return larger;
    };
    this.hi = grown(this.hi);
    this.lo = grown(this.lo);
    this.what = grown(this.what);
    this.line = grown(this.line);
  }
}

/** Above every member: there are never 2^30 lists. */
export const pathsMark = 0x80000000;

/** Positions in the order of their values: two passes of 16 bits, each stable. */
function byHigh(values: Uint32Array): Uint32Array {
  let from = Uint32Array.from({ length: 0 });
  let to = new Uint32Array(values.length);
  for (let at = 0; at < to.length; at++) to[at] = at;
  for (const shift of [0, 16]) {
    [from, to] = [to, from.length === to.length ? from : new Uint32Array(values.length)];
    const begins = new Uint32Array(65_537);
    for (const value of values) {
      const digit = ((value >>> shift) & 0xffff) + 1;
      begins[digit] = (begins[digit] ?? 0) + 1;
    }
    for (let digit = 1; digit < begins.length; digit++) begins[digit] = (begins[digit] ?? 0) + (begins[digit - 1] ?? 0);
    for (const at of from) {
      const digit = ((values[at] ?? 0) >>> shift) & 0xffff;
      const place = begins[digit] ?? 0;
      begins[digit] = place + 1;
      to[place] = at;
    }
  }
  return to;
}
