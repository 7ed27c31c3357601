// Drivers of outside suites, which are not part of this repository.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of a suite's driver, or a sentence that says how to name it. */
export function driverFolder(
  suite: string,
  file: string,
): { readonly ok: true; readonly folder: string } | { readonly ok: false; readonly problem: string } {
  const drivers = resolve(process.env['SCHOOLGATE_SUITES'] ?? join(import.meta.dirname, '../../../shared/suites'));
  const folder = join(drivers, suite);
  if (existsSync(join(folder, file))) return { ok: true, folder };
  return { ok: false, problem: `The drivers of outside suites are not in ${drivers}: say with SCHOOLGATE_SUITES where they are.` };
}

/** What a program printed. Rejects when it fails. @param options `path`: a folder to look for programs in first */
export function printed(
  program: string,
  args: readonly string[],
  { cwd, path }: { readonly cwd: string; readonly path?: string },
): Promise<string> {
  return new Promise((done, failed) => {
    const env = { ...process.env, PATH: [...(path === undefined ? [] : [path]), process.env['PATH']].join(':') };
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', failed);
    child.once('close', (code) => {
      if (code === 0) done(Buffer.concat(chunks).toString());
      else failed(new Error(`${program} ${args[0] ?? ''} ended with ${code}`));
    });
  });
}
