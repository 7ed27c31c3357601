// Whether node_modules holds what package-lock.json names, and how it is made so.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { npmCi } from './npm.mjs';
import { inProject, projectRoot } from './project.mjs';
import { Trouble, say } from './trouble.mjs';

const platformStamp = inProject('node_modules/.schoolgate-platform');
const platform = `${process.platform} ${process.arch}\n`;

/**
 * Compares the lock file with npm's own record of what it installed, and sees that every package is still there. npm
 * writes its record last, so an install that was cut short has none.
 * @param {{ dev: boolean }} want whether the packages for building and testing are needed too
 */
export function dependenciesAreThere({ dev }) {
  const wanted = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  // Native parts are for one platform: a folder that was copied from another machine has the wrong ones.
  if (existsSync(platformStamp) && readFileSync(platformStamp, 'utf8') !== platform) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || (entry.dev && !dev)) return true;
    const found = installed[path];
    return (
      found !== undefined &&
      found.version === entry.version &&
      found.integrity === entry.integrity &&
      existsSync(inProject(path, 'package.json'))
    );
  });
}

/** @param {string} node */
export async function installDependencies(node) {
  say('Installing what Schoolgate is built on …');
  await npmCi({ node, folder: projectRoot, what: 'the packages that Schoolgate is built on' });
  writeFileSync(platformStamp, platform);
  if (!dependenciesAreThere({ dev: true }))
    throw new Trouble('The packages were installed but are not whole: delete the folder node_modules and start again.');
}

/** @param {string} file @returns {Record<string, { version?: string, integrity?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }> | null} */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(inProject(file), 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}
