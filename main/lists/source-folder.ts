// One source's place on disk: `lists/sources/<id>/` with `source.json` and `versions/<sha256>/<file>`.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder, type SourceState, type SourceVersion } from './source-state.ts';

export function sourcesFolder(dataRoot: string): string {
  return join(dataRoot, 'lists', 'sources');
}

/** Ids of the sources that are there, sorted. */
export async function sourceIds(dataRoot: string): Promise<string[]> {
  try {
    const found = await readdir(sourcesFolder(dataRoot), { withFileTypes: true });
    return found
      .filter((entry) => entry.isDirectory() && /^[a-z0-9][a-z0-9-]{0,31}$/.test(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

export function versionPath(folder: string, version: Pick<SourceVersion, 'sha256' | 'file'>): string {
  return join(folder, 'versions', version.sha256, version.file);
}

/** A file name that says nothing about folders, kept because the name of a list is read from it. */
export function safeFileName(name: string): string {
  const safe = name
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(-100);
  return safe === '' ? 'list' : safe;
}

export interface StoredFile {
  readonly sha256: string;
  readonly file: string;
  readonly bytes: number;
}

/** Takes a new version's bytes. Nothing that is in force sees it before its state is written. */
export class IncomingVersion {
  readonly #folder: string;
  readonly #draft: string;
  readonly #file: string;
  readonly #hash = createHash('sha256');
  #handle: FileHandle | null = null;
  #bytes = 0;

  /** @param folder of the source @param file `safeFileName` */
  constructor(folder: string, file: string) {
    this.#folder = folder;
    this.#file = file;
    this.#draft = join(folder, 'versions', `.incoming-${randomUUID()}`);
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#handle === null) {
      await mkdir(this.#draft, { recursive: true, mode: 0o700 });
      this.#handle = await open(join(this.#draft, this.#file), 'wx', 0o600);
    }
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    await this.#handle.writeFile(bytes);
  }

  /** Puts it in its place, on disk. Bytes that are there already stay as they are: they may be in force. */
  async finish(): Promise<StoredFile> {
    await this.write(new Uint8Array(0));
    await this.#handle?.sync();
    await this.#handle?.close();
    this.#handle = null;
    const sha256 = this.#hash.digest('hex');
    const place = join(this.#folder, 'versions', sha256);
    const [before] = await readdir(place).catch(() => []);
    if (before !== undefined) {
      await this.discard();
      return { sha256, file: before, bytes: this.#bytes };
    }
    await syncFolder(this.#draft);
    await rename(this.#draft, place);
    await syncFolder(join(this.#folder, 'versions'));
    return { sha256, file: this.#file, bytes: this.#bytes };
  }

  async discard(): Promise<void> {
    await this.#handle?.close().catch(() => undefined);
    await rm(this.#draft, { recursive: true, force: true });
  }
}

/** Removes what the state does not name: versions of before, and what a killed process left. */
export async function removeOthers(folder: string, state: SourceState): Promise<void> {
  const kept = new Set([state.current?.sha256, state.held?.sha256]);
  const found = await readdir(join(folder, 'versions')).catch(() => []);
  await Promise.all(
    found.filter((name) => !kept.has(name)).map((name) => rm(join(folder, 'versions', name), { recursive: true, force: true })),
  );
}
