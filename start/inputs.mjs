// Tells quickly whether what something was built from has changed: first by size and time of change, and only where
// those differ (a fresh checkout, a touched file) by content.
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { inProject } from './project.mjs';

/** @typedef {{ index: string, content: string }} Stamp */

/** Every file at or under the given project paths, sorted; a path that does not exist holds none. @param {readonly string[]} paths @returns {string[]} */
export function filesUnder(paths) {
  return paths.flatMap((path) => walk(path)).sort();
}

/** @param {string} path @returns {string[]} */
function walk(path) {
  const stat = lstatSync(inProject(path), { throwIfNoEntry: false });
  if (stat?.isFile()) return [path];
  if (!stat?.isDirectory()) return [];
  return readdirSync(inProject(path)).flatMap((name) => walk(`${path}/${name}`));
}

/** @param {readonly string[]} files */
function indexOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = lstatSync(inProject(file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** @param {readonly string[]} files */
function contentOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(inProject(file)))
      .update('\0');
  return hash.digest('hex');
}

/** Taken before building, so that a file that changes meanwhile makes the result stale. @param {readonly string[]} paths @returns {Stamp} */
export function stampOf(paths) {
  const files = filesUnder(paths);
  return { index: indexOf(files), content: contentOf(files) };
}

/** @param {string} stampFile @param {readonly string[]} paths */
export function isUnchanged(stampFile, paths) {
  const stamp = readStamp(stampFile);
  if (!stamp) return false;
  const files = filesUnder(paths);
  const index = indexOf(files);
  if (index === stamp.index) return true;
  if (contentOf(files) !== stamp.content) return false;
  try {
    writeFileSync(stampFile, JSON.stringify({ index, content: stamp.content }));
  } catch {
    // A folder that only root may write: the next start reads the contents again, which is slower and just as right.
  }
  return true;
}

/** @param {string} file @returns {Stamp | null} */
function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
