// Hands over to Schoolgate itself, on the right Node and in the same process where this one is right already.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inProject } from './project.mjs';

/** Compiled code is kept in the project, never in a shared temporary folder where others could plant some. */
export const compileCache = inProject('dist/.compile-cache');

/**
 * `kill` on npm ends npm and its shell, but their signal goes no further: a server would be left that nobody knows of.
 * Only under npm, because a server that was put into the background on purpose outlives its shell.
 */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.kill(process.pid, 'SIGTERM'), 500).unref();
}

/** Runs the command line program and gives its exit code. @param {string} node @param {string[]} args @returns {Promise<number | void>} */
export async function launch(node, args) {
  endWithNpm();
  const program = inProject('main/cli.ts');
  if (node !== process.execPath) return runOn(node, [program, ...args]);
  process.argv = [process.execPath, program, ...args];
  const { enableCompileCache } = await import('node:module');
  enableCompileCache(compileCache);
  await import(pathToFileURL(program).href);
}

/**
 * Runs a program to its end on a Node: with our input and output, our stop signals passed on, and a channel by which
 * it notices when this process is gone.
 * @param {string} node
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export function runOn(node, args) {
  const path = [dirname(node), process.env.PATH].filter(Boolean).join(delimiter);
  const env = { ...process.env, PATH: path, NODE_COMPILE_CACHE: compileCache };
  const child = spawn(node, args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const passOn = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const each of signals) process.off(each, passOn);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
