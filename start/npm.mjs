// Finds npm and runs it quietly: nothing is shown unless it fails, and then one sentence.
import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { collect } from './collect.mjs';
import { Trouble } from './trouble.mjs';

/** The npm that started us, or the one beside this Node, or the one on the path. @param {NodeJS.ProcessEnv} env @param {string} node */
export function findNpm(env, node) {
  const beside = dirname(node);
  const candidates = [
    env.npm_execpath,
    join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(beside, 'node_modules/npm/bin/npm-cli.js'),
    join(beside, '../share/nodejs/npm/bin/npm-cli.js'),
    ...(env.PATH ?? '').split(delimiter).flatMap((folder) => onPath(folder)),
  ];
  return candidates.find((file) => file !== undefined && basename(file) === 'npm-cli.js' && existsSync(file)) ?? null;
}

/** @param {string} folder */
function onPath(folder) {
  const linked = join(folder, 'npm');
  const real = existsSync(linked) ? [realpathSync(linked)] : [];
  return [...real, join(folder, 'node_modules/npm/bin/npm-cli.js')];
}

/**
 * What npm sets for the scripts that it runs must not steer the npm that we run: it would install into the wrong place,
 * or build for the wrong Node. What the user set (registry, proxy, cache) stays.
 * @param {NodeJS.ProcessEnv} env
 */
export function withoutOuterNpm(env) {
  const steering =
    /^npm_(package_|lifecycle_|command$|execpath$|node_execpath$|config_(nodedir|prefix|local_prefix|global_prefix|omit|include|only|production|ignore_scripts)$)/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !steering.test(name)));
}

const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--no-progress', '--no-update-notifier'];
const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=3000'];

/**
 * `npm ci`: installs exactly what the lock file of a folder names, with its integrity, running nobody's scripts.
 * @param {{ node: string, folder: string, what: string }} job `what` completes "Could not install …"
 */
export async function npmCi({ node, folder, what }) {
  const npm = findNpm(process.env, process.execPath);
  if (!npm) throw new Trouble(`Could not install ${what}: npm was not found beside Node; install npm and start again.`);
  const args = [npm, 'ci', '--prefix', folder, '--include=dev', '--include=optional', ...quiet, ...patience];
  const path = [dirname(node), process.env.PATH].filter(Boolean).join(delimiter);
  const { code, output } = await collect(node, args, { cwd: folder, env: { ...withoutOuterNpm(process.env), PATH: path } });
  if (code !== 0) throw new Trouble(`Could not install ${what}: ${reason(output)}`);
}

/** What npm's output means for the person who waits. @param {string} output */
export function reason(output) {
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(output))
    return "the npm registry cannot be reached; check the network (and npm's registry and proxy settings), then start again.";
  if (/\bEINTEGRITY\b/.test(output))
    return "a package that came does not match its checksum; clear npm's cache (npm cache clean --force) and start again.";
  if (/\bENOSPC\b/.test(output)) return 'the disk is full; make room and start again.';
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) return 'this folder cannot be written; make it writable for this user and start again.';
  if (/\bEUSAGE\b/.test(output)) return 'package.json and package-lock.json do not agree; run "npm install" once and start again.';
  const line = output.split('\n').find((each) => /npm error (?!code|errno|A complete log)/.test(each)) ?? output.trim().split('\n').at(-1);
  return `npm says "${(line ?? '').replace(/^npm error /, '').trim()}".`;
}
