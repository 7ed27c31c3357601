// The judge beside other people's ways to keep lists, on the same lists in the same run: what compiling and loading take,
// what stays in memory, how fast the answers are, and whether they are right.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { e2guardianVersion } from './e2guardian.ts';
import { judgeRows } from './judge-rows.ts';
import { keyOf, measuresOf, type Figures, type Measure, type Measured } from './judge-measures.ts';
import { makeWorkload, type Workload } from './judge-workload.ts';
import { installOutside, type OutsidePackages } from './outside-packages.ts';
import type { Report } from './report.ts';

const ownData = join(import.meta.dirname, '../../../shared/data');
const peers = { '@gorhill/ubo-core': '0.1.30', '@adguard/tsurlfilter': '6.0.3' };
/** The registry may hold an older one than its main package asks for. */
const overrides = { '@adguard/agtree': '4.2.0' };

export async function benchJudge(options: readonly string[]): Promise<Report | string> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      rounds: { type: 'string', default: '3' },
      quick: { type: 'boolean', default: false },
      data: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const data = values.data ?? (existsSync(ownData) ? ownData : null);
  if (data !== null && !existsSync(data)) return `There is no folder ${data}.`;
  const rounds = Math.max(1, Number.parseInt(values.rounds, 10) || 3);
  const scale = values.quick ? 0.02 : 1;
  console.error('making lists and questions …');
  const workload = await makeWorkload(data, scale);
  const outside = await installOutside(peers, overrides);
  try {
    const only = values.only?.split(',');
    const measures = measuresOf(workload, outside.folder, scale).filter(
      ({ of, who }) => !only || only.includes(of) || only.includes(who) || who.includes('compiling'),
    );
    return reportOf(await measureAll(measures, rounds), workload, outside, { rounds, scale });
  } finally {
    workload.remove();
    outside.remove();
  }
}

/** Round by round, each time in another order, so that a noisy minute of the machine meets everybody. */
async function measureAll(measures: readonly Measure[], rounds: number): Promise<Measured> {
  const measured = new Map<string, Figures[]>();
  for (let round = 0; round < rounds; round++) {
    // Tables are compiled first: the others read them.
    const [first, others] = [
      measures.filter(({ who }) => who.includes('compiling')),
      measures.filter(({ who }) => !who.includes('compiling')),
    ];
    const turn = (round * Math.ceil(others.length / rounds)) % Math.max(1, others.length);
    for (const measure of [...first, ...others.slice(turn), ...others.slice(0, turn)]) {
      const key = keyOf(measure.of, measure.who);
      const before = measured.get(key) ?? [];
      // What failed once fails again.
      if (round >= measure.rounds || before.some((figures) => 'failed' in figures)) continue;
      const figures = await measure
        .run()
        .catch((problem: unknown): Figures => ({ failed: problem instanceof Error ? problem.message : String(problem) }));
      console.error(`round ${round + 1}: ${key}: ${'failed' in figures ? figures.failed : rounded(figures)}`);
      measured.set(key, [...before, figures]);
    }
  }
  return measured;
}

function reportOf(measured: Measured, workload: Workload, outside: OutsidePackages, how: { rounds: number; scale: number }): Report {
  const { columns, rows, notes } = judgeRows(measured, workload);
  const e2guardian = e2guardianVersion();
  const missing = Object.entries(outside.missing).map(([name, why]) => `${name} could not be had: ${why}.`);
  return {
    name: 'The judge: lists, memory, speed and rightness, beside others',
    columns,
    rows,
    notes: [
      `Medians of at most ${how.rounds} rounds${how.scale === 1 ? '' : `, at ${how.scale} of every size (--quick): the figures say nothing`}; each figure from a process of its own. CPU is user and system time of all threads.`,
      workload.real
        ? 'Lists and requests are the real ones of the data folder.'
        : 'There is no data folder: lists and requests are made up.',
      ...notes,
      ...(e2guardian === null ? ['e2guardian is not installed, so it was not measured.'] : []),
      'AdGuard Home’s own engine is written in Go, whose modules no npm or Debian package brings; its sibling in TypeScript (DnsEngine of @adguard/tsurlfilter) stands for it.',
      ...missing,
    ],
    figures: { ...how, lists: workload.lists.map(({ of, names }) => ({ of, names })), measured: Object.fromEntries(measured) },
    peers: { ...outside.versions, ...(e2guardian === null ? {} : { e2guardian }) },
  };
}

/** For whoever watches, and for a run that is broken off. */
function rounded(figures: Readonly<Record<string, number>>): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
    .join(', ');
}
