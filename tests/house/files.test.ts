import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { filesOf, isProduct, projectRoot } from './source-files.ts';

const files = filesOf(projectRoot);
const product = files.filter((file) => isProduct(file) || /^(dashboard|extension)\/.*\.css$/.test(file));
const linesIn = (file: string): number => readFileSync(join(projectRoot, file), 'utf8').trimEnd().split('\n').length;

test('files are small: half of them at most 80 lines, nine in ten at most 250, none above 400', () => {
  const sizes = product.map(linesIn).sort((a, b) => a - b);
  expect(sizes.length).toBeGreaterThan(100);
  expect(sizes[Math.floor(sizes.length * 0.5)]).toBeLessThanOrEqual(80);
  expect(sizes[Math.floor(sizes.length * 0.9)]).toBeLessThanOrEqual(250);
  expect(product.filter((file) => linesIn(file) > 400)).toEqual([]);
});

test('files are named for what they hold, in kebab-case', () => {
  const vague = /^(utils?|helpers?|common|shared|misc|types?|constants?|index|functions|stuff)\.[a-z.]+$/;
  const modules = files.filter((file) => /\.(tsx?|mjs|css)$/.test(file));
  expect(modules.filter((file) => vague.test(basename(file)))).toEqual([]);
  expect(modules.filter((file) => !/^[a-z0-9]+([-.][a-z0-9]+)*\.(d\.ts|tsx?|mjs|css)$/.test(basename(file)))).toEqual([]);
});

test('nothing that is unfinished or kept for later is in the product', () => {
  const unfinished = /\b(TODO|FIXME|XXX|HACK|not implemented)\b/i;
  expect(product.filter((file) => unfinished.test(readFileSync(join(projectRoot, file), 'utf8')))).toEqual([]);
});

test('no test is skipped, focused or left for later', () => {
  const tests = files.filter((file) => file.endsWith('.test.ts') || file.endsWith('.test.tsx'));
  const skipping = /\b(test|it|describe|suite)\.(skip|only|todo|skipIf|runIf|fails)\b/;
  expect(tests.length).toBeGreaterThan(10);
  expect(tests.filter((file) => skipping.test(withoutStrings(readFileSync(join(projectRoot, file), 'utf8'))))).toEqual([]);
});

test('no file knows the machine it was written on, or where packages were fetched from', () => {
  const texts = files.filter((file) => !/\.(png|ico|woff2?|crx)$/.test(file));
  const local = new RegExp(['/(work|root|home/[a-z]+|Users)/', 'registry\\.[a-z]', '"resolved":', 'artifactory', 'nexus\\.'].join('|'));
  expect(texts.length).toBeGreaterThan(150);
  const found = texts.flatMap((file) => {
    const line = readFileSync(join(projectRoot, file), 'utf8')
      .split('\n')
      .findIndex((each) => local.test(each));
    return line < 0 || file === 'tests/house/files.test.ts' ? [] : [`${file}:${line + 1}`];
  });
  expect(found).toEqual([]);
});

function withoutStrings(text: string): string {
  return text.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");
}
