// Builds the web app and the extension when what they are made from has changed. A build lands in its place whole:
// whoever serves or packs the old one meanwhile never sees half of the new.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { collect } from './collect.mjs';
import { isUnchanged, stampOf } from './inputs.mjs';
import { inProject, projectRoot } from './project.mjs';
import { Trouble, say } from './trouble.mjs';

const shared = ['policies', 'package-lock.json', 'tsconfig.base.json'];

/** @typedef {{ name: string, what: string, config: string, output: string, proof: string, inputs: readonly string[] }} Product */

/** @type {readonly Product[]} */
export const products = [
  {
    name: 'web',
    what: 'the dashboard',
    config: 'vite.config.ts',
    output: 'dist/web',
    proof: 'index.html',
    inputs: ['dashboard/web', 'vite.config.ts', ...shared],
  },
  {
    name: 'extension',
    what: 'the extension',
    config: 'vite.extension.config.ts',
    output: 'dist/extension',
    proof: 'manifest.json',
    inputs: ['extension', 'vite.extension.config.ts', ...shared],
  },
];

/** @returns {readonly Product[]} */
export function staleProducts() {
  return products.filter(
    (product) => !existsSync(inProject(product.output, product.proof)) || !isUnchanged(stampFile(product), product.inputs),
  );
}

/** @param {string} node @param {readonly Product[]} stale */
export async function buildProducts(node, stale) {
  say(`Building ${stale.map((product) => product.what).join(' and ')} …`);
  await Promise.all(stale.map((product) => build(node, product)));
}

/** @param {string} node @param {Product} product */
async function build(node, product) {
  const stamp = stampOf(product.inputs);
  const draft = inProject(`dist/.building-${product.name}`);
  rmSync(draft, { recursive: true, force: true });
  const vite = inProject('node_modules/vite/bin/vite.js');
  const args = ['build', '--config', product.config, '--outDir', draft, '--emptyOutDir', '--logLevel', 'warn'];
  const { code, output } = await collect(node, [vite, ...args], { cwd: projectRoot });
  if (code !== 0) throw new Trouble(`Could not build ${product.what}:\n${output.trim()}`);
  const old = inProject(`dist/.old-${product.name}`);
  const place = inProject(product.output);
  rmSync(old, { recursive: true, force: true });
  mkdirSync(inProject('dist'), { recursive: true });
  if (existsSync(place)) renameSync(place, old);
  renameSync(draft, place);
  rmSync(old, { recursive: true, force: true });
  writeFileSync(stampFile(product), JSON.stringify(stamp));
}

/** @param {Product} product */
function stampFile(product) {
  return inProject(`dist/${product.name}.stamp.json`);
}
