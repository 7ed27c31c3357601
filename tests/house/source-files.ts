// Every file of the project that people write: not what is installed, built or kept.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

const made = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.tsbuild']);

/** Paths from the root, with slashes, sorted. */
export function filesOf(root: string): string[] {
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return made.has(entry.name) ? [] : walk(path);
      return entry.isFile() ? [path] : [];
    });
  return walk('').sort();
}

/** Modules that are compiled or run: TypeScript, and the plain JavaScript of start/. */
export function isModule(file: string): boolean {
  return /\.(tsx?|mjs)$/.test(file) && !file.endsWith('.d.ts');
}

/** Modules of the product itself. */
export function isProduct(file: string): boolean {
  return isModule(file) && !file.startsWith('tests/');
}
