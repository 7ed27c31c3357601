// Revocation lists as files, read again when an hour has passed: whoever fetches them puts the new ones in the place of the old.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { RevocationList } from './revocation-lists.ts';
import { nothingWithdrawn } from './withdrawn.ts';
import type { Withdrawn } from './withdrawn.ts';

export interface RevocationFiles {
  /** The lists as they were read last. */
  current(): Withdrawn;
  close(): void;
}

const hour = 3_600_000;
const mostBytes = 64 * 1024 ** 2;

/** @param places files, or folders of files, in PEM or DER. What cannot be read is named in the log and left out. */
export async function watchRevocationFiles(places: readonly string[], log: Pick<Logger, 'warn'>): Promise<RevocationFiles> {
  if (places.length === 0) return { current: () => nothingWithdrawn, close: () => {} };
  // The reader of CRLs is loaded where a school has some.
  const { revocationLists } = await import('./revocation-lists.ts');
  let lists = nothingWithdrawn;
  const read = async (): Promise<void> => {
    const { found, problems } = await readRevocationFiles(places);
    for (const problem of problems) log.warn(problem);
    lists = revocationLists(found);
  };
  await read();
  const timer = setInterval(() => void read(), hour);
  timer.unref();
  return { current: () => lists, close: () => clearInterval(timer) };
}

/** Every list in these places, and a sentence for each that cannot be used. Never rejects. */
export async function readRevocationFiles(places: readonly string[]): Promise<{ found: RevocationList[]; problems: string[] }> {
  const found: RevocationList[] = [];
  const problems: string[] = [];
  const { readRevocationList } = await import('./revocation-lists.ts');
  for (const place of places) {
    for (const file of await filesIn(place)) {
      const texts = await contents(file);
      if (texts === null) problems.push(`The revocation list ${file} cannot be read, holds no list, or is larger than 64 MiB.`);
      for (const [index, der] of (texts ?? []).entries()) {
        const list = readRevocationList(der);
        if (list !== null) found.push(list);
        else problems.push(`In ${file}, list ${index + 1} is no complete revocation list of one issuer.`);
      }
    }
  }
  return { found, problems };
}

async function filesIn(place: string): Promise<string[]> {
  const names = await readdir(place).catch(() => null);
  return names === null
    ? [place]
    : names
        .toSorted()
        .filter((name) => !name.startsWith('.'))
        .map((name) => join(place, name));
}

async function contents(file: string): Promise<Buffer[] | null> {
  try {
    if ((await stat(file)).size > mostBytes) return null;
    const bytes = await readFile(file);
    const text = bytes.subarray(0, 64).toString('latin1').includes('-----BEGIN') ? bytes.toString('latin1') : null;
    if (text === null) return [bytes];
    const lists = Array.from(text.matchAll(/-----BEGIN (?:X509 )?CRL-----([^-]*)-----END (?:X509 )?CRL-----/g), ([, base64 = '']) =>
      Buffer.from(base64, 'base64'),
    );
    return lists.length === 0 ? null : lists;
  } catch {
    return null;
  }
}
