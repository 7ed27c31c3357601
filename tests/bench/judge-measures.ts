// Every measurement of the judge and of its peers, each in a process of its own; what one round of them gives.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { measureE2guardian } from './e2guardian.ts';
import type { ListOfNames, Workload } from './judge-workload.ts';
import { measuredRun } from './measured-run.ts';
import { bulkLinesPerSecond } from './judge-bulk.ts';
import type { Structure } from './name-structures.ts';

/** Figures of one run by name, or why there are none. */
export type Figures = Readonly<Record<string, number>> | { readonly failed: string };

export interface Measure {
  /** `5 M`, `judge`, … : the row group. */
  readonly of: string;
  readonly who: string;
  /** Rounds at most: some are too long, or too exact already, to repeat. */
  readonly rounds: number;
  run(): Promise<Figures>;
}

/** `group, who` → what each round gave. */
export type Measured = ReadonlyMap<string, readonly Figures[]>;

export const keyOf = (of: string, who: string): string => `${of}, ${who}`;

const number = z.number();
const compiledSchema = z.object({
  cpu: number,
  seconds: number,
  peak: number,
  bytes: number,
  names: number,
  lines: number,
  refused: number,
});
const loadedSchema = z.object({
  milliseconds: number,
  cpuMilliseconds: number,
  sha256Milliseconds: number,
  entries: number,
  resident: number,
  live: number,
  found: number,
});
const namesSchema = z.object({
  loadCpu: number,
  loadSeconds: number,
  resident: number,
  live: number,
  perSecond: number,
  hitShare: number,
  wrong: number,
  questions: number,
});
const speedSchema = z.object({ perSecond: number, blocked: number, p50: number, p99: number, p999: number, longest: number });
const decisionsSchema = z.object({
  hosts: speedSchema,
  pages: speedSchema,
  fromText: number,
  clock: number,
  listed: number,
  resident: number,
});
const wrongSchema = z.object({
  lookups: number,
  probes: number,
  hits: number,
  agreeing: z.object({ bits8: number, bits16: number, bits24: number }),
  seconds: number,
  entries: number,
});
const editSchema = z.object({
  before: z.string(),
  first: number,
  median: number,
  longest: number,
  resident: number,
  peakShare: number,
  entries: number,
});

/** Seconds that each speed is measured for; `scale` below 1 shortens everything. */
export function measuresOf(workload: Workload, packages: string, scale: number): Measure[] {
  const table = (name: string): string => join(workload.folder, `${name}.table`);
  const seconds = Math.max(0.3, 4 * scale);
  const compile = (of: string, source: string, category: string | null): Measure => ({
    of,
    who: 'schoolgate, compiling',
    rounds: 3,
    run: async () => measuredRun('judge-compile.ts', { source, category, out: table(of) }, compiledSchema),
  });
  const load = (of: string, name: string): Measure => ({
    of,
    who: 'schoolgate, loading',
    rounds: 9,
    run: async () => measuredRun('judge-load.ts', { table: table(of), name }, loadedSchema),
  });
  const names = (structure: Structure, list: ListOfNames, rounds: number): Measure => ({
    of: list.of,
    who: structure,
    rounds,
    run: async () =>
      measuredRun(
        'judge-names.ts',
        { structure, source: structure === 'schoolgate' ? table(list.of) : list.file, questions: list.questions, packages, seconds },
        namesSchema,
      ),
  });
  const e2guardian = (list: ListOfNames): Measure => ({
    of: list.of,
    who: 'e2guardian',
    rounds: 3,
    async run() {
      const none = await measureE2guardian(null);
      const { cpu, resident, perRequest } = await measureE2guardian(list.file);
      return { loadCpu: cpu - none.cpu, resident: resident - none.resident, ...(perRequest === null ? {} : { perRequest }) };
    },
  });
  const everyList = (list: ListOfNames): Measure[] => [
    names('schoolgate', list, 9),
    names('set', list, 9),
    names('map', list, 9),
    names('hntrie', list, 9),
    names('hntrie-wasm', list, 9),
    // It keeps every rule as text and as objects: five million do not fit into this machine.
    ...(list.names > 2e6 ? [] : [names('adguard-dns', list, 3)]),
    ...(existsSync('/usr/sbin/e2guardian') ? [e2guardian(list)] : []),
  ];
  const asked = { addresses: workload.addresses, popular: workload.popular, categoryLists: workload.categoryLists };
  return [
    compile('lists', workload.categoryLists, null),
    ...workload.lists.map(({ of, file }) => compile(of, file, 'pornography')),
    ...workload.lists.map(({ of, sample }) => load(of, sample)),
    ...workload.lists.flatMap(everyList),
    {
      of: 'judge',
      who: 'schoolgate',
      rounds: 9,
      async run() {
        const found = await measuredRun('judge-decisions.ts', { table: table('lists'), ...asked, seconds }, decisionsSchema);
        return 'failed' in found ? found : flat(found);
      },
    },
    {
      of: 'edit',
      who: 'schoolgate',
      rounds: 9,
      async run() {
        const found = await measuredRun('judge-edit.ts', { table: table('5 M'), popular: workload.popular }, editSchema);
        return 'failed' in found ? found : flat(found);
      },
    },
    {
      of: 'wrong hits',
      who: 'schoolgate',
      rounds: 1,
      async run() {
        const found = await measuredRun(
          'judge-wrong-hits.ts',
          { table: table('5 M'), lookups: 200e6 * scale, seconds: 150 * scale },
          wrongSchema,
        );
        return 'failed' in found ? found : flat(found);
      },
    },
    { of: 'bulk', who: 'schoolgate', rounds: 3, run: async () => bulkLinesPerSecond(workload, scale) },
  ];
}

/** Numbers of an answer by their place: `hosts.p99`. */
function flat(answer: object, prefix = ''): Record<string, number> {
  return Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]: [string, unknown]): [string, number][] => {
      if (typeof value === 'number') return [[prefix + name, value]];
      return typeof value === 'object' && value !== null ? Object.entries(flat(value, `${prefix}${name}.`)) : [];
    }),
  );
}
