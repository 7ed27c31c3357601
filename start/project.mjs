// Where the project stands on this machine; everything in start/ is plain JavaScript that Node 20 runs with nothing installed.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** @param {string[]} parts */
export const inProject = (...parts) => join(projectRoot, ...parts);
