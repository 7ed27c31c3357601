// The judge can neither ask for anything nor wait: the compiler does not even know the words. Each planted file proves it.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { readModules } from './modules.ts';
import { projectRoot } from './source-files.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'schoolgate-purity-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the compiler says about one file under the settings of `policies/`. */
async function complaints(text: string): Promise<string> {
  writeFileSync(join(folder, 'planted.ts'), text);
  const settings = {
    extends: join(projectRoot, 'policies/tsconfig.json'),
    compilerOptions: { rootDir: '/', noEmit: true, composite: false, emitDeclarationOnly: false, declaration: false },
    include: [join(projectRoot, 'policies/platform.d.ts'), 'planted.ts'],
    references: [],
  };
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  try {
    await run(process.execPath, [join(projectRoot, 'node_modules/typescript/bin/tsc'), '-p', folder]);
    return '';
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}

test('what the judge may use compiles', async () => {
  expect(await complaints("export const host: string = new URL('https://a.test/').hostname;\n")).toBe('');
});

test.each([
  ['fetch', 'export const x = fetch("https://a.test/");'],
  ['setTimeout', 'export const x = setTimeout(() => undefined, 1);'],
  ['process', 'export const x = process.env;'],
  ['console', 'console.log(1); export {};'],
  ['crypto', 'export const x = crypto.randomUUID();'],
  ['document', 'export const x = document.title;'],
  ['Buffer', 'export const x = Buffer.from("a");'],
  ['node:fs', "import { readFileSync } from 'node:fs'; export const x = readFileSync;"],
])('the judge does not know %s', async (word, text) => {
  expect(await complaints(text)).toContain(`'${word}'`);
});

test('no module of the judge reads the clock or makes a random choice', () => {
  const judge = readModules(projectRoot).filter(({ file }) => file.startsWith('policies/'));
  expect(judge.length).toBeGreaterThan(20);
  const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/;
  expect(judge.map(({ file }) => file).filter((file) => impure.test(readFileSync(join(projectRoot, file), 'utf8')))).toEqual([]);
});
