// The school's own certificate authority, as two files with fixed names in a folder that only the proxy reads.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmod, mkdir, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { leafIssuer } from './leaf-issuer.ts';
import type { KeyPair } from './leaf-issuer.ts';

export interface CertificateAuthority {
  readonly certificatePem: string;
  readonly certificateDer: Uint8Array;
  /** SHA-256 of the certificate, `AA:BB:…`. */
  readonly fingerprint: string;
  /** File that devices are given to trust. */
  readonly certificateFile: string;
  /** A certificate for DNS names and IP addresses, at most 45 days long. Throws when a name cannot be in a certificate. */
  leaf(names: readonly string[]): KeyPair;
}

/** Opens the authority of a folder, making it at the first start. Throws an `Error` whose message says what to do. */
export async function openAuthority(dir: string): Promise<CertificateAuthority> {
  const files = { key: join(dir, 'authority.key.pem'), cert: join(dir, 'authority.pem') };
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const pair = (await read(files)) ?? (await make(files));
  const certificate = new X509Certificate(pair.cert);
  if (!certificate.checkPrivateKey(createPrivateKey(pair.key))) {
    throw new Error(`The key in ${files.key} does not belong to the certificate in ${files.cert}. Restore both from one backup.`);
  }
  if (Date.parse(certificate.validTo) <= Date.now()) {
    throw new Error(
      `The certificate authority in ${files.cert} has expired. Move both files away to make a new one, and install its certificate on the devices.`,
    );
  }
  return {
    certificatePem: pair.cert,
    certificateDer: certificate.raw,
    fingerprint: certificate.fingerprint256,
    certificateFile: files.cert,
    leaf: leafIssuer(pair),
  };
}

interface Files {
  readonly key: string;
  readonly cert: string;
}

async function read(files: Files): Promise<KeyPair | null> {
  const [key, cert] = await Promise.all([textOf(files.key), textOf(files.cert)]);
  if (key === null && cert === null) return null;
  if (key === null || cert === null) {
    throw new Error(
      `Of the certificate authority only one file is there: ${key === null ? files.cert : files.key}. Restore the other from a backup, or move this one away to make a new authority.`,
    );
  }
  // A backup that was copied back may have lost its mode; others must not read the key.
  if (((await stat(files.key)).mode & 0o077) !== 0) await chmod(files.key, 0o600);
  return { key, cert };
}

async function make(files: Files): Promise<KeyPair> {
  const { newAuthority } = await import('./new-authority.ts');
  const pair = await newAuthority();
  // The certificate comes first: without it nobody trusts the key yet, and `wx` lets only one of two processes win.
  await writeNew(files.cert, pair.cert, 0o644);
  await writeNew(files.key, pair.key, 0o600);
  return pair;
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
