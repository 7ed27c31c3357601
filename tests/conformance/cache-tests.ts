// The public cache-tests suite against our proxy, on both ways through it. Driver and suite are not part of this repository.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { freePort, listening } from '../bench/free-port.ts';
import { startChild } from '../bench/measured-child.ts';
import type { Report } from '../bench/report.ts';
import { createTestAuthority } from '../support/test-authority.ts';
import { knownFailures, unexpectedOf } from './cache-known-failures.ts';

const kinds = ['required', 'optimal', 'check'] as const;
const score = z.object({
  required: z.tuple([z.number(), z.number()]),
  optimal: z.tuple([z.number(), z.number()]),
  check: z.tuple([z.number(), z.number()]),
});
const resultSchema = z.object({
  suite_commit: z.string(),
  seconds: z.number(),
  scoreWithoutCdn: score,
  perSuite: z.record(z.string(), score),
  verdicts: z.record(z.string(), z.object({ suite: z.string(), kind: z.string(), verdict: z.string(), detail: z.string() })),
});
type Result = z.infer<typeof resultSchema>;

const modes = ['forward', 'connect'] as const;
type Mode = (typeof modes)[number];
/** Judges a field for content delivery networks, which a proxy on the client's side must ignore. */
const notForUs = 'cdn-cache-control';

/** What other caches reached (required, optimal, check), as the drivers' own notes tell it. */
const peers =
  'Traffic Server 9.2: 134/72/44; Apache 2.4: 131/68/43; undici: 126/68/47; Squid 5.7: 122/61/63; Varnish: 119/45/26; nginx: 100/58/17';

export async function cacheTests(): Promise<Report | string> {
  const drivers = resolve(process.env['SCHOOLGATE_SUITES'] ?? join(import.meta.dirname, '../../../shared/suites'));
  const client = join(drivers, 'cache-tests-client.mjs');
  if (!existsSync(client)) return `The drivers of outside suites are not in ${drivers}: say with SCHOOLGATE_SUITES where they are.`;
  const checkout = resolve(process.env['CACHE_TESTS_DIR'] ?? join(drivers, 'cache-tests'));
  if (!existsSync(join(checkout, 'node_modules', 'undici'))) {
    return `There is no checkout of http-tests/cache-tests with its packages in ${checkout}: fetch it from GitHub, run "npm install" in it and say with CACHE_TESTS_DIR where it is.`;
  }
  const results = new Map<Mode, Result>();
  for (const mode of modes) results.set(mode, await runMode(mode, drivers, checkout));
  return reportOf(results);
}

async function runMode(mode: Mode, drivers: string, checkout: string): Promise<Result> {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-suite-'));
  const authority = await createTestAuthority();
  const { key, cert } = await authority.issue(['localhost']);
  const file = (name: string, content: string): string => {
    writeFileSync(join(dir, name), content);
    return join(dir, name);
  };
  const port = await freePort();
  const protocol = mode === 'connect' ? 'https' : 'http';
  const originEnvironment = {
    ...process.env,
    CACHE_TESTS_DIR: checkout,
    ORIGIN_PORT: String(port),
    ORIGIN_PROTOCOL: protocol,
    ORIGIN_PIDFILE: join(dir, 'origin.pid'),
    ORIGIN_KEY: file('key.pem', key),
    ORIGIN_CERT: file('cert.pem', cert),
  };
  const origin = spawn(process.execPath, [join(drivers, 'cache-tests-origin.mjs')], { env: originEnvironment, stdio: 'ignore' });
  const proxy = await startChild('our-proxy.ts', { root: authority.root }, (message) =>
    z.object({ port: z.number(), authority: z.string() }).parse(message),
  );
  try {
    await listening(port);
    const out = join(dir, 'result.json');
    const commit = existsSync(join(checkout, '.commit')) ? readFileSync(join(checkout, '.commit'), 'utf8').trim() : 'unknown';
    const host = mode === 'connect' ? 'localhost' : '127.0.0.1';
    const args = [
      '--dir',
      checkout,
      '--mode',
      mode,
      '--proxy',
      `127.0.0.1:${proxy.ready.port}`,
      '--base',
      `${protocol}://${host}:${port}`,
      '--out',
      out,
      '--commit',
      commit,
      '--label',
      'schoolgate',
      '--quiet',
    ];
    if (mode === 'connect') args.push('--ca', file('ca.pem', proxy.ready.authority));
    await finished(
      spawn(process.execPath, ['--no-warnings', join(drivers, 'cache-tests-client.mjs'), ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
    return resultSchema.parse(JSON.parse(readFileSync(out, 'utf8')));
  } finally {
    origin.kill();
    await proxy.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function finished(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code) => (code === 0 ? done() : failed(new Error(`the suite's client ended with ${code}`))));
  });
}

const ratio = ([passed, total]: readonly [number, number]): string => (total === 0 ? '-' : `${passed}/${total}`);

function reportOf(results: ReadonlyMap<Mode, Result>): Report {
  const groups = [...new Set([...results.values()].flatMap(({ perSuite }) => Object.keys(perSuite)))].filter((group) => group !== notForUs);
  const cells = (of: (result: Result) => z.infer<typeof score> | undefined): string[] =>
    [...results.values()].flatMap((result) => kinds.map((kind) => ratio(of(result)?.[kind] ?? [0, 0])));
  const ofOurs = (verdicts: Result['verdicts']): Result['verdicts'] =>
    Object.fromEntries(Object.entries(verdicts).filter(([, { suite }]) => suite !== notForUs));
  const unexpected = [...results].flatMap(([mode, { verdicts }]) =>
    unexpectedOf(ofOurs(verdicts), knownFailures).map((one) => `${mode}: ${one}`),
  );
  return {
    name: 'cache-tests (http-tests/cache-tests), our proxy',
    columns: ['group', ...modes.flatMap((mode) => kinds.map((kind) => `${mode} ${kind}`))],
    rows: [
      ...groups.map((group) => [group, ...cells(({ perSuite }) => perSuite[group])]),
      ['all but CDN', ...cells(({ scoreWithoutCdn }) => scoreWithoutCdn)],
    ],
    notes: [
      `Suite commit ${[...results.values()][0]?.suite_commit ?? 'unknown'}. Other caches, without CDN: ${peers}.`,
      `Known failures (${Object.keys(knownFailures).length}), required and optimal, the same on both ways:`,
      ...Object.entries(knownFailures).map(([id, reason]) => `  ${id}: ${reason}.`),
    ],
    unexpected,
    figures: Object.fromEntries(results),
    peers: {},
  };
}
