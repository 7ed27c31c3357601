// What is known of one source, in `source.json` of its folder. Writing that file is the one moment at which a new version
// of a list comes into force: what it does not name is not there.
import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { listFormats } from '#policies/lists/list-format.ts';

const versionSchema = z.object({
  /** SHA-256 of the file as it came; its folder below `versions` is named for it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  file: z.string().regex(/^[\w.-]+$/),
  bytes: z.number(),
  /** Milliseconds since 1970. */
  takenAt: z.number(),
  lines: z.number(),
  entries: z.number(),
  refused: z.number(),
  /** Entries by file, for comparing with the next version. */
  lists: z.record(z.string(), z.number()),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
});
export type SourceVersion = z.infer<typeof versionSchema>;

export const sourceStateSchema = z.object({
  format: z.literal(1),
  /** What `import` was told; `lists.yaml` comes before it. */
  name: z.string(),
  category: z.string().nullable(),
  fileFormat: z.enum([...listFormats, 'phrases']).nullable(),
  current: versionSchema.nullable(),
  /** A version that waits for a person, and why. */
  held: versionSchema.extend({ why: z.array(z.string()) }).nullable(),
  /** The last attempt to bring a new version. */
  last: z.object({ at: z.number(), outcome: z.enum(['taken', 'unchanged', 'held', 'failed']), problem: z.string().nullable() }).nullable(),
});
export type SourceState = z.infer<typeof sourceStateSchema>;

export function newState(name: string): SourceState {
  return { format: 1, name, category: null, fileFormat: null, current: null, held: null, last: null };
}

/** `null` where there is none, or none that can be read: the source is then brought anew. */
export async function readState(folder: string): Promise<SourceState | null> {
  try {
    const parsed = sourceStateSchema.safeParse(JSON.parse(await readFile(join(folder, 'source.json'), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** In one step: whoever is killed at any moment leaves the state of before or of after. */
export async function writeState(folder: string, state: SourceState): Promise<void> {
  const draft = join(folder, `.source-${randomUUID()}.json`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(state, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(folder, 'source.json'));
    await syncFolder(folder);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** A rename is on disk when its folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
