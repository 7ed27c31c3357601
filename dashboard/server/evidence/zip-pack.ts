import { zipSync, type Zippable } from 'fflate';

export type PackFiles = Readonly<Record<string, Uint8Array>>;

/** The first moment that a ZIP can tell: one that differs would make two ZIPs of the same files. */
const noTime = new Date(1980, 0, 1);

/**
 * A ZIP of the files as they are, in the order of their names and without times, so that the same files always give the same
 * bytes: a verifier makes it again and sees also what was changed between the files. Nothing is compressed, so nothing can swell.
 */
export function zipPack(files: PackFiles): Uint8Array {
  const entries = Object.keys(files)
    .sort()
    .map((name): [string, Zippable[string]] => [name, [files[name] ?? new Uint8Array(), { level: 0, mtime: noTime }]]);
  return zipSync(Object.fromEntries(entries));
}
