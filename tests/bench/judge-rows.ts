// The table: one row a question, ours first, then what was asked for, then everybody else.
import { keyOf, type Measured } from './judge-measures.ts';
import type { Workload } from './judge-workload.ts';
import { median } from './medians.ts';

type Row = readonly (string | number)[];

const others = [
  ['set', 'Set'],
  ['map', 'Map'],
  ['hntrie', 'uBlock trie'],
  ['hntrie-wasm', 'uBlock trie (wasm)'],
  ['adguard-dns', 'AdGuard DNS (TS)'],
  ['e2guardian', 'e2guardian'],
] as const;

export function judgeRows(measured: Measured, workload: Workload): { columns: string[]; rows: Row[]; notes: string[] } {
  /** Median of a figure over the rounds; `fails` where there are none because it cannot. */
  const of = (group: string, who: string, figure: string): number | 'fails' | null => {
    const runs = measured.get(keyOf(group, who));
    if (runs === undefined || runs.length === 0) return null;
    if (runs.some((run) => 'failed' in run)) return 'fails';
    const values = runs.flatMap((run) => ('failed' in run ? [] : [run[figure]])).filter((value) => value !== undefined);
    return values.length === 0 ? null : median(values);
  };
  const cell = (value: number | 'fails' | null, factor: number, digits = 3): string =>
    typeof value === 'number' ? shown(value * factor, digits) : (value ?? '-');
  const ours = (label: string, unit: string, group: string, who: string, figure: string, factor: number, asked: string): Row => [
    label,
    unit,
    cell(of(group, who, figure), factor),
    asked,
    ...others.map(() => '-'),
  ];
  const beside = (
    label: string,
    unit: string,
    group: string,
    figure: string,
    factor: number,
    asked: string,
    own: readonly [string, string, number] = ['schoolgate', figure, factor],
  ): Row => [label, unit, cell(of(group, own[0], own[1]), own[2]), asked, ...others.map(([who]) => cell(of(group, who, figure), factor))];
  const rows: Row[] = [
    ours('all categories compiled', 'CPU s', 'lists', 'schoolgate, compiling', 'cpu', 1, ''),
    ours('  memory at most', 'MB', 'lists', 'schoolgate, compiling', 'peak', 1e-6, ''),
    ours('  lines refused', 'lines', 'lists', 'schoolgate, compiling', 'refused', 1, ''),
  ];
  for (const { of: group, names } of workload.lists) {
    const big = group === '5 M';
    rows.push(
      ours(`${group} (${names} names): compiled`, 'CPU s', group, 'schoolgate, compiling', 'cpu', 1, big ? '≤ 60' : ''),
      ours('  memory at most', 'MB', group, 'schoolgate, compiling', 'peak', 1e-6, big ? '≤ 1500' : ''),
      ours('  file', 'bytes a name', group, 'schoolgate, compiling', 'bytes', 1 / names, ''),
      beside('  loaded', 'CPU ms', group, 'loadCpu', 1_000, '', ['schoolgate, loading', 'cpuMilliseconds', 1]),
      ours('  loaded, until the first answer', 'ms', group, 'schoolgate, loading', 'milliseconds', 1, big ? '≤ 50' : ''),
      ours('  SHA-256 of the file besides', 'ms', group, 'schoolgate, loading', 'sha256Milliseconds', 1, ''),
      beside('  resident', 'bytes a name', group, 'resident', 1 / names, '≤ 10', ['schoolgate, loading', 'resident', 1 / names]),
      beside('  live', 'bytes a name', group, 'live', 1 / names, '', ['schoolgate, loading', 'live', 1 / names]),
      beside('  hosts looked up', 'a CPU s', group, 'perSecond', 1, '≥ 3000000'),
      beside('  wrong answers', 'of 200000', group, 'wrong', 1, '0'),
    );
    if (measured.has(keyOf(group, 'e2guardian'))) rows.push(beside('  a blocked request over HTTP', 'CPU µs', group, 'perRequest', 1, ''));
  }
  const judge = (label: string, unit: string, figure: string, factor: number, asked: string): Row =>
    ours(label, unit, 'judge', 'schoolgate', figure, factor, asked);
  for (const [kind, what] of [
    ['hosts', 'bare hosts'],
    ['pages', 'whole addresses'],
  ] as const) {
    rows.push(
      judge(`judged, full policy, ${what}`, 'a CPU s', `${kind}.perSecond`, 1, '≥ 1000000'),
      judge('  median', 'µs', `${kind}.p50`, 1, ''),
      judge('  99 of 100 within', 'µs', `${kind}.p99`, 1, '≤ 5'),
      judge('  999 of 1000 within', 'µs', `${kind}.p999`, 1, ''),
      judge('  blocked', '%', `${kind}.blocked`, 100, ''),
    );
  }
  rows.push(
    judge('address as text to verdict', 'a CPU s', 'fromText', 1, ''),
    judge('  listed', '%', 'listed', 100, '50'),
    judge('  the clock itself', 'µs', 'clock', 1, ''),
    ours('one rule more in force (5 M loaded)', 'ms, first', 'edit', 'schoolgate', 'first', 1, '≤ 100'),
    ours('  once warm', 'ms', 'edit', 'schoolgate', 'median', 1, '≤ 100'),
    ours('  memory at most over before', '%', 'edit', 'schoolgate', 'peakShare', 100, '≤ 10'),
    ours('hosts surely not listed, asked of 5 M', 'look-ups', 'wrong hits', 'schoolgate', 'lookups', 1, ''),
    ours('  taken for listed', 'hits', 'wrong hits', 'schoolgate', 'hits', 1, ''),
    ours('schoolgate judge, in bulk', 'lines a CPU s', 'bulk', 'schoolgate', 'linesPerSecond', 1, '≥ 200000'),
  );
  return {
    columns: ['what', 'unit', 'schoolgate', 'asked', ...others.map(([, name]) => name)],
    rows,
    notes: [...rightness(measured), ...failures(measured)],
  };
}

