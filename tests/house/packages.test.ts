import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from './source-files.ts';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      integrity: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});
const read = (file: string): unknown => JSON.parse(readFileSync(join(projectRoot, file), 'utf8'));
const packagesOf = (lock: string) => Object.entries(lockSchema.parse(read(lock)).packages).filter(([path]) => path !== '');

/** Licences that let a school use and pass on the product; MPL-2.0 asks for the notice of the one file set that has it. */
const permissive = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  '(MIT OR CC0-1.0)',
]);
const withNotice: Readonly<Record<string, string>> = { 'node_modules/webextension-polyfill': 'MPL-2.0' };

/** Packages that name no licence in their package.json and have one beside it; its first line is read each time. */
const inAFile: Readonly<Record<string, string>> = { 'node_modules/png-js': 'MIT License' };

test('everything that the product is shipped with has a permissive licence', () => {
  const shipped = packagesOf('package-lock.json').filter(([, entry]) => !entry.dev && !entry.devOptional && !entry.optional);
  expect(shipped.length).toBeGreaterThan(50);
  const licences = shipped.map(
    ([path]) => [path, z.looseObject({ license: z.string().optional() }).parse(read(`${path}/package.json`)).license ?? 'none'] as const,
  );
  const unnamed = licences.filter(([path, licence]) => licence === 'none' && inAFile[path] !== undefined).map(([path]) => path);
  expect(unnamed.map((path) => readFileSync(join(projectRoot, path, 'LICENSE'), 'utf8').split('\n')[0])).toEqual(
    unnamed.map((path) => inAFile[path]),
  );
  const others = licences.filter(([path]) => !unnamed.includes(path));
  expect(others.filter(([path, licence]) => !permissive.has(licence) && withNotice[path] !== licence)).toEqual([]);
});

test('every package is pinned with its integrity, whoever it is fetched from', () => {
  for (const lock of ['package-lock.json', 'tools/node24/package-lock.json']) {
    const packages = packagesOf(lock);
    expect(packages.length).toBeGreaterThan(2);
    expect(
      packages.filter(([, { version, integrity }]) => version === undefined || !integrity?.startsWith('sha512-')).map(([path]) => path),
    ).toEqual([]);
  }
  const { dependencies, devDependencies } = z
    .looseObject({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
    .parse(read('package.json'));
  expect(Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('no package that the product needs runs a script when it is installed', () => {
  const { allowScripts } = z.looseObject({ allowScripts: z.record(z.string(), z.boolean()) }).parse(read('package.json'));
  const scripted = packagesOf('package-lock.json').filter(
    ([, { hasInstallScript, dev, optional }]) => hasInstallScript && !dev && !optional,
  );
  expect(scripted.map(([path]) => path.replace('node_modules/', '')).filter((name) => allowScripts[name] !== false)).toEqual([]);
});
