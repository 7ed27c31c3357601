// `NAME [--json FILE]` for benchmarks and for outside suites: finds what is asked for, runs it, prints and writes its report.
import { parseArgs } from 'node:util';
import { printReport, writeReport, type Report } from './report.ts';

export interface Runnable {
  readonly about: string;
  /** A sentence instead of a report: it cannot run here. Options are what stands after NAME. */
  run(options: readonly string[]): Promise<Report | string>;
}

/** Exit status: 0 done, 1 a wrong command, 2 something is missing on this machine, 3 it ran and did not come out as it must. */
export async function runCommand(
  kind: 'bench' | 'conformance',
  runnables: Readonly<Record<string, Runnable>>,
  args: readonly string[],
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean' },
      data: { type: 'string' },
      only: { type: 'string' },
    },
    allowPositionals: true,
  });
  const [name] = positionals;
  const runnable = name !== undefined && Object.hasOwn(runnables, name) ? runnables[name] : undefined;
  if (!runnable) {
    console.log(`npm run ${kind} -- NAME [--json FILE], with NAME one of:\n`);
    for (const [known, { about }] of Object.entries(runnables)) console.log(`  ${known.padEnd(14)} ${about}`);
    return name === undefined ? 0 : 1;
  }
  const named = (['rounds', 'data', 'only'] as const).flatMap((name) => (values[name] === undefined ? [] : [`--${name}`, values[name]]));
  const options = [...named, ...(values.quick ? ['--quick'] : [])];
  const report = await runnable.run(options);
  if (typeof report === 'string') {
    console.log(report);
    return 2;
  }
  printReport(report);
  if (values.json !== undefined) writeReport(report, values.json, `npm run ${kind} -- ${[name, ...options].join(' ')}`);
  const { unexpected = [] } = report;
  if (unexpected.length > 0) console.error(`\nNot as the repository says (${unexpected.length}):\n${unexpected.join('\n')}`);
  return unexpected.length > 0 ? 3 : 0;
}
