// The linter stands guard over rules that the house could not hold by reading alone; each is seen to bite here.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from './source-files.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'schoolgate-lint-'));

const planted: readonly (readonly [string, string, string])[] = [
  ['proxy/any.ts', 'export const x: any = 1;', 'no-explicit-any'],
  ['proxy/ignore.ts', '// @ts-ignore\nexport const x: number = 1;', 'ban-ts-comment'],
  ['proxy/floating.ts', 'export function f(): void {\n  Promise.resolve(1);\n}', 'no-floating-promises'],
  ['proxy/misused.ts', 'export const f = (x: Promise<boolean>): number => (x ? 1 : 2);', 'no-misused-promises'],
  ['proxy/default.ts', 'export default 1;', 'no-default-export'],
  ['proxy/non-null.ts', 'export const f = (x: string | null): string => x!;', 'no-non-null-assertion'],
  ['proxy/noise.ts', "console.log('x');\nexport const x = 1;", 'no-console'],
  ['proxy/ring-a.ts', "import { b } from './ring-b.ts';\nexport const a: number = b;", 'no-cycle'],
  ['proxy/ring-b.ts', "import { a } from './ring-a.ts';\nexport const b: number = a;", 'no-cycle'],
  ['extension/tabs.ts', 'export const x = chrome.tabs;', 'no-restricted-globals'],
];

let said: { readonly file: string; readonly rule: string }[] = [];

beforeAll(async () => {
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  copyFileSync(join(projectRoot, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  copyFileSync(join(projectRoot, 'tsconfig.base.json'), join(folder, 'tsconfig.json'));
  for (const [file, text] of planted) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${text}\n`);
  }
  const oxlint = join(projectRoot, 'node_modules/oxlint/bin/oxlint');
  const { stdout } = await run(process.execPath, [oxlint, '--type-aware', '--format', 'json', 'proxy', 'extension'], { cwd: folder }).catch(
    (error: { stdout: string }) => error,
  );
  const report = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] };
  said = report.diagnostics.map(({ filename, code }) => ({ file: filename, rule: code }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(planted)('the violation planted in %s is reported', (file, _text, rule) => {
  expect(said.filter((each) => each.file === file && each.rule.includes(rule))).not.toEqual([]);
});
