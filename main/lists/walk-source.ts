// Everything that lists come as: a file, a gzip file, a tar archive, a packed one, a folder.
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { done, failed, type Outcome } from '../outcome.ts';
import { gunzipInto, UnpackedBytes } from './bounded-gunzip.ts';
import type { FileOpener } from './file-opener.ts';
import { usualLimits, type SourceLimits } from './source-limits.ts';
import { TarEntries } from './tar-entries.ts';

/**
 * Pushes every file that is in a source to `opener`. What a file is is told from its bytes, so that a wrong name does no
 * harm. Fails with a sentence; what was pushed until then is then not to be used.
 */
export async function walkSource(path: string, opener: FileOpener, limits: SourceLimits = usualLimits): Promise<Outcome<void>> {
  const used = new UnpackedBytes(limits);
  try {
    const kind = await stat(path);
    if (kind.isDirectory()) return await walkFolder(path, opener, limits, used);
    if (kind.isFile()) return await walkFile(path, basename(path), opener, limits, used);
    return failed(`${path} is neither a file nor a folder.`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') return failed(`There is no ${path}.`);
    if (code === 'EACCES' || code === 'EPERM') return failed(`${path} cannot be read: make it readable for this user.`);
    return failed(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function walkFolder(folder: string, opener: FileOpener, limits: SourceLimits, used: UnpackedBytes): Promise<Outcome<void>> {
  let entries = 0;
  const folders = [''];
  for (let inside = folders.shift(); inside !== undefined; inside = folders.shift()) {
    const found = await readdir(join(folder, inside), { withFileTypes: true });
    for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (++entries > limits.entries) return failed(`${folder} has more than ${limits.entries} files.`);
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) folders.push(name);
      else if (entry.isSymbolicLink()) opener.skip(name, 'A link: another name for a list, which counts once.');
      else if (!entry.isFile()) opener.skip(name, 'This is neither a file nor a folder.');
      else {
        const walked = await walkFile(join(folder, name), name, opener, limits, used);
        if (!walked.ok) return walked;
      }
    }
  }
  return done(undefined);
}

async function walkFile(file: string, name: string, opener: FileOpener, limits: SourceLimits, used: UnpackedBytes): Promise<Outcome<void>> {
  const head = await headOf(file, 512);
  const told = (outcome: Outcome<void>): Outcome<void> => (outcome.ok ? outcome : failed(`${file}: ${outcome.problem}`));
  if (head[0] === 0x1f && head[1] === 0x8b) return told(await walkPacked(file, name, opener, limits, used));
  if (isTar(head)) {
    const tar = new TarEntries(opener, limits, used);
    for await (const chunk of createReadStream(file)) {
      try {
        await tar.push(chunk as Uint8Array);
      } catch (error) {
        return told(failed(error instanceof Error ? error.message : String(error)));
      }
    }
    return told(await tar.end());
  }
  const taker = opener.file(name);
  for await (const chunk of createReadStream(file)) {
    const problem = used.add((chunk as Uint8Array).length, null);
    if (problem !== null) return told(failed(problem));
    taker.push(chunk as Uint8Array);
  }
  taker.end();
  return done(undefined);
}

/** Whether a packed file is an archive shows in its first 512 bytes after unpacking. */
async function walkPacked(
  file: string,
  name: string,
  opener: FileOpener,
  limits: SourceLimits,
  used: UnpackedBytes,
): Promise<Outcome<void>> {
  let head: Buffer = Buffer.alloc(0);
  let into: { push(bytes: Uint8Array): void | Promise<void>; end(): void | Promise<Outcome<void>> } | null = null;
  const decide = async (): Promise<void> => {
    into = isTar(head) ? new TarEntries(opener, limits, used) : opener.file(name);
    await into.push(head);
  };
  const unpacked = await gunzipInto(createReadStream(file), used, async (bytes) => {
    if (into !== null) return into.push(bytes);
    head = Buffer.concat([head, bytes]);
    if (head.length >= 512) await decide();
  });
  if (!unpacked.ok) return unpacked;
  if (into === null) await decide();
  const ended = await (into as { end(): void | Promise<Outcome<void>> } | null)?.end();
  return ended ?? done(undefined);
}

/** POSIX and GNU archives have `ustar` at 257; older ones are known by the checksum of their first header (POSIX ustar, `chksum`). */
function isTar(head: Uint8Array): boolean {
  if (head.length < 512) return false;
  const text = new TextDecoder('latin1').decode(head);
  if (text.slice(257, 262) === 'ustar') return true;
  const told = parseInt(text.slice(148, 156).replace(/\0.*$/s, '').trim(), 8);
  const sum = head.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  return told === sum && sum > 256;
}

async function headOf(file: string, length: number): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
