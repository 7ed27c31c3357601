// A file of ours that is used as it lies in memory: a head in JSON and, after it, columns of numbers at known places.

/** Columns begin at multiples of this, so that any kind of number can be viewed in place. */
const alignment = 8;
const magicLength = 8;
const byteOrderMark = 0x01020304;
const headAt = magicLength + 8;
/** Nobody's head is longer; a file that says so is not ours. */
const longestHead = 64 * 1024 * 1024;

const kinds = { u8: Uint8Array, u16: Uint16Array, i32: Int32Array, u32: Uint32Array } as const;
interface Columns {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
}
type ColumnKind = keyof Columns;
type Column = Columns[ColumnKind];

interface ColumnPlace {
  readonly kind: ColumnKind;
  readonly at: number;
  readonly length: number;
}

const up = (value: number): number => Math.ceil(value / alignment) * alignment;

const kindOf = (column: Column): ColumnKind =>
  column instanceof Uint8Array ? 'u8' : column instanceof Uint16Array ? 'u16' : column instanceof Int32Array ? 'i32' : 'u32';

/** The bytes of a file: eight characters that say what it is, the head, the columns. Numbers are little-endian, as on every machine we run on. */
export function writeBinaryFile(magic: string, head: object, columns: Readonly<Record<string, Column>>): Uint8Array<ArrayBuffer> {
  const places: Record<string, ColumnPlace> = {};
  // Places are told from the end of the head, whose length depends on them.
  let end = 0;
  for (const [name, column] of Object.entries(columns)) {
    places[name] = { kind: kindOf(column), at: end, length: column.length };
    end = up(end + column.byteLength);
  }
  const text = new TextEncoder().encode(JSON.stringify({ ...head, columns: places }));
  const begin = up(headAt + text.length);
  const bytes = new Uint8Array(begin + end);
  bytes.set(new TextEncoder().encode(magic.padEnd(magicLength).slice(0, magicLength)));
  new DataView(bytes.buffer).setUint32(magicLength, text.length, true);
  new Uint32Array(bytes.buffer, magicLength + 4, 1)[0] = byteOrderMark;
  bytes.set(text, headAt);
  for (const [name, column] of Object.entries(columns)) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), begin + (places[name]?.at ?? 0));
  }
  return bytes;
}

export interface BinaryFile {
  /** What the head says, unchecked. */
  readonly head: Readonly<Record<string, unknown>>;
  /** A column as a view of the file's own bytes, or `null` where there is none of this name and kind. */
  column<K extends ColumnKind>(name: string, kind: K): Columns[K] | null;
}

/** Opens what `writeBinaryFile` wrote. Every place is checked against the file's length, so that a truncated file is refused here. */
export function readBinaryFile(magic: string, bytes: Uint8Array): BinaryFile | { problem: string } {
  const cut = { problem: 'The file is cut off.' };
  if (bytes.length < headAt) return cut;
  // A view needs its place aligned in the buffer that holds it. (`slice` of Node's own buffers copies nothing.)
  const own = bytes.byteOffset % alignment === 0 ? bytes : new Uint8Array(bytes);
  if (new TextDecoder().decode(own.slice(0, magicLength)) !== magic.padEnd(magicLength)) return { problem: 'The file is of another kind.' };
  const view = new DataView(own.buffer, own.byteOffset, own.byteLength);
  if (new Uint32Array(own.buffer, own.byteOffset + magicLength + 4, 1)[0] !== byteOrderMark)
    return { problem: 'The file is of another machine.' };
  const headLength = view.getUint32(magicLength, true);
  if (headLength > longestHead || headAt + headLength > own.length) return cut;
  const head = parsed(new TextDecoder().decode(own.slice(headAt, headAt + headLength)));
  if (head === null) return { problem: 'The file’s head cannot be read.' };
  const places = head['columns'];
  if (typeof places !== 'object' || places === null) return { problem: 'The file’s head cannot be read.' };
  const begin = up(headAt + headLength);
  const known = new Map<string, ColumnPlace>();
  for (const [name, place] of Object.entries(places)) {
    if (!isPlace(place)) return { problem: 'The file’s head cannot be read.' };
    if (begin + place.at + place.length * kinds[place.kind].BYTES_PER_ELEMENT > own.length) return cut;
    known.set(name, place);
  }
  return {
    head,
    column<K extends ColumnKind>(name: string, kind: K) {
      const place = known.get(name);
      if (place?.kind !== kind) return null;
      const View = kinds[kind] as unknown as new (buffer: ArrayBufferLike, at: number, length: number) => Columns[K];
      return new View(own.buffer, own.byteOffset + begin + place.at, place.length);
    },
  };
}

function isPlace(value: unknown): value is ColumnPlace {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, at, length } = value as Partial<Record<keyof ColumnPlace, unknown>>;
  const count = (number: unknown): boolean => Number.isSafeInteger(number) && (number as number) >= 0;
  return typeof kind === 'string' && Object.hasOwn(kinds, kind) && count(at) && count(length) && (at as number) % alignment === 0;
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
