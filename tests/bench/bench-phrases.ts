// The phrase scan beside another Aho–Corasick and e2guardian on the same phrases and text in the same run, and how the
// shipped lists do on labelled examples.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PhraseIndex } from '#policies/phrases/phrase-index.ts';
import { e2guardianVersion } from './e2guardian.ts';
import { measureE2guardianPhrases } from './e2guardian-phrases.ts';
import { median } from './medians.ts';
import { installOutside } from './outside-packages.ts';
import { phraseQuality } from './phrase-quality.ts';
import { makePhraseWorkload, type PhraseWorkload } from './phrase-workload.ts';
import type { Report } from './report.ts';

const ownData = join(import.meta.dirname, '../../../shared/data');
const peer = 'modern-ahocorasick';

interface Searcher {
  search(text: string): unknown[];
}

type Made = new (words: readonly string[]) => Searcher;

/** CPU seconds of this process for some work. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

export async function benchPhrases(options: readonly string[]): Promise<Report | string> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      rounds: { type: 'string', default: '7' },
      quick: { type: 'boolean', default: false },
      data: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const rounds = Math.max(1, Number.parseInt(values.rounds, 10) || 7);
  const workload = makePhraseWorkload(5_000, values.quick ? 1 : 16);
  const outside = await installOutside({ [peer]: '3.3.0' }, {});
  try {
    const other = peer in outside.versions ? searcherOf(outside.folder, workload.phrases) : null;
    const build = Array.from({ length: rounds + 1 }, () => cpuOf(() => void new PhraseIndex([workload.list])) * 1e3);
    const index = new PhraseIndex([workload.list]);
    const scans = new Map<string, { bytes: number; run: () => void }>([
      ['raw text, folding included', { bytes: workload.bytes.raw, run: () => scan(index, workload.raw) }],
      ['normalised text', { bytes: workload.bytes.normalised, run: () => scan(index, workload.normalised) }],
    ]);
    if (other !== null)
      scans.set(peer, { bytes: workload.bytes.normalised, run: () => workload.normalised.forEach((text) => void other.search(text)) });
    const speeds = new Map([...scans.keys()].map((name) => [name, [] as number[]]));
    for (let round = 0; round <= rounds; round++)
      for (const [name, { bytes, run }] of round % 2 === 0 ? scans : [...scans].toReversed()) {
        const seconds = cpuOf(run);
        if (round > 0) speeds.get(name)?.push(bytes / 1e6 / seconds);
      }
    const outsideFigures = e2guardianVersion() === null ? null : await e2guardianSpeed(workload, values.quick);
    const examples = join(values.data ?? ownData, 'phrases/seed/examples-dev.json');
    return reportOf({
      rounds,
      build,
      speeds,
      index,
      e2guardian: outsideFigures,
      quality: existsSync(examples) ? await phraseQuality(examples) : null,
      missing: outside.missing,
      versions: outside.versions,
      quick: values.quick,
    });
  } finally {
    outside.remove();
  }
}

function scan(index: PhraseIndex, pieces: readonly string[]): void {
  const scanner = index.scanner();
  for (const text of pieces) scanner.push(text);
  scanner.end();
}

function searcherOf(folder: string, phrases: readonly string[]): Searcher {
  const found: unknown = createRequire(join(folder, 'package.json'))(peer);
  const { default: Made } = typeof found === 'function' ? { default: found as Made } : (found as { default: Made });
  return new Made(phrases);
}

/** Megabytes a CPU second that the phrases alone take of it. */
async function e2guardianSpeed(
  workload: PhraseWorkload,
  quick: boolean,
): Promise<{ speed: number; withPhrases: number; without: number } | string> {
  try {
    const { withPhrases, without, bytes } = await measureE2guardianPhrases(
      workload.phrases,
      workload.raw.slice(0, 200).join(''),
      quick ? 3 : 25,
    );
    return { speed: bytes / 1e6 / Math.max(0.01, withPhrases - without), withPhrases, without };
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
}

interface Found {
  readonly rounds: number;
  readonly build: readonly number[];
  readonly speeds: ReadonlyMap<string, readonly number[]>;
  readonly index: PhraseIndex;
  readonly e2guardian: Awaited<ReturnType<typeof e2guardianSpeed>> | null;
  readonly quality: Awaited<ReturnType<typeof phraseQuality>> | null;
  readonly missing: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly quick: boolean;
}

function reportOf({ rounds, build, speeds, index, e2guardian, quality, missing, versions, quick }: Found): Report {
  const { automaton } = index.compiled;
  const [first = Number.NaN, ...others] = build;
  const version = e2guardianVersion();
  const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
  return {
    name: 'Phrases: 5 000 of them, looked for in text',
    columns: ['what', 'unit', 'median', 'slowest', 'fastest'],
    rows: [
      ...[...speeds].map(([name, each]) => [
        name,
        'MB a CPU second',
        median(each).toFixed(0),
        Math.min(...each).toFixed(0),
        Math.max(...each).toFixed(0),
      ]),
      ...(e2guardian !== null && typeof e2guardian !== 'string'
        ? [['e2guardian, for its phrases alone', 'MB a CPU second', e2guardian.speed.toFixed(1), '', '']]
        : []),
      ['compiled the first time', 'CPU ms', first.toFixed(0), '', ''],
      ['compiled again', 'CPU ms', median(others).toFixed(0), Math.max(...others).toFixed(0), Math.min(...others).toFixed(0)],
      ['table', 'MB', ((automaton.next.byteLength + automaton.links.byteLength) / 1e6).toFixed(1), '', ''],
    ],
    notes: [
      `Medians of ${rounds} rounds after one to warm up${quick ? ', on little text (--quick): the figures say nothing' : ''}; CPU is this process's, user and system.`,
      'Made-up English: 12 000 words as common as Zipf has them, a phrase every 2 000 words, in pieces of 16 KB. Ours folds letters, sees through hidden spellings, counts and weighs; modern-ahocorasick only finds strings in text that is normalised already.',
      ...(e2guardian === null
        ? ['e2guardian is not installed, so it was not measured.']
        : typeof e2guardian === 'string'
          ? [`e2guardian was not measured: ${e2guardian}`]
          : ['e2guardian: CPU of pages of 200 KB through it with the phrases, less the same without.']),
      ...Object.entries(missing).map(([name, why]) => `${name} could not be had: ${why}.`),
      ...(quality === null
        ? ['There are no labelled examples, so the shipped lists were not tried on any.']
        : [
            `Shipped lists on the labelled examples: precision ${percent(quality.precision)}, recall ${percent(quality.recall)}; ${quality.wrongly} of ${quality.ok} innocent texts were flagged.`,
            ...quality.categories.map(
              ({ category, examples, flagged, rightly }) =>
                `  ${category}: ${flagged} of ${examples} flagged, ${rightly} in a category that is meant`,
            ),
          ]),
    ],
    figures: { rounds, quick, build, speeds: Object.fromEntries(speeds), e2guardian, quality, states: automaton.first.length },
    peers: { ...versions, ...(version === null ? {} : { e2guardian: version }) },
  };
}
