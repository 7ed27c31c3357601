// Origins with bad certificates, from an outside suite: does the proxy notice, or hide them behind its own good certificate?
// The suite listens on port 443 of loopback addresses, so it needs a user who may.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startChild } from '../bench/measured-child.ts';
import { programVersion, type Report } from '../bench/report.ts';
import { driverFolder, printed } from './suite-drivers.ts';

const resultSchema = z.object({
  pass: z.number(),
  of: z.number(),
  cases: z.array(
    z.object({ id: z.string(), expect: z.string(), ok: z.boolean(), got: z.string(), status: z.number().nullish(), ms: z.number() }),
  ),
});

export async function badTls(): Promise<Report | string> {
  const driver = driverFolder('badtls', 'badtls.mjs');
  if (!driver.ok) return driver.problem;
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-badtls-'));
  try {
    // The driver looks for its certificates beside itself.
    cpSync(driver.folder, dir, { recursive: true });
    await printed('bash', ['make-certs.sh', 'certs'], { cwd: dir });
    const hosts = await printed(process.execPath, ['badtls.mjs', 'hosts'], { cwd: dir });
    const places = Object.fromEntries(
      hosts
        .trim()
        .split('\n')
        .map((line) => line.split(' ').toReversed()),
    );
    const root = readFileSync(join(dir, 'certs', 'root.crt'), 'utf8');
    const proxy = await startChild('our-proxy.ts', { root, places }, (message) =>
      z.object({ port: z.number(), authority: z.string() }).parse(message),
    );
    try {
      writeFileSync(join(dir, 'proxy-ca.pem'), proxy.ready.authority);
      await printed(
        process.execPath,
        ['badtls.mjs', '--proxy', `127.0.0.1:${proxy.ready.port}`, '--proxy-ca', 'proxy-ca.pem', '--out', 'result.json'],
        {
          cwd: dir,
        },
      );
      return reportOf(resultSchema.parse(JSON.parse(readFileSync(join(dir, 'result.json'), 'utf8'))));
    } finally {
      await proxy.stop();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function reportOf({ cases, ...suite }: z.infer<typeof resultSchema>): Report {
  const passed = cases.filter(({ ok }) => ok).length;
  return {
    name: 'bad origin certificates, our proxy',
    columns: ['case', 'wanted', 'came', 'status', 'passed', 'ms'],
    rows: cases.map(({ id, expect, got, status, ok, ms }) => [id, expect, got, status ?? '-', ok ? 'yes' : 'NO', ms]),
    notes: [
      `${passed} of ${cases.length}; by the suite's own count, which leaves "incomplete" out, ${suite.pass} of ${suite.of}. Squid 5.7: 23 of 24.`,
      'Wanted "ok": the page behind a certificate of ours. Wanted "fail": never the origin\'s page. An error page is a page of ours that says what is wrong.',
    ],
    figures: { passed, cases },
    peers: { opensslProgram: programVersion('openssl', 'version') ?? 'unknown' },
  };
}
