// What the words of a page and a file's kind and size do, to whom.
import { describe, expect, test } from 'vitest';
import { checkPolicy } from '#policies/bundle/check-policy.ts';
import type { PagePolicy } from '#policies/contracts/page-policy.ts';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import type { Verdict } from '#policies/model/verdict.ts';
import { renderBlockPage } from '#policies/words/block-page.ts';
import { explain } from '#policies/words/explain.ts';
import { policyChanges } from '#policies/workflows/policy-changes.ts';
import { ask, judgeOf, policyWith, ruleOf, targetOf, thursday } from '#tests/policies/support/judging.ts';

const phraseLists: PhraseList[] = [
  {
    id: 'drugs',
    name: 'Drugs',
    category: 'drugs',
    entries: [
      [1, 'urgent', 'buy weed'],
      [2, 'high', 'cheap pills'],
      [3, 'score', 'stoned', { score: 30 }],
      [4, 'allow', 'health advice', { score: -50 }],
    ],
  },
  { id: 'hate', name: 'Hate', category: 'hate', entries: [[1, 'urgent', 'hateful words']] },
];
const pages = (change: Partial<PagePolicy>): PagePolicy => ({ words: {}, files: {}, ...change });
const judgeWith = (given: Partial<PagePolicy>, rules = [ruleOf('open.test', { effect: 'allow' })]) =>
  judgeOf({ policy: { pages: pages(given), rules }, phraseLists });

function wordsOf(given: Partial<PagePolicy>, text: string, who = '8b', host = 'some.test') {
  const judge = judgeWith(given);
  const rules = judge.pages.rulesFor({ id: 'mia', groups: [who] });
  const scanner = judge.pages.scanner();
  scanner.push(text);
  return rules && judge.pages.ofWords(rules, ask(judge, who, host), scanner.end());
}

describe('words', () => {
  test('nothing is asked of anybody’s pages where the policy says nothing', () => {
    expect(judgeWith({}).pages.rulesFor({ id: 'mia', groups: ['8b'] })).toBeNull();
    expect(wordsOf({ words: { staff: { drugs: { block: 1 } } } }, 'buy weed')).toBeNull();
    expect(wordsOf({ words: { everyone: { drugs: { block: 1 } }, ks3: { drugs: {} } } }, 'buy weed')).toBeNull();
  });

  test('a page is flagged, warned of and blocked from its points on, with the flag of its gravest phrase', () => {
    const words = { ks3: { drugs: { flag: 40, warn: 60, block: 100 } } };
    expect(wordsOf({ words }, 'one is stoned')).toEqual({ verdict: null, flag: null });
    expect(wordsOf({ words }, 'cheap pills')).toEqual({
      verdict: null,
      flag: { category: 'drugs', severity: 'medium', list: 'drugs', line: 2, phrase: 'cheap pills' },
    });
    expect(wordsOf({ words, severity: 'urgent' }, 'buy weed')).toMatchObject({ verdict: { effect: 'warn' }, flag: { severity: 'urgent' } });
    expect(wordsOf({ words }, 'buy weed, cheap pills')).toMatchObject({
      verdict: {
        effect: 'block',
        category: 'drugs',
        because: { rule: { id: 'page-words:ks3:drugs', layer: 'category', audience: 'ks3' }, by: 'words' },
      },
      flag: { phrase: 'buy weed' },
    });
    expect(wordsOf({ words }, 'health advice: who would buy weed?')).toMatchObject({ verdict: null, flag: null });
  });

  test('words that only have points are flagged as lightly as can be, by the heaviest of them', () => {
    expect(wordsOf({ words: { ks3: { drugs: { flag: 30 } } } }, 'stoned')?.flag).toEqual({
      category: 'drugs',
      severity: 'low',
      list: 'drugs',
      line: 3,
      phrase: 'stoned',
    });
  });

  test('the nearest group decides of each category, and of several categories the strictest counts', () => {
    const words = { everyone: { hate: { block: 60 }, drugs: { block: 60 } }, '8b': { drugs: { warn: 60 } } };
    expect(wordsOf({ words }, 'buy weed')?.verdict?.effect).toBe('warn');
    expect(wordsOf({ words }, 'buy weed', '8c')?.verdict?.effect).toBe('block');
    expect(wordsOf({ words }, 'buy weed, hateful words')?.verdict).toMatchObject({ effect: 'block', category: 'hate' });
  });

  test('a site that somebody opened is flagged and not stopped', () => {
    expect(wordsOf({ words: { ks3: { drugs: { block: 60 } } } }, 'buy weed', '8b', 'open.test')).toMatchObject({
      verdict: null,
      flag: { category: 'drugs' },
    });
  });

  test('only limits that warn or block make a page wait', () => {
    const of = (words: PagePolicy['words']) => judgeWith({ words }).pages.rulesFor({ id: 'mia', groups: ['8b'] })?.mayStop;
    expect(of({ ks3: { drugs: { flag: 1 } } })).toBe(false);
    expect(of({ ks3: { drugs: { flag: 1 }, hate: { block: 1 } } })).toBe(true);
    expect(judgeOf().pages.rulesFor({ id: 'mia', groups: ['8b'] })).toMatchObject({ mayStop: false, mayRead: true });
    expect(judgeOf().pages.rulesFor({ id: 'okafor', groups: ['staff'] })).toBeNull();
  });
});

