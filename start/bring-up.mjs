// Everything that must be true before Schoolgate runs: the right Node, the packages, fresh builds. When nothing is
// missing this only looks; otherwise one process does the work and the others wait for it.
import { setTimeout as sleep } from 'node:timers/promises';
import { buildProducts, products, staleProducts } from './build.mjs';
import { dependenciesAreThere, installDependencies } from './dependencies.mjs';
import { takeLock } from './pid-lock.mjs';
import { inProject, projectRoot } from './project.mjs';
import { installNode, nodeAtHand } from './right-node.mjs';
import { Trouble, say } from './trouble.mjs';

/**
 * @typedef {object} Wanted
 * @property {boolean} builds whether the web app and the extension must be fresh
 * @property {boolean} [dev] whether the packages for testing are needed even when nothing has to be built
 * @property {boolean} [anew] build even what is fresh
 */

/** Makes everything ready and gives the Node to run on. @param {Wanted} wanted @returns {Promise<string>} */
export async function bringUp(wanted) {
  if (!wanted.anew) {
    const ready = lookOnly(wanted);
    if (ready) return ready;
  }
  const release = await waitForLock();
  try {
    return await doWhatIsMissing(wanted);
  } finally {
    release();
  }
}

/** @param {Wanted} wanted */
function lookOnly({ builds, dev = false }) {
  const node = nodeAtHand();
  const ready = node !== null && (!builds || staleProducts().length === 0) && dependenciesAreThere({ dev });
  return ready ? node : null;
}

/** @param {Wanted} wanted */
async function doWhatIsMissing({ builds, dev = false, anew = false }) {
  const node = nodeAtHand() ?? (await installNode());
  const stale = anew ? products : builds ? staleProducts() : [];
  if (!dependenciesAreThere({ dev: dev || stale.length > 0 })) await installDependencies(node);
  if (stale.length > 0) await buildProducts(node, stale);
  return node;
}

async function waitForLock() {
  let told = false;
  for (;;) {
    const lock = tryLock();
    if (lock.taken) return lock.release;
    if (!told) say(`Another start (process ${lock.pid}) is installing or building; waiting for it …`);
    told = true;
    await sleep(200);
  }
}

function tryLock() {
  try {
    return takeLock(inProject('dist/.start-lock'));
  } catch {
    throw new Trouble(
      `Something has to be installed or built, but ${projectRoot} cannot be written: run "npm run build" once as the user who owns it.`,
    );
  }
}
