// The prefixes of an address's path that a list could have named, hashed one after the other.
import { canonicalPath, isBoundary, lenientPath } from '../engine/path-prefix.ts';
import type { NameHasher } from './name-hash.ts';

/** How servers may read a path, in the spelling in which lists stop (`pathTest`): in lower case, as it stands and as the most lenient of them reads it. */
export function stopSpellings(path: string): readonly string[] {
  if (last.path !== path) last = { path, spellings: spellingsOf(path) };
  return last.spellings;
}

/** Tables, keyed lists and expressions ask about one address after the other. */
let last: { readonly path: string; readonly spellings: readonly string[] } = { path: '', spellings: [''] };

function spellingsOf(path: string): readonly string[] {
  const exact = canonicalPath(path);
  const lenient = lenientPath(exact);
  const folded = exact.toLowerCase();
  if (lenient === exact) return [folded];
  const lenientFolded = lenient.toLowerCase();
  return folded === lenientFolded ? [folded] : [folded, lenientFolded];
}

/**
 * Gives the hash of every prefix of these spellings that ends at a boundary (`hasPrefix`), of at most `longest` characters,
 * below the host's suffix `i` as the hasher has read it.
 */
export function eachPathPrefix(
  hasher: NameHasher,
  i: number,
  spellings: readonly string[],
  longest: number,
  found: (hi: number, lo: number, length: number, reading: string) => void,
): void {
  for (const path of spellings) {
    const end = Math.min(path.length, longest);
    hasher.beginPath(i);
    let hashed = 0;
    for (let at = 1; at <= end; at++) {
      if (at !== path.length && !isBoundary(path[at]) && !isBoundary(path[at - 1])) continue;
      hasher.pathStep(path, hashed, at);
      hashed = at;
      found(hasher.pathHi, hasher.pathLo, at, path);
    }
  }
}
