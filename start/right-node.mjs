// Brings the pinned Node into tools/node24 where the machine's own Node is too old to run Schoolgate.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCi } from './npm.mjs';
import { inProject } from './project.mjs';
import { Trouble, say } from './trouble.mjs';

const folder = inProject('tools/node24');

/** Whether a Node of this version (`v24.21.0`) runs Schoolgate: 22.19 or newer, but not the ended 23. @param {string} version */
export function isRightNode(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 19);
}

/** The Node to run on, if it needs nothing to be installed; else null. @returns {string | null} */
export function nodeAtHand() {
  if (isRightNode(process.version)) return process.execPath;
  const pinned = pinnedNode();
  return pinned && isWhole(pinned) ? pinned.binary : null;
}

/** Installs the pinned Node, again if what is there is broken. @returns {Promise<string>} */
export async function installNode() {
  const pinned = pinnedNode();
  if (!pinned) {
    throw new Trouble(
      `Schoolgate needs Node 24 (this is ${process.version}), and for ${process.platform} ${process.arch} it cannot fetch it by itself: install Node 24 from nodejs.org and start again.`,
    );
  }
  say(`Bringing Node ${pinned.version} into tools/node24 (this machine has ${process.version}) …`);
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
  await npmCi({ node: process.execPath, folder, what: `Node ${pinned.version}` });
  const answer = spawnSync(pinned.binary, ['--version'], { encoding: 'utf8' });
  if (answer.stdout?.trim() !== `v${pinned.version}`) {
    throw new Trouble(
      `Node ${pinned.version} came but does not run on this machine: install Node 24 from your system's packages and start again.`,
    );
  }
  writeFileSync(pinned.stamp, identity(pinned.binary));
  return pinned.binary;
}

/** The package for this platform that the lock file pins, or null. */
function pinnedNode() {
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const entry = lock.packages[`node_modules/${name}`];
  if (!entry) return null;
  return {
    version: String(entry.version),
    binary: join(folder, 'node_modules', name, entry.bin.node),
    stamp: join(folder, 'node_modules', `.whole-${entry.version}`),
  };
}

/** An install that was cut short has no stamp; one that was damaged afterwards no longer fits it. @param {{ binary: string, stamp: string }} pinned */
function isWhole({ binary, stamp }) {
  return existsSync(stamp) && existsSync(binary) && readFileSync(stamp, 'utf8') === identity(binary);
}

/** @param {string} binary */
function identity(binary) {
  const { size, mtimeMs } = statSync(binary);
  return `${size} ${mtimeMs}\n`;
}
