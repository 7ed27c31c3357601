// Packs the built extension as the CRX that managed browsers install, under a key that only this data folder has.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import crx3 from 'crx3';
import { z } from 'zod';
import { extensionId } from './extension-id.ts';

export interface PackedExtension {
  readonly id: string;
  readonly version: string;
  readonly crxFile: string;
}

/** What was packed last: browsers fetch an update only when the version is higher, so it grows with every change. */
const packedSchema = z.object({ hash: z.string(), id: z.string(), number: z.int().positive() });
const manifestSchema = z.looseObject({ version: z.string() });

/** @param built folder of the built extension @param folder where the key, the CRX and the record of it are kept */
export async function packExtension(built: string, folder: string): Promise<PackedExtension> {
  const keyFile = join(folder, 'key.pem');
  if (!existsSync(keyFile))
    writeFileSync(keyFile, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
    });
  const id = extensionId(createPublicKey(createPrivateKey(readFileSync(keyFile))));
  const crxFile = join(folder, 'schoolgate.crx');
  const record = join(folder, 'packed.json');
  const hash = hashOf(built);
  const last = lastPacked(record);
  if (last?.hash === hash && last.id === id && existsSync(crxFile)) return { id, version: versionOf(last.number), crxFile };
  const number = (last?.number ?? 0) + 1;
  await pack(built, folder, { keyFile, crxFile, version: versionOf(number) });
  writeFileSync(record, JSON.stringify({ hash, id, number }), { mode: 0o600 });
  return { id, version: versionOf(number), crxFile };
}

const versionOf = (number: number): string => `0.1.${number}`;

async function pack(
  built: string,
  folder: string,
  { keyFile, crxFile, version }: { keyFile: string; crxFile: string; version: string },
): Promise<void> {
  const draft = mkdtempSync(join(folder, '.packing-'));
  try {
    const unpacked = join(draft, 'extension');
    cpSync(built, unpacked, { recursive: true });
    const manifest = join(unpacked, 'manifest.json');
    writeFileSync(manifest, JSON.stringify({ ...manifestSchema.parse(JSON.parse(readFileSync(manifest, 'utf8'))), version }));
    const packed = join(draft, 'extension.crx');
    await crx3([manifest], { keyPath: keyFile, crxPath: packed });
    renameSync(packed, crxFile);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of names.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash
      .update(`${file.slice(folder.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function lastPacked(record: string): z.infer<typeof packedSchema> | null {
  if (!existsSync(record)) return null;
  const parsed = packedSchema.safeParse(JSON.parse(readFileSync(record, 'utf8')));
  return parsed.success ? parsed.data : null;
}
