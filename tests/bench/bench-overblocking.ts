// What imported lists would wrongly stop: the most visited sites and the world's universities, asked of the real judge
// under the starter policy, with the corrections and without. Not a benchmark of speed.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadLists } from '#main/lists.ts';
import { listsSetup } from '#main/lists/lists-setup.ts';
import { readSource } from '#main/lists/read-source.ts';
import { compileBundle } from '#policies/bundle/compile.ts';
import { createJudge, type Judge } from '#policies/engine/judge.ts';
import { parseTarget } from '#policies/engine/target.ts';
import type { Corrections } from '#policies/lists/corrections.ts';
import { totalsOf, type SourceReport } from '#policies/lists/source-report.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { CategoryTable } from '#policies/table/category-table.ts';
import { ListedNames } from '#policies/table/listed-names.ts';
import { TableBuilder } from '#policies/table/table-builder.ts';
import { encodeTable } from '#policies/table/table-file.ts';
import type { Report } from './report.ts';

const usualData = process.env['SCHOOLGATE_TEST_DATA'] ?? join(import.meta.dirname, '../../../shared/data');
/** Thursday 5 November 2026, 11:30 in London: a lesson. */
const thursday = Date.UTC(2026, 10, 5, 11, 30);
const phases = ['ks3', 'sixth-form'] as const;
const mostExamples = 12;

export async function benchOverblocking(options: readonly string[]): Promise<Report | string> {
  const { values } = parseArgs({
    args: [...options],
    options: { data: { type: 'string' }, rounds: { type: 'string' }, only: { type: 'string' }, quick: { type: 'boolean' } },
  });
  const data = values.data ?? usualData;
  const ut1 = join(data, 'ut1/blacklists');
  if (!existsSync(ut1)) return `There is no ${ut1}: give a folder with ut1, popular and education with --data.`;
  const setup = await listsSetup(join(data, 'no lists.yaml'));
  if (!setup.ok) return setup.problem;
  const plain = await judged(ut1, undefined);
  const corrected = await judged(ut1, setup.value.corrections);
  if (typeof plain === 'string') return plain;
  if (typeof corrected === 'string') return corrected;
  const groups = { popular: popularHosts(data), education: educationHosts(data) };
  const counts = Object.entries(groups).flatMap(([group, hosts]) =>
    phases.map((phase) => ({ group, phase, before: stopped(plain.judge, hosts, phase), after: stopped(corrected.judge, hosts, phase) })),
  );
  const categories = [...new Set(counts.flatMap(({ before, after }) => [...before.keys(), ...after.keys()]))].sort();
  const size = (map: ReadonlyMap<string, readonly string[]>, category: string): number => map.get(category)?.length ?? 0;
  const rows = categories.map((category) => [
    category,
    ...counts.map(({ before, after }) => `${size(before, category)} → ${size(after, category)}`),
  ]);
  const total = (map: ReadonlyMap<string, readonly string[]>): number => [...map.values()].reduce((sum, hosts) => sum + hosts.length, 0);
  return {
    name: `What UT1 stops of ${groups.popular.length} popular sites and ${groups.education.length} universities under the starter policy, without corrections → with them`,
    columns: ['category', ...counts.map(({ group, phase }) => `${group} ${phase}`)],
    rows: [...rows, ['all', ...counts.map(({ before, after }) => `${total(before)} → ${total(after)}`)]],
    notes: [...examples(counts), ...refusedNotes(corrected.report)],
    figures: {
      counts: counts.map(({ group, phase, before, after }) => ({
        group,
        phase,
        before: Object.fromEntries(before),
        after: Object.fromEntries(after),
      })),
      totals: totalsOf(corrected.report),
    },
    peers: {},
  };
}

interface Judged {
  readonly judge: Judge;
  readonly report: SourceReport;
}

async function judged(ut1: string, corrections: Corrections | undefined): Promise<Judged | string> {
  const builder = new TableBuilder({ a: 1, b: 2 });
  const read = await readSource(ut1, { id: 'ut1', name: 'UT1', corrections }, builder);
  if (!read.ok) return read.problem;
  const table = CategoryTable.open(encodeTable(builder.keys()));
  if ('problem' in table) return table.problem;
  const { lists } = await loadLists([]);
  const compiled = compileBundle({ school: 'bench', number: 1, madeAt: 0, policy: starterPolicy, lists, phraseLists: [] });
  if (!compiled.ok) return compiled.problems.join('\n');
  return { judge: createJudge(compiled.bundle, { names: new ListedNames(table), mandatory: [], phraseLists: [] }), report: read.value };
}

/** Hosts that are blocked, by the category that the verdict names. */
function stopped(judge: Judge, hosts: readonly string[], phase: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const host of hosts) {
    const target = parseTarget(`https://${host}/`);
    if (target === null) continue;
    const request = { subject: { id: 'pupil', groups: [phase] }, target, destination: 'document' as const, initiator: null, at: thursday };
    const { effect, category } = judge.judge(request);
    if (effect !== 'block') continue;
    const key = category ?? 'no category';
    found.set(key, [...(found.get(key) ?? []), host]);
  }
  return found;
}

function examples(
  counts: readonly { group: string; phase: string; before: Map<string, string[]>; after: Map<string, string[]> }[],
): string[] {
  return counts.flatMap(({ group, phase, before, after }) => {
    const still = new Set([...after.values()].flat());
    const opened = [...before].flatMap(([category, hosts]) =>
      hosts.filter((host) => !still.has(host)).map((host) => `${host} (${category})`),
    );
    const kept = [...after].map(([category, hosts]) => `  ${category}: ${hosts.slice(0, mostExamples).join(' ')}`);
    return [
      `${group}, ${phase}: opened by corrections: ${opened.length === 0 ? 'none' : opened.join(', ')}.`,
      `${group}, ${phase}: still stopped, for example:`,
      ...kept,
    ];
  });
}

function refusedNotes({ files }: SourceReport): string[] {
  const reasons = Map.groupBy(
    files.flatMap(({ path, refused }) => refused.map((each) => ({ path, ...each }))),
    ({ problem }) => problem,
  );
  return [...reasons].map(
    ([problem, some]) =>
      `Refused: ${some.reduce((sum, { count }) => sum + count, 0)} lines (${some.map(({ path, count }) => `${path} ${count}`).join(', ')}): ${problem}`,
  );
}

function popularHosts(data: string): string[] {
  const folder = join(data, 'popular');
  const lines = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
  const hosts = lines.map((line) => /(?:^|,)"?([a-z0-9-]+(?:\.[a-z0-9-]+)+)"?(?:,|\s*$)/i.exec(line)?.[1]?.toLowerCase());
  return [...new Set(hosts.filter((host) => host !== undefined))].sort();
}

const universities = z.array(z.looseObject({ domains: z.array(z.string()) }));

function educationHosts(data: string): string[] {
  const file = join(data, 'education/world_universities_and_domains.json');
  return [...new Set(universities.parse(JSON.parse(readFileSync(file, 'utf8'))).flatMap(({ domains }) => domains))].sort();
}