describe('files', () => {
  function fileOf(given: PagePolicy['files'], type: string, bytes: number | null, host = 'some.test'): Verdict | null {
    const judge = judgeWith({ files: given });
    const rules = judge.pages.rulesFor({ id: 'mia', groups: ['8b'] });
    return rules && judge.pages.ofFile(rules, ask(judge, '8b', host), type, bytes);
  }

  test('are stopped by kind, by size, or by both together', () => {
    const files = { ks3: [{ type: 'application/x-msdownload' }, { type: 'video/*', overMb: 10 }, { overMb: 100 }] };
    expect(fileOf(files, 'application/x-msdownload', null)).toMatchObject({ effect: 'block', because: { by: 'kind' } });
    expect(fileOf(files, 'video/mp4', 10_000_000)).toBeNull();
    expect(fileOf(files, 'video/mp4', 10_000_001)).toMatchObject({
      effect: 'block',
      because: { by: 'kind', rule: { id: 'files-by-kind:ks3' } },
    });
    expect(fileOf(files, 'video/mp4', null)).toBeNull();
    expect(fileOf(files, 'image/png', 100_000_001)).toMatchObject({ effect: 'block', because: { by: 'size' } });
    expect(fileOf(files, 'application/x-msdownload', 5, 'open.test')).toBeNull();
  });

  test('a group’s own list stands in place of that above it', () => {
    expect(fileOf({ everyone: [{ type: 'video/*' }], '8b': [] }, 'video/mp4', null)).toBeNull();
  });
});

test('what is wrong in the policy is said with its place', () => {
  const checked = checkPolicy(
    policyWith({
      pages: pages({
        words: { nobody: {}, ks3: { nonsense: { flag: 1 }, illegal: { flag: 1 }, drugs: { flag: 70, block: 60 } } },
        files: { ks3: [{}] },
      }),
    }),
  );
  expect(checked.ok ? [] : checked.problems.map(({ path, problem }) => `${path.join('.')}: ${problem}`)).toEqual([
    'pages.words.nobody: Pages, words: “nobody” is no group.',
    'pages.words.ks3.nonsense: Pages, words, ks3: “nonsense” is no category.',
    'pages.words.ks3.illegal: Pages, words, ks3: “Illegal content” is the same for everyone and cannot be set.',
    'pages.words.ks3.drugs: Pages, words, ks3, drugs: a page is stopped before it would be flagged or warned of.',
    'pages.files.ks3.0: Pages, files, ks3: an entry names neither a type nor a size.',
  ]);
});

test('a committee reads each difference on a line', () => {
  const before = policyWith({ pages: pages({ words: { ks3: { drugs: { flag: 60 } } } }) });
  const after = policyWith({
    pages: pages({ words: { ks3: { drugs: { flag: 60, block: 200 } } }, files: { ks4: [{ type: 'video/*', overMb: 5 }] }, holdMs: 300 }),
  });
  expect(policyChanges(before, after).map(({ words }) => words)).toEqual([
    'Words of pages, Drugs, Key Stage 3: flagged from 60 points, blocked from 200 (was flagged from 60 points).',
    'A page that words may stop waits: for at most 64 KB or 300 ms (was for at most 64 KB or 150 ms).',
    'Files that are stopped, Key Stage 4: video/* over 5 MB (was as for the group above).',
  ]);
});

test('whoever is stopped reads why, in English and in Welsh', () => {
  const stopped = wordsOf({ words: { ks3: { drugs: { block: 60 } } } }, 'buy weed')?.verdict;
  if (!stopped) throw new Error('the page was not stopped');
  expect(explain(stopped, (id) => id)).toBe(
    'Blocked because its words are those of the category “Drugs”, and such pages are blocked for ks3.',
  );
  const page = renderBlockPage({
    verdict: stopped,
    target: targetOf('some.test'),
    reference: '0123456789AB',
    subjectKind: 'pupil',
    schoolName: 'Greenfield',
    at: thursday,
    timeZone: 'Europe/London',
    enforcedBy: 'proxy',
    askUrl: null,
    reportUrl: null,
    phaseName: 'Key Stage 3',
    languages: ['en', 'cy'],
  });
  expect(page).toContain('Its words are those of pages in the category “Drugs”. Such pages are blocked for Key Stage 3.');
  expect(page).toContain('Words of pages, Drugs, Key Stage 3');
  expect(page).toContain('Mae ei geiriau’n rhai sydd ar dudalennau yn y categori “Cyffuriau”.');
});
