// Other people's packages for comparison, installed into a temporary folder: whatever their licence, nothing of them is in the
// project, and a benchmark that cannot have one says so.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { collect } from '../../start/collect.mjs';
import { findNpm, withoutOuterNpm } from '../../start/npm.mjs';

export interface OutsidePackages {
  readonly folder: string;
  /** Package → version, of those that could be had. */
  readonly versions: Readonly<Record<string, string>>;
  /** Package → why it could not be had. */
  readonly missing: Readonly<Record<string, string>>;
  remove(): void;
}

/** Each wanted package with a version of its own; `overrides` as npm has them. */
export async function installOutside(
  wanted: Readonly<Record<string, string>>,
  overrides: Readonly<Record<string, string>>,
): Promise<OutsidePackages> {
  const folder = mkdtempSync(join(tmpdir(), 'schoolgate-peers-'));
  const versions: Record<string, string> = {};
  const missing: Record<string, string> = {};
  const npm = findNpm(process.env, process.execPath);
  const dependencies: Record<string, string> = {};
  for (const [name, version] of Object.entries(wanted)) {
    // One after the other, so that one that cannot be had takes no other with it.
    const tried = { ...dependencies, [name]: version };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: tried, overrides }));
    const problem = npm === null ? 'npm was not found' : await install(npm, folder);
    const file = join(folder, 'node_modules', name, 'package.json');
    if (problem === null && existsSync(file)) {
      versions[name] = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
      dependencies[name] = version;
    } else missing[name] = problem ?? 'npm did not install it';
  }
  return { folder, versions, missing, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function install(npm: string, folder: string): Promise<string | null> {
  const args = [
    npm,
    'install',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--legacy-peer-deps',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const { code, output } = await collect(process.execPath, args, { cwd: folder, env: withoutOuterNpm(process.env) });
  return code === 0 ? null : (/npm error (?!code|A complete log)(.*)/.exec(output)?.[1] ?? `npm ended with ${code}`);
}
