// Stryker (Apache-2.0) in a folder of its own, so that nobody who runs or tests the product has to install it.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { npmCi } from '../../start/npm.mjs';

const root = join(import.meta.dirname, '../..');
const tools = join(root, 'tools/mutation');
const packages = join(tools, 'node_modules/@stryker-mutator');
const work = join(root, 'dist/mutation');

export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  readonly status: 'Killed' | 'Survived' | 'NoCoverage' | 'Timeout' | 'CompileError' | 'RuntimeError' | 'Ignored' | 'Pending';
}

const place = z.object({ line: z.number(), column: z.number() });
const reportSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          mutatorName: z.string(),
          replacement: z.string().optional(),
          status: z.enum(['Killed', 'Survived', 'NoCoverage', 'Timeout', 'CompileError', 'RuntimeError', 'Ignored', 'Pending']),
          location: z.object({ start: place, end: place }),
        }),
      ),
    }),
  ),
});

/** Mutates these files (paths from the root, or patterns) and gives every mutant with what became of it. Throws where Stryker itself fails. */
export async function mutants(
  files: readonly string[],
  options: { readonly concurrency: number; readonly tests: readonly string[]; readonly static: boolean },
): Promise<Mutant[]> {
  if (!existsSync(join(packages, 'core/package.json')) || !existsSync(join(packages, 'vitest-runner/package.json')))
    await npmCi({ node: process.execPath, folder: tools, what: 'the tools for mutation testing' });
  mkdirSync(work, { recursive: true });
  const report = join(work, 'report.json');
  const configuration = join(work, 'stryker.config.json');
  const settings = {
    testRunner: 'vitest',
    plugins: [join(packages, 'vitest-runner/dist/src/index.js')],
    vitest: { configFile: 'tests/mutation/engine.config.ts', related: false },
    mutate: files,
    ignorePatterns: ['dist', '.tsbuild', 'data', 'data-demo', 'coverage', 'tools'],
    tempDirName: join('dist/mutation', `sandbox-${process.pid}`),
    // There is no TypeScript API in the version that we check with, and nothing here needs one.
    tsconfigFile: 'none.json',
    coverageAnalysis: 'perTest',
    // What runs once when a module loads needs a new process for every mutant of it.
    ignoreStatic: !options.static,
    concurrency: options.concurrency,
    timeoutMS: 20_000,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: report },
    allowEmpty: true,
  };
  writeFileSync(configuration, JSON.stringify(settings, null, 2));
  const child = spawn(process.execPath, [join(packages, 'core/bin/stryker.js'), 'run', configuration], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, MUTATION_TESTS: options.tests.join('\n') },
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`Stryker ended with ${String(code)}.`);
  return read(readFileSync(report, 'utf8'));
}

/** A report in the mutation-testing-report-schema as Stryker writes it. */
export function read(text: string): Mutant[] {
  return Object.entries(reportSchema.parse(JSON.parse(text)).files).flatMap(([file, { source, mutants: found }]) => {
    const lines = source.split('\n');
    return found.map(({ mutatorName, replacement, status, location: { start, end } }) => ({
      file,
      line: start.line,
      column: start.column,
      mutator: mutatorName,
      original: between(lines, start, end),
      replacement: onOneLine(replacement ?? ''),
      status,
    }));
  });
}

type Place = z.infer<typeof place>;

/** Lines and columns count from 1. */
function between(lines: readonly string[], start: Place, end: Place): string {
  const chosen = lines.slice(start.line - 1, end.line);
  const last = chosen.length - 1;
  const cut = chosen.map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined));
  return onOneLine(cut.join(' '));
}

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
