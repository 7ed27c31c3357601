// `schoolgate judge`: JSON lines in, verdicts out, in order; and `lists import-mandatory` as a technician runs it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { makeDataFolder } from '#main/settings/data-folder.ts';
import { done } from '#main/outcome.ts';
import { loadLists } from '#main/lists.ts';
import { prepareSchool } from '#main/school/starter-school.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { greenfield } from '../support/cast.ts';
import { schoolgate } from './served-school.ts';

const dir = mkdtempSync(join(tmpdir(), 'schoolgate-judge-'));
const policyFile = join(dir, 'policy.yaml');
const lists = join(dir, 'blacklists');
const write = (path: string, text: string): void => {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
};

beforeAll(() => {
  const policy = { ...starterPolicy, unknownSites: { ...starterPolicy.unknownSites, ks3: 'warn' as const } };
  write(policyFile, `# comments are welcome\n${stringify(policy)}`);
  write(join(lists, 'games', 'domains'), 'play.example\nxn--mnchen-3ya.example\n10.1.2.3\n');
  write(join(lists, 'games', 'urls'), 'mixed.example/arcade\n');
  write(join(lists, 'games', 'expressions'), '/flashgame[0-9]+\\.swf\n');
  write(join(lists, 'gambling', 'domains'), 'bets.example\n');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Answer {
  readonly id: unknown;
  readonly decision: string;
  readonly flagged: boolean;
  readonly categories: string[];
  readonly because: { readonly words?: string; readonly list?: string; readonly line?: number; readonly problem?: string };
}

async function judged(questions: readonly (object | string)[], ...flags: string[]): Promise<Answer[]> {
  const file = join(dir, 'questions.jsonl');
  writeFileSync(file, questions.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'));
  const { out, code } = await schoolgate(['judge', '--in', file, ...flags]);
  expect(code).toBe(0);
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

test('answers come in order, each with its id, decision, categories and reason', async () => {
  const ask = (url: string, more: object = {}) => ({ url, group: 'ks3', at: '2026-11-24T10:05', ...more });
  const answers = await judged(
    [
      { id: 1, ...ask('https://play.example/x') },
      { id: 'two', ...ask('HTTP://WWW.Play.Example:8080/a/../b') },
      { id: 3, ...ask('play.example:443') },
      { id: 4, ...ask('//play.example/') },
      { id: 5, ...ask('http://user:pw@MÜNCHEN.example./') },
      { id: 6, ...ask('http://0xa.0x010203/') },
      { id: 7, ...ask('mixed.example/arcade?x=1') },
      { id: 8, ...ask('mixed.example/other') },
      { id: 9, ...ask('https://any.example/FlashGame12.swf') },
      { id: 10, ...ask('https://bets.example/', { group: 'staff' }) },
      { id: 11, ...ask('https://play.example/', { group: 'sixth-form' }) },
      { id: 12, ...ask('https://translate.goog/'), url: 'https://play-example.translate.goog/' },
    ],
    '--policy',
    policyFile,
    '--lists',
    lists,
  );
  expect(answers.map(({ id, decision }) => [id, decision])).toEqual([
    [1, 'block'],
    ['two', 'block'],
    [3, 'block'],
    [4, 'block'],
    [5, 'block'],
    [6, 'block'],
    [7, 'block'],
    [8, 'warn'],
    [9, 'block'],
    [10, 'block'],
    [11, 'allow'],
    [12, 'block'],
  ]);
  expect(answers[0]).toMatchObject({
    flagged: false,
    categories: ['games'],
    because: { words: expect.stringContaining('Key Stage 3'), list: 'lists-games-domains', line: 1 },
  });
  // Another name of the same list: the same words with its own line.
  expect(answers[5]?.because).toMatchObject({ words: expect.stringContaining('line 3)'), list: 'lists-games-domains', line: 3 });
  expect(answers[7]?.categories).toEqual([]);
});

test('texts and searches are flagged, and a flag stops nobody', async () => {
  const answers = await judged([
    { id: 'a', text: 'how to kill myself' },
    { id: 'b', text: 'the great fire of london' },
    { id: 'c', url: 'https://www.google.com/search?q=how+to+kill+myself', group: 'ks3' },
  ]);
  expect(answers.map(({ id, decision, flagged }) => [id, decision, flagged])).toEqual([
    ['a', 'allow', true],
    ['b', 'allow', false],
    ['c', 'allow', true],
  ]);
  expect(answers[0]?.categories).toEqual(['suicide']);
});

test('a line that is no question is refused in its place, and the others are answered', async () => {
  const answers = await judged([
    { id: 1, url: 'https://games.test/' },
    'not json',
    '[1]',
    { id: 4 },
    { id: 5, url: 'javascript:alert(1)' },
    { id: 6, url: 'https://games.test/', at: 'teatime' },
    { id: 7, url: `https://games.test/${'a/'.repeat(40_000)}` },
    `{"id":8,"url":"${'x'.repeat(1_100_000)}"}`,
    { id: 9, url: 'https://games.test/\u0000', group: 7 },
  ]);
  expect(answers.map(({ id, decision }) => [id, decision])).toEqual([1, null, null, 4, 5, 6, 7, null, 9].map((id) => [id, 'block']));
  expect(answers.map(({ because }) => because.problem !== undefined)).toEqual([false, true, true, true, true, true, false, true, false]);
});

test('a policy that does not hold together is told by line, and a folder without lists in a sentence', async () => {
  const wrong = join(dir, 'wrong.yaml');
  writeFileSync(wrong, stringify(starterPolicy).replace('timeZone: Europe/London', 'timeZone: Mars/Olympus'));
  const answer = await schoolgate(['judge', '--policy', wrong]);
  expect([answer.code, answer.err]).toEqual([1, expect.stringMatching(/wrong\.yaml, line \d+: .*Mars\/Olympus/)]);
  expect((await schoolgate(['judge', '--lists', join(dir, 'nothing-here')])).code).toBe(1);
});

test('questions that cannot be read are told in a sentence', async () => {
  const answer = await schoolgate(['judge', '--in', join(dir, 'no-such-file')]);
  expect([answer.code, answer.err.trim()]).toEqual([1, expect.stringMatching(/no-such-file cannot be read: check its name/)]);
});

test('a mandatory list is taken once, told in numbers, and not replaced by half of itself', async () => {
  const data = makeDataFolder(join(dir, 'data'));
  if (!data.ok) throw new Error(data.problem);
  const store = await openSqlite(data.value.database);
  const prepared = await prepareSchool(store, greenfield, starterPolicy, async () => done(await loadLists([])), Date.now());
  await store.close();
  expect(prepared.ok).toBe(true);
  const file = join(dir, 'licensed.txt');
  const take = (lines: readonly string[], ...flags: string[]) => {
    writeFileSync(file, lines.join('\r\n'));
    return schoolgate(['lists', 'import-mandatory', file, '--name', 'IWF URL list', '--data', data.value.root, ...flags]);
  };
  const many = Array.from({ length: 20 }, (_, number) => `http://bad-${number}.example/page/${number}`);
  const taken = await take([...many, 'bad line with spaces']);
  expect([taken.code, taken.err]).toEqual([0, '']);
  expect(taken.out).toContain('20 addresses are kept as keyed hashes, as "iwf-url-list".');
  expect(taken.out).toContain('line 21');
  expect(taken.out).not.toContain('bad-');
  const shorter = await take(many.slice(0, 5));
  expect([shorter.code, shorter.err]).toEqual([1, expect.stringContaining('--even-if-shorter')]);
  expect((await take(many.slice(0, 5), '--even-if-shorter')).code).toBe(0);
  const explained = await schoolgate(['explain', 'http://bad-1.example/page/1/x', '--data', data.value.root]);
  expect([explained.code, explained.out]).toEqual([2, expect.stringContaining('illegal content')]);
});
