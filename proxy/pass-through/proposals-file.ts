// Proposals as a file in the data folder: written by the proxy, read by the technician's command.
import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Rejections } from './rejection-book.ts';

const fileSchema = z.object({
  format: z.literal(1),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hosts: z
    .array(
      z.object({
        host: z.string().max(253),
        since: z.number(),
        last: z.number(),
        times: z.number().int().positive(),
        devices: z.string().regex(/^[0-9a-f]{1,16}$/),
      }),
    )
    .max(2_000),
});

export interface KeptProposals {
  readonly salt: string;
  readonly hosts: readonly Rejections[];
}

/** What is not there or cannot be read counts as nothing: it is learnt again. Never rejects. */
export async function readProposals(file: string): Promise<KeptProposals> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return { salt: randomBytes(16).toString('hex'), hosts: [] };
  }
}

export async function writeProposals(file: string, { salt, hosts }: KeptProposals): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify({ format: 1, salt, hosts })}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