/** What the wrong hits say: seen, bounded, and extrapolated from partial agreement. */
function rightness(measured: Measured): string[] {
  const [run] = measured.get(keyOf('wrong hits', 'schoolgate')) ?? [];
  if (run === undefined || 'failed' in run) return [];
  const { lookups = 0, probes = 0, hits = 0 } = run;
  const bits = ([8, 16, 24] as const).map((count) => ({ count, seen: run[`agreeing.bits${count}`] ?? 0, expected: probes / 2 ** count }));
  return [
    `Wrong hits: ${hits} in ${lookups} look-ups of ${probes} names, so at most ${upperBound(hits, lookups).toExponential(1)} a look-up (95 %). By the layout it is 2^-32 (2.3e-10) a name, of which a host has two to four.`,
    `Agreement of part of the fingerprint, seen and expected: ${bits.map(({ count, seen, expected }) => `${count} bits ${seen} and ${expected.toFixed(1)}`).join('; ')}.`,
  ];
}

/** Upper end of a one-sided 95 % interval of a Poisson rate, found by halving. */
export function upperBound(hits: number, trials: number): number {
  let [low, high] = [hits, hits * 3 + 10];
  for (let round = 0; round < 60; round++) {
    const mean = (low + high) / 2;
    let [term, atMost] = [Math.exp(-mean), 0];
    for (let count = 0; count <= hits; count++) {
      atMost += term;
      term = (term * mean) / (count + 1);
    }
    if (atMost > 0.05) low = mean;
    else high = mean;
  }
  return high / trials;
}

function failures(measured: Measured): string[] {
  return [...measured].flatMap(([key, runs]) => {
    const failed = runs.find((run) => 'failed' in run);
    return failed && 'failed' in failed ? [`“fails” (${key}): ${reasonOf(String(failed.failed))}`] : [];
  });
}

/** The error itself, where a process died of one; else the first line. */
function reasonOf(text: string): string {
  return text.split('\n').find((line) => /^\w*Error: /.test(line) && !line.includes(' ended with ')) ?? text.split('\n', 1)[0] ?? '';
}

/** Whole numbers whole, others with so many digits that matter. */
function shown(value: number, digits: number): string {
  return Math.abs(value) >= 10 ** digits ? String(Math.round(value)) : String(Number(value.toPrecision(digits)));
}
