// The golden corpus on its first host: the engine itself.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileBundle } from '#policies/bundle/compile.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { parseCorpus, reasonFor } from '#tests/golden/corpus.ts';
import { starterLists } from '#tests/policies/support/starter-lists.ts';

/** Fewest cases of each file: a parser that reads none would find all of them right. */
const fewest: Readonly<Record<string, number>> = {
  'decisions.txt': 19,
  'key-stages.txt': 30,
  'mandatory.txt': 13,
  'precedence.txt': 17,
  'ways-round.txt': 26,
};

const directory = new URL('./', import.meta.url);
const files = readdirSync(directory)
  .filter((file) => file.endsWith('.txt'))
  .sort();
const start = { policy: starterPolicy, lists: starterLists };
const corpora = files.map((file) => ({ file, corpus: parseCorpus(readFileSync(new URL(file, directory), 'utf8'), start) }));

test('every case is read', () => {
  expect(files).toEqual(expect.arrayContaining(Object.keys(fewest)));
  for (const { file, corpus } of corpora) expect(corpus.cases.length, file).toBeGreaterThanOrEqual(fewest[file] ?? 1);
});

describe.each(corpora)('$file', ({ corpus }) => {
  const compiled = compileBundle({
    school: 'greenfield',
    number: 1,
    madeAt: 0,
    policy: corpus.policy,
    lists: [...corpus.lists],
    phraseLists: [],
  });
  if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
  const judge = createJudge(compiled.bundle);

  test.each(corpus.cases)('line $line: $name, $url → $effect', ({ subject, at, url, effect, because }) => {
    const target = parseTarget(url);
    if (target === null) throw new Error(`${url} is no address.`);
    const verdict = judge.judge({ subject, target, destination: 'document', initiator: null, at });
    expect({ effect: verdict.effect, because: reasonFor(verdict.because.rule, verdict.category) }).toEqual({ effect, because });
  });
});

describe('the corpus itself', () => {
  test.each([
    ['policy Mia is in 8b\nMia, 2026-11-05 11:30 games.test → block because category games', /Line 2/],
    ['Mia, 2026-11-05 11:30, games.test → block because category games', /No policy line says who Mia is/],
    ['policy Mia is in 8b\nMia, 2026-02-30 11:30, games.test → block because category games', /no date and time/],
    ['policy Mia is in 8b\nMia, 2026-11-05 11:30, games.test → block because I say so', /A reason is/],
    ['policy frobnicate', /no policy line/],
    ['policy list games: not a_host!:9', /Line 1/],
  ])('a line that nobody understands is not passed over: %j', (text, problem) => {
    expect(() => parseCorpus(text, start)).toThrow(problem);
  });
});
