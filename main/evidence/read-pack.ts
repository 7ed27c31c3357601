import { unzipSync } from 'fflate';
import type { PackFiles } from '#dashboard/server/evidence/zip-pack.ts';
import { packFileName } from '#policies/contracts/evidence-pack.ts';
import { done, failed, type Outcome } from '../outcome.ts';

/** Bytes of the largest pack that is read. */
export const largestPack = 256 * 1024 * 1024;
const mostFiles = 102;

class NotAPack extends Error {}

/**
 * The files of a pack, in memory; nothing is written anywhere. A pack is stored and never compressed, so that whatever would
 * swell is refused unread, and so are names with folders and the same name twice.
 */
export function readPack(zip: Uint8Array): Outcome<PackFiles> {
  if (zip.length > largestPack) return failed('The file is larger than any evidence pack.');
  const seen = new Set<string>();
  try {
    const files = unzipSync(zip, {
      filter({ name, size, originalSize, compression }) {
        const shown = JSON.stringify(name.slice(0, 80));
        if (!packFileName.safeParse(name).success) throw new NotAPack(`The pack holds a file with a name that no pack has: ${shown}.`);
        if (seen.has(name)) throw new NotAPack(`The pack holds two files of the name ${shown}.`);
        if (compression !== 0 || size !== originalSize || size > zip.length) throw new NotAPack(`${name} is packed as no pack has it.`);
        seen.add(name);
        if (seen.size > mostFiles) throw new NotAPack('The pack holds more files than any pack has.');
        return true;
      },
    });
    return done(files);
  } catch (error) {
    return failed(error instanceof NotAPack ? error.message : 'The file is not a ZIP, or its directory was changed.');
  }
}
