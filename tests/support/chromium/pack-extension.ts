// A built extension folder becomes a signed CRX3 file; the extension's id follows from the signing key.
import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import writeCrx from 'crx3';

export interface PackedExtension {
  readonly id: string;
  readonly version: string;
  readonly crxFile: string;
}

/** Packs `dir` into `into`. The RSA key is made there once and used again, so packing twice gives the same id. */
export async function packExtension(dir: string, into: string = fs.mkdtempSync(path.join(os.tmpdir(), 'schoolgate-crx-'))): Promise<PackedExtension> {
  const keyPath = path.join(into, 'extension-key.pem');
  if (!fs.existsSync(keyPath)) {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    fs.writeFileSync(keyPath, pem, { mode: 0o600 });
  }
  const crxFile = path.join(into, 'schoolgate.crx');
  const files = fs
    .readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name));
  const packed = await writeCrx(files, { keyPath, crxPath: crxFile });
  const manifest = JSON.parse(fs.readFileSync(path.join(dir, 'manifest.json'), 'utf8')) as { version: string };
  return { id: packed.appId, version: manifest.version, crxFile };
}
