// The school's certificate authorities as files with fixed names in a folder that only the proxy reads: the first, and one more
// for each time that it was renewed. A later one counts from a moment that its own small file names.
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeyPair } from './leaf-issuer.ts';

export interface StoredAuthority {
  readonly pair: KeyPair;
  readonly certificateFile: string;
  readonly keyFile: string;
  /** From when leaves are made with it, epoch milliseconds; 0 for the first. */
  readonly from: number;
}

const startSchema = z.object({ from: z.number().int().nonnegative() });

interface Files {
  readonly key: string;
  readonly cert: string;
  /** When it begins; the first has none. Written last: without it the other two do not count. */
  readonly start: string | null;
}

function filesOf(dir: string, number: number): Files {
  const name = number === 1 ? 'authority' : `authority-${number}`;
  return { key: join(dir, `${name}.key.pem`), cert: join(dir, `${name}.pem`), start: number === 1 ? null : join(dir, `${name}.json`) };
}

/** All that there are, the oldest first; makes the folder. Throws an `Error` whose message says what to do. */
export async function readAuthorities(dir: string): Promise<StoredAuthority[]> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const found: StoredAuthority[] = [];
  for (const number of [1, ...(await laterNumbers(dir))]) {
    const stored = await readOne(filesOf(dir, number));
    if (stored !== null) found.push(stored);
  }
  return found;
}

/** Lays down the first authority. Rejects when somebody else did meanwhile. */
export async function writeFirstAuthority(dir: string, pair: KeyPair): Promise<void> {
  const files = filesOf(dir, 1);
  // The certificate comes first: without it nobody trusts the key yet, and `wx` lets only one of two processes win.
  await writeNew(files.cert, pair.cert, 0o644);
  await writeNew(files.key, pair.key, 0o600);
}

/** Lays down one more, which counts from a moment on. Nothing that is there is changed. */
export async function addAuthority(dir: string, pair: KeyPair, from: number): Promise<void> {
  const files = filesOf(dir, Math.max(1, ...(await laterNumbers(dir))) + 1);
  await writeNew(files.cert, pair.cert, 0o644);
  await writeNew(files.key, pair.key, 0o600);
  if (files.start === null) return;
  await writeNew(`${files.start}.new`, `${JSON.stringify({ from })}\n`, 0o644);
  await rename(`${files.start}.new`, files.start);
}

/** Removes what nobody needs any more: the certificate that devices may forget, and above all its key. */
export async function removeAuthority({ keyFile, certificateFile }: StoredAuthority): Promise<void> {
  for (const file of [certificateFile.replace(/\.pem$/, '.json'), keyFile, certificateFile]) await rm(file, { force: true });
}

async function laterNumbers(dir: string): Promise<number[]> {
  const numbers = (await readdir(dir)).map((name) => Number(/^authority-(\d{1,6})\.json$/.exec(name)?.[1]));
  return numbers.filter((number) => number > 1).toSorted((one, other) => one - other);
}

async function readOne({ key: keyFile, cert: certificateFile, start }: Files): Promise<StoredAuthority | null> {
  const [key, cert] = await Promise.all([textOf(keyFile), textOf(certificateFile)]);
  if (key === null && cert === null && start === null) return null;
  if (key === null || cert === null) {
    const [there, missing] = key === null ? [certificateFile, keyFile] : [keyFile, certificateFile];
    throw new Error(
      `Of the certificate authority only one file is there: ${there}, without ${missing}. Restore the other from a backup, or move this one away to make a new authority.`,
    );
  }
  // A backup that was copied back may have lost its mode; others must not read the key.
  if (((await stat(keyFile)).mode & 0o077) !== 0) await chmod(keyFile, 0o600);
  const from = start === null ? 0 : startIn((await textOf(start)) ?? '');
  if (from === null) throw new Error(`The file ${start} does not say from when its authority counts. Restore it from a backup.`);
  return { pair: { key, cert }, certificateFile, keyFile, from };
}

function startIn(text: string): number | null {
  try {
    return startSchema.parse(JSON.parse(text)).from;
  } catch {
    return null;
  }
}

async function writeNew(file: string, text: string, mode: number): Promise<void> {
  const handle = await open(file, 'wx', mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
