// The keys of a table, kept where it was made: what the next state of the lists is compared with.
import { readBinaryFile, writeBinaryFile } from './binary-file.ts';
import { factsSchema } from './table-file.ts';
import type { TableKeys } from './table-keys.ts';

const keysMagic = 'SGKEYS01';

export function encodeKeys(keys: TableKeys): Uint8Array<ArrayBuffer> {
  const { hi, lo, set, line, several, ...facts } = keys;
  return writeBinaryFile(keysMagic, facts, { hi, lo, set, line, several });
}

/** Opens the bytes of keys in place; `null` when they are damaged, and a new table is to be made. */
export function openKeys(bytes: Uint8Array): TableKeys | null {
  const file = readBinaryFile(keysMagic, bytes);
  if ('problem' in file) return null;
  const facts = factsSchema.safeParse(file.head);
  const [hi, lo, set, line, several] = (['hi', 'lo', 'set', 'line', 'several'] as const).map((name) => file.column(name, 'u32'));
  if (!facts.success || !hi || !lo || !set || !line || !several) return null;
  const whole = [lo, set, line].every((column) => column.length === hi.length);
  return whole && set.every((number) => number < facts.data.sets.length) ? { ...facts.data, hi, lo, set, line, several } : null;
}
