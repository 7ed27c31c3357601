// What the dashboard's process may touch on disk (Node's permission model): its own code, the web app, the store, the
// lists and the packed extension. A path that slips through a route cannot reach the authority's key, nor the key that
// signs the extension, nor anything else of this user.
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataFolder } from '../settings/data-folder.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const code = ['main', 'dashboard', 'policies', 'store', 'node_modules', 'package.json', join('dist', 'web')];

/** Flags for the process. A folder stands for all that is in it. @param compileCache where this process may keep its compiled code */
export function dashboardPermissions(data: DataFolder, compileCache: string | null): string[] {
  const readable = [
    ...code.map((path) => join(project, path)),
    join(data.root, 'lists'),
    join(data.root, 'phrases'),
    data.materials,
    join(data.extension, 'schoolgate.crx'),
  ];
  const writable = [data.store, ...(compileCache === null ? [] : [compileCache])];
  return [
    '--permission',
    // SQLite is native code in a thread of its own.
    '--allow-addons',
    '--allow-worker',
    '--disable-warning=SecurityWarning',
    ...[...readable, ...writable].flatMap(placesOf).map((path) => `--allow-fs-read=${path}`),
    ...writable.flatMap(placesOf).map((path) => `--allow-fs-write=${path}`),
  ];
}

/** A folder that is a link is reached by both of its names. */
function placesOf(path: string): string[] {
  return existsSync(path) ? [...new Set([path, realpathSync(path)])] : [path];
}
