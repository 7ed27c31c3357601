// Are WebSockets the same through the proxy as without it? An outside suite's raw client and server, ws and wss.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startChild } from '../bench/measured-child.ts';
import { versionOf, type Report } from '../bench/report.ts';
import { createTestAuthority } from '../support/test-authority.ts';
import { driverFolder, printed } from './suite-drivers.ts';

const resultSchema = z.object({
  pass: z.number(),
  of: z.number(),
  results: z.array(z.tuple([z.string(), z.union([z.literal(true), z.string()])])),
});
type Result = z.infer<typeof resultSchema>;

const modes = ['direct', 'ws', 'wss'] as const;

export async function webSockets(): Promise<Report | string> {
  const driver = driverFolder('ws', 'ws-passthrough.mjs');
  if (!driver.ok) return driver.problem;
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-ws-'));
  try {
    cpSync(join(driver.folder, 'ws-passthrough.mjs'), join(dir, 'ws-passthrough.mjs'));
    symlinkSync(join(import.meta.dirname, '../../node_modules'), join(dir, 'node_modules'));
    const results = new Map<string, Result>();
    for (const mode of modes) results.set(mode, await runMode(mode, dir));
    return reportOf(results);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function runMode(mode: (typeof modes)[number], dir: string): Promise<Result> {
  const run = async (...args: string[]): Promise<Result> => {
    await printed(process.execPath, ['ws-passthrough.mjs', '--out', 'result.json', ...args], { cwd: dir, path: join(dir, 'bin') });
    return resultSchema.parse(JSON.parse(readFileSync(join(dir, 'result.json'), 'utf8')));
  };
  if (mode === 'direct') return run();
  const root = await certificateFor('allowed.test', dir);
  const proxy = await startChild('our-proxy.ts', { root, places: { 'allowed.test': '127.77.0.1' } }, (message) =>
    z.object({ port: z.number() }).parse(message),
  );
  try {
    return await run('--proxy', `127.0.0.1:${proxy.ready.port}`, ...(mode === 'wss' ? ['--tls'] : []));
  } finally {
    await proxy.stop();
  }
}

/**
 * The suite has `openssl` make a certificate for its origin in each run, which no proxy could trust beforehand. A program of
 * that name hands it one that is known. Returns the root to trust.
 */
async function certificateFor(host: string, dir: string): Promise<string> {
  const authority = await createTestAuthority();
  const { key, cert } = await authority.issue([host]);
  writeFileSync(join(dir, 'key.pem'), key);
  writeFileSync(join(dir, 'cert.pem'), cert);
  mkdirSync(join(dir, 'bin'), { recursive: true });
  const script = `#!/bin/sh
while [ $# -gt 1 ]; do
  case "$1" in -keyout) cp '${join(dir, 'key.pem')}' "$2";; -out) cp '${join(dir, 'cert.pem')}' "$2";; esac
  shift
done
`;
  writeFileSync(join(dir, 'bin', 'openssl'), script, { mode: 0o755 });
  return authority.root;
}

function reportOf(results: ReadonlyMap<string, Result>): Report {
  const names = [...results.values()][0]?.results.map(([name]) => name) ?? [];
  const cell = (result: Result, name: string): string => {
    const came = result.results.find(([one]) => one === name)?.[1];
    return came === true ? 'yes' : (came ?? 'not run');
  };
  return {
    name: 'WebSockets through our proxy',
    columns: ['case', ...results.keys()],
    rows: [
      ...names.map((name) => [name, ...Array.from(results.values(), (result) => cell(result, name))]),
      ['passed', ...Array.from(results.values(), ({ pass, of }) => `${pass} of ${of}`)],
    ],
    notes: ['"direct" is the control: the same client and server with nothing between them. Squid 5.7: 29 of 29, once told to allow it.'],
    figures: Object.fromEntries(results),
    peers: { ws: versionOf('ws') },
  };
}
