// What reading a page costs: content coding, encoding, mark-up and phrases, as the proxy does it; e2guardian for the same pages
// and phrases in the same run, less the same without phrases.
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { PhraseIndex } from '#policies/phrases/phrase-index.ts';
import { pageReader } from '#proxy/scan/page-reader.ts';
import { HtmlWords } from '#proxy/scan/html-words.ts';
import { readAtOnce } from '#proxy/scan/read-at-once.ts';
import { e2guardianVersion } from './e2guardian.ts';
import { measureE2guardianPages, shippedPhrases } from './e2guardian-phrases.ts';
import { median } from './medians.ts';
import type { Report } from './report.ts';
import { makeScanWorkload } from './scan-workload.ts';

const phraseCount = 6_000;
const pageBytes = 20_000;
const readBytes = 512 * 1024;

/** CPU milliseconds of this process for some work. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
}

export async function benchScan(options: readonly string[]): Promise<Report | string> {
  const { values } = parseArgs({
    args: [...options],
    options: { rounds: { type: 'string', default: '5' }, quick: { type: 'boolean', default: false } },
  });
  const rounds = values.quick ? 1 : Math.max(1, Number.parseInt(values.rounds, 10) || 5);
  const workload = makeScanWorkload(phraseCount, values.quick ? 40 : 400, pageBytes);
  const { pages } = workload;
  const coded = pages.map((page) => gzipSync(page));
  const peer = e2guardianVersion();
  const lists = peer === null ? [workload.list] : shippedPhrases();
  const phrases = lists.reduce((sum, { entries }) => sum + entries.length, 0);
  const index = new PhraseIndex(lists);
  const kind = { form: 'html', label: null } as const;
  let found = 0;
  const read = async (bodies: readonly Buffer[], codings: readonly string[]): Promise<void> => {
    for (const body of bodies) found += (await readAtOnce(pageReader(kind, codings, readBytes, index.scanner()), body)).flags.length;
  };
  const ours = new Map<string, () => Promise<void>>([
    ['ours: encoding, mark-up and phrases', () => read(pages, [])],
    ['ours, of a gzip body', () => read(coded, ['gzip'])],
    ['of that the mark-up alone', async () => pages.forEach((page) => wordsOf(page.toString()))],
  ]);
  const costs = new Map<string, number[]>(
    [...ours.keys(), ...(peer === null ? [] : ['e2guardian, for its phrases alone'])].map((name) => [name, []]),
  );
  const ratios: number[] = [];
  let problem: string | null = null;
  for (let round = 0; round <= rounds; round++) {
    const each = new Map<string, number>();
    for (const [name, work] of round % 2 === 0 ? ours : [...ours].toReversed()) each.set(name, (await cpuOf(work)) / pages.length);
    if (peer !== null && round > 0 && problem === null) {
      try {
        const { withPhrases, without } = await measureE2guardianPages('shipped', pages);
        each.set('e2guardian, for its phrases alone', ((withPhrases - without) * 1e3) / pages.length);
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
      }
    }
    if (round === 0) continue;
    for (const [name, cost] of each) costs.get(name)?.push(cost);
    const [mine, theirs] = [each.get('ours: encoding, mark-up and phrases'), each.get('e2guardian, for its phrases alone')];
    if (mine !== undefined && theirs !== undefined) ratios.push(mine / theirs);
  }
  const bytes = pages.reduce((sum, page) => sum + page.length, 0) / pages.length;
  return {
    name: `Page scan: ${phrases} phrases, pages of ${(bytes / 1000).toFixed(1)} kB`,
    columns: ['what', 'unit', 'median', 'slowest', 'fastest'],
    rows: [
      ...[...costs]
        .filter(([, each]) => each.length > 0)
        .map(([name, each]) => [
          name,
          'CPU ms a page',
          median(each).toFixed(3),
          Math.max(...each).toFixed(3),
          Math.min(...each).toFixed(3),
        ]),
      ...(ratios.length === 0
        ? []
        : [
            ['ours against e2guardian', 'ratio', median(ratios).toFixed(3), Math.max(...ratios).toFixed(3), Math.min(...ratios).toFixed(3)],
          ]),
    ],
    notes: [
      `Medians of ${rounds} rounds after one to warm up, ${pages.length} pages each${values.quick ? ' (--quick: the figures say nothing)' : ''}; CPU is the process’s, user and system. ${found} flags were found.`,
      `Pages are made up: menus, articles, attributes and scripts around English-like text, which is ${(seenShare(pages) * 100).toFixed(0)} % of them.`,
      peer === null
        ? 'e2guardian is not installed, so it was not measured, and the phrases are made up.'
        : problem === null
          ? 'Phrases are those that e2guardian’s package comes with, for both. e2guardian: CPU of the same pages through it with the phrases, less the same without. Ratios are of the same round.'
          : `e2guardian was not measured: ${problem}`,
    ],
    figures: { rounds, quick: values.quick, costs: Object.fromEntries(costs), ratios },
    peers: peer === null ? {} : { e2guardian: peer },
  };
}

function seenShare(pages: readonly Buffer[]): number {
  let [seen, all] = [0, 0];
  for (const page of pages) {
    const words = new HtmlWords((text) => (seen += text.trim().length));
    words.write(page.toString());
    words.end();
    all += page.length;
  }
  return seen / all;
}

function wordsOf(page: string): void {
  const words = new HtmlWords(() => {});
  words.write(page);
  words.end();
}
