// The browser tests run in a real Chromium with a managed policy; this finds it, or installs Debian's where it can.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Trouble, say } from './trouble.mjs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** The first Chrome that installs the extension; a test compares it with the manifest. */
const oldest = 156;
const policyFolder = '/etc/chromium/policies/managed';

/** Whether any of the test filters reaches the browser tests; no filter means everything. @param {readonly string[]} filters */
export function needsChromium(filters) {
  const paths = filters.filter((each) => !each.startsWith('-'));
  return paths.length === 0 || paths.some((path) => path.includes('browser') || 'tests/browser/'.includes(path));
}

/** @returns {string} the browser's path */
export function bringChromium() {
  const found = findChromium();
  const browser = found !== null && isNewEnough(found) ? found : installChromium();
  if (!isNewEnough(browser)) {
    throw new Trouble(
      `${browser} is Chromium ${versionOf(browser)}; the extension needs ${oldest}, and an older one does not install it: update Chromium and run the tests again.`,
    );
  }
  if (!mayWrite(policyFolder)) {
    throw new Trouble(
      `The browser tests install the extension by managed policy: run them as root, or make ${policyFolder} writable for this user.`,
    );
  }
  return browser;
}

/** Major version; 0 where it does not say. @param {string} browser */
function versionOf(browser) {
  const { stdout } = spawnSync(browser, ['--version'], { encoding: 'utf8' });
  return Number(/ (\d+)\./.exec(stdout ?? '')?.[1] ?? 0);
}

/** What does not say its version is tried. @param {string} browser */
function isNewEnough(browser) {
  const version = versionOf(browser);
  return version === 0 || version >= oldest;
}

function findChromium() {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Trouble(`CHROMIUM names ${named}, which does not exist: correct it, or unset it to use the system's Chromium.`);
  }
  return places.find((place) => existsSync(place)) ?? null;
}

function installChromium() {
  const root = process.getuid?.() === 0;
  if (!root || spawnSync('apt-get', ['--version']).status !== 0) {
    throw new Trouble(
      'The browser tests need Chromium: install it (on Debian, as root: apt-get install chromium), or set CHROMIUM to its path.',
    );
  }
  say("Installing Debian's Chromium for the browser tests …");
  apt(['update']);
  apt(['install', '-y', '--no-install-recommends', 'chromium']);
  const browser = findChromium();
  if (!browser) throw new Trouble('apt-get installed chromium but it is not in /usr/bin: set CHROMIUM to its path.');
  return browser;
}

/** @param {string[]} args */
function apt(args) {
  const { status, stderr } = spawnSync('apt-get', ['-q', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status === 0) return;
  const last = stderr.trim().split('\n').at(-1) ?? '';
  throw new Trouble(`Chromium could not be installed (apt-get ${args[0]}: ${last}): install it by hand and run the tests again.`);
}

/** Whether this user may write in a folder, or make it. @param {string} folder */
function mayWrite(folder) {
  let nearest = folder;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
