import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * Where processes keep their compiled code for a quick next start, or null where the project cannot be written. The
 * dashboard has a place of its own: whoever got hold of it could otherwise plant code for the proxy.
 */
export function compileCacheOf(process: 'proxy' | 'dashboard'): string | null {
  const folder = join(dist, process === 'proxy' ? '.compile-cache' : '.compile-cache-dashboard');
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    return null;
  }
}
