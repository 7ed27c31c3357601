// Where materials are kept: a file each, named by its content and never changed.
import { createHash, randomBytes } from 'node:crypto';
import { open, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Materials } from '#dashboard/server/dashboard-options.ts';
import type { Material } from '#policies/contracts/bundle.ts';

export class MaterialFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** The file of a material, which need not be there. */
  fileOf({ sha256 }: Pick<Material, 'sha256'>): string {
    return join(this.path, sha256);
  }

  /** Keeps bytes, durably and whole or not at all. */
  async keep(kind: Material['kind'], bytes: Uint8Array): Promise<Material> {
    const material: Material = { kind, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    await writeWhole(this.fileOf(material), bytes);
    return material;
  }

  /** The bytes of a material if they are there and are its own; `null` otherwise. */
  async read(material: Material): Promise<Uint8Array | null> {
    const bytes = await readFile(this.fileOf(material)).catch(() => null);
    if (bytes === null || bytes.length !== material.bytes) return null;
    return isOf(material, bytes) ? bytes : null;
  }

  /** The same into memory of `material.bytes` that is there already, which several threads may see; `false`: it holds nothing of use. */
  async readInto(material: Material, memory: Uint8Array): Promise<boolean> {
    const handle = await open(this.fileOf(material)).catch(() => null);
    if (handle === null) return false;
    try {
      if ((await handle.stat()).size !== material.bytes) return false;
      for (let at = 0; at < memory.length;) {
        const { bytesRead } = await handle.read(memory, at, memory.length - at, at);
        if (bytesRead === 0) return false;
        at += bytesRead;
      }
      return isOf(material, memory);
    } catch {
      return false;
    } finally {
      await handle.close();
    }
  }

  /** For the dashboard's server. */
  asMaterials(): Materials {
    return { bytesOf: (material) => this.read(material), fileOf: (material) => this.fileOf(material) };
  }

  /** Notes when these were last in force, epoch milliseconds. */
  async usedNow(materials: readonly Material[], at: number): Promise<void> {
    for (const material of materials) await utimes(this.fileOf(material), at / 1000, at / 1000).catch(() => undefined);
  }

  /** Removes what none of these is and was last in force before. */
  async removeOthers(kept: ReadonlySet<string>, before: number): Promise<void> {
    for (const name of await readdir(this.path).catch(() => [])) {
      if (!/^[0-9a-f]{64}$/.test(name) || kept.has(name)) continue;
      const { mtimeMs } = await stat(join(this.path, name)).catch(() => ({ mtimeMs: Infinity }));
      if (mtimeMs < before) await rm(join(this.path, name), { force: true });
    }
  }
}

const isOf = ({ sha256 }: Material, bytes: Uint8Array): boolean => createHash('sha256').update(bytes).digest('hex') === sha256;

/** Writes a file beside its place and moves it there: a power cut leaves the old one or the new one. */
export async function writeWhole(file: string, bytes: Uint8Array | string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
