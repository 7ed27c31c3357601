// What the school's lists come to now, and what that was made from.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { materialSchema, type Material } from '#policies/contracts/bundle.ts';
import { writeWhole } from './material-folder.ts';

const stateSchema = z.object({
  format: z.literal(1),
  /** Of imported lists: tables, deltas, phrases, in the order in which they apply. */
  imported: z.array(materialSchema),
  /** SHA-256 over everything that these were made from. */
  inputs: z.string(),
  /** SHA-256 of the keys of the table in force. */
  keys: z.string(),
  /** Of mandatory lists, by id. */
  mandatory: z.record(
    z.string(),
    z.object({ name: z.string(), material: materialSchema, entries: z.number(), refused: z.number(), importedAt: z.number() }),
  ),
});
export type MaterialsState = z.infer<typeof stateSchema>;

const nothing: MaterialsState = { format: 1, imported: [], inputs: '', keys: '', mandatory: {} };

export const stateFile = (folder: string): string => join(folder, 'materials.json');
/** Keys of the table as it is now: what the next state is compared with. */
export const keysFile = (folder: string): string => join(folder, 'names.keys');

/** No file is an empty state. Throws for one that is damaged: mandatory lists must not be forgotten by accident. */
export async function readMaterialsState(folder: string): Promise<MaterialsState> {
  let text: string;
  try {
    text = await readFile(stateFile(folder), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return nothing;
    throw error;
  }
  const state = stateSchema.safeParse(parsed(text));
  if (!state.success) throw new Error(`${stateFile(folder)} is damaged: put it back from a backup, or import the lists again.`);
  return state.data;
}

export async function writeMaterialsState(folder: string, state: MaterialsState): Promise<void> {
  await writeWhole(stateFile(folder), JSON.stringify(state));
}

/** Every material in force, in the order in which they apply; mandatory lists by their id. */
export function materialsOf({ imported, mandatory }: MaterialsState): Material[] {
  const ofMandatory = Object.entries(mandatory).sort(([a], [b]) => (a < b ? -1 : 1));
  return [...imported, ...ofMandatory.map(([, { material }]) => material)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
