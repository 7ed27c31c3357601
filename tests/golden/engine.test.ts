// The golden corpus on its first host: the engine itself.
import { describe, expect, test } from 'vitest';
import { parseTarget } from '#policies/engine/target.ts';
import { detailsFor, reasonFor } from '#tests/golden/case-lines.ts';
import { fewestCases, readCorpora, start } from '#tests/golden/corpora.ts';
import { judgeOfCorpus } from '#tests/golden/corpus-holdings.ts';
import { parseCorpus } from '#tests/golden/corpus.ts';

const corpora = readCorpora();

test('every case is read', () => {
  const counted = Object.fromEntries(corpora.map(({ file, corpus }) => [file, corpus.cases.length]));
  expect(Object.keys(counted)).toEqual(expect.arrayContaining(Object.keys(fewestCases)));
  for (const [file, fewest] of Object.entries(fewestCases)) expect(counted[file], file).toBeGreaterThanOrEqual(fewest);
  expect(Object.values(counted).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(801);
});

describe.each(corpora)('$file', ({ corpus }) => {
  const judge = judgeOfCorpus(corpus);

  test.each(corpus.cases.map((one) => ({ ...one, told: one.url.slice(0, 120) })))('line $line: $name, $told → $effect', (expected) => {
    const { subject, place, at, url, effect, approvable, handling, because, details } = expected;
    const target = parseTarget(url);
    if (target === null) throw new Error(`${url} is no address.`);
    const request = { subject, target, destination: 'document', initiator: null, at, place } as const;
    const tunnel = handling === null ? null : judge.tunnel(request);
    const verdict = tunnel?.verdict ?? judge.judge(request);
    expect({
      effect: verdict.effect,
      approvable: verdict.because.rule.approvable === true,
      handling: tunnel?.handling ?? null,
      because: reasonFor(verdict.because.rule, verdict.category),
      details: detailsFor(verdict, details),
    }).toEqual({ effect, approvable, handling, because, details });
  });
});

describe('the corpus itself', () => {
  test.each([
    ['policy Mia is in 8b\nMia, 2026-11-05 11:30 games.test → block because category games', /Line 2/],
    ['Mia, 2026-11-05 11:30, games.test → block because category games', /No policy line says who Mia is/],
    ['policy Mia is in 8b\nMia, 2026-02-30 11:30, games.test → block because category games', /no date and time/],
    ['policy Mia is in 8b\nMia, 2026-11-05 11:30, games.test → block because I say so', /A reason is/],
    ['policy Mia is in 8b\nMia, 2026-11-05 11:30, games.test → block because category games; by day', /no detail/],
    ['policy Mia is in 8b\nMia, 2026-11-05 11:30, CONNECT games.test → block because category games', /CONNECT/],
    ['policy frobnicate', /no policy line/],
    ['policy list games: not a_host!:9', /Line 1/],
    ['policy schedule lunch: whenever', /A schedule reads/],
    ['policy no grid: nobody', /There is no nobody/],
    ['policy changed ut1: + a.test', /No list ut1/],
  ])('a line that nobody understands is not passed over: %j', (text, problem) => {
    expect(() => parseCorpus(text, start)).toThrow(problem);
  });
});
