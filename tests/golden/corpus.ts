// The golden corpus: what the filter must say, in lines that a member of the e-safety committee can read. Every host that
// enforces (the engine, the proxy, the browser) reads the same files with this parser. What the lines may say is told in
// README.md beside the files.
import type { CategoryList } from '#policies/contracts/bundle.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Subject } from '#policies/model/subject.ts';
import { readCase, type GoldenCase } from '#tests/golden/case-lines.ts';
import { PolicyLines } from '#tests/golden/policy-lines.ts';

export interface Corpus {
  readonly policy: PolicyDocument;
  /** The lists given, and those that the file adds. */
  readonly lists: readonly CategoryList[];
  /** Lists that are compiled to a table. */
  readonly imported: PolicyLines['imported'];
  /** Lists that are kept as keyed hashes. */
  readonly keyed: PolicyLines['keyed'];
  readonly people: ReadonlyMap<string, Subject>;
  readonly cases: readonly GoldenCase[];
}

/** Reads a corpus that begins from this policy and these lists. Throws with the line of what it does not understand. */
export function parseCorpus(text: string, start: { policy: PolicyDocument; lists: readonly CategoryList[] }): Corpus {
  const lines = new PolicyLines(start.policy, start.lists);
  const cases: GoldenCase[] = [];
  text.split('\n').forEach((raw, index) => {
    const content = raw
      .replace(/^#.*$/, '')
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/\{([^{}]+)\}\*(\d+)/g, (_, piece: string, times: string) => piece.repeat(Number(times)));
    if (content === '') return;
    try {
      if (content.startsWith('policy ')) lines.read(content.slice('policy '.length));
      else cases.push(readCase(content, index + 1, lines));
    } catch (problem) {
      throw new Error(`Line ${index + 1}: ${problem instanceof Error ? problem.message : String(problem)}\n  ${raw}`, { cause: problem });
    }
  });
  const { policy, lists, imported, keyed, people } = lines;
  return { policy, lists, imported, keyed, people, cases };
}
