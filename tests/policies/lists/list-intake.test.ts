import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import { Corrections } from '#policies/lists/corrections.ts';
import { ListIntake, type IntakeOptions } from '#policies/lists/list-intake.ts';
import type { ListItem, ListMeta } from '#policies/lists/list-item.ts';
import { totalsOf } from '#policies/lists/source-report.ts';

interface Taken {
  readonly lists: ListMeta[];
  readonly items: { list: string; line: number; item: ListItem }[];
}

function take(files: Readonly<Record<string, string | Uint8Array>>, options: Partial<IntakeOptions> = {}): { intake: ListIntake } & Taken {
  const taken: Taken = { lists: [], items: [] };
  const intake = new ListIntake(
    { id: 'src', name: 'Source', ...options },
    {
      list: (meta) => taken.lists.push(meta) - 1,
      add: (list, line, item) => void taken.items.push({ list: taken.lists[list]?.id ?? '', line, item }),
    },
  );
  for (const [path, content] of Object.entries(files)) {
    const file = intake.file(path);
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    // In pieces, as files are read.
    for (let at = 0; at < bytes.length; at += 1_000) file.push(bytes.subarray(at, at + 1_000));
    file.end();
  }
  return { intake, ...taken };
}

const namesOf = ({ items }: Taken): string[] =>
  items.map(({ list, line, item }) => `${list}:${line} ${item.kind === 'host' ? item.host : item.kind}`);

test('a UT1 folder’s files become lists of our category, split parts and packed names included', () => {
  const taken = take({
    './blacklists/adult/domains.0': 'a.test\nb.test',
    './blacklists/adult/domains.1': 'c.test\n',
    'blacklists/adult/urls': 'd.test/x\n',
    'blacklists/adult/expressions': '(^|/)e{3}\n',
    'blacklists/adult/usage': 'black\nporn\n',
    'blacklists/liste_bu/domains': 'library.test\n',
    'blacklists/porn': 'adult\n',
    'blacklists/README': 'Hello',
  });
  expect(taken.lists.map(({ id, category }) => [id, category])).toEqual([
    ['src-blacklists-adult-domains-0', 'pornography'],
    ['src-blacklists-adult-domains-1', 'pornography'],
    ['src-blacklists-adult-urls', 'pornography'],
    ['src-blacklists-adult-expressions', 'pornography'],
  ]);
  expect(namesOf(taken)).toEqual([
    'src-blacklists-adult-domains-0:1 a.test',
    'src-blacklists-adult-domains-0:2 b.test',
    'src-blacklists-adult-domains-1:1 c.test',
    'src-blacklists-adult-urls:1 d.test',
    'src-blacklists-adult-expressions:1 expression',
  ]);
  expect(taken.intake.report.usage.get('adult')).toEqual({ black: true, white: false, names: ['porn'] });
  expect(taken.intake.report.skipped.map(({ path }) => path)).toEqual([
    'blacklists/liste_bu/domains',
    'blacklists/porn',
    'blacklists/README',
  ]);
});

test('a name counts once in a category, whichever of its lists say it, and once in every category', () => {
  const taken = take({
    'malware/domains': 'a.test\nb.test\na.test\n',
    'phishing/domains': 'A.test.\nb.test/\nc.test\n',
    'games/domains': 'a.test\n',
  });
  expect(namesOf(taken)).toEqual([
    'src-malware-domains:1 a.test',
    'src-malware-domains:2 b.test',
    'src-phishing-domains:3 c.test',
    'src-games-domains:1 a.test',
  ]);
  expect(totalsOf(taken.intake.report)).toMatchObject({ lines: 7, entries: 4, duplicates: 3, refused: 0 });
});

test('bad lines are counted by reason with their place, and stop nothing', () => {
  const bytes = new TextEncoder().encode(`a.test\nb..test\nc\u0000d.test\nX.test\n${'x'.repeat(10_000)}\n\u{1F600} .test\ne.test`);
  bytes[bytes.indexOf(0x58)] = 0xe9;
  const taken = take({ 'games/domains': bytes });
  expect(namesOf(taken)).toEqual(['src-games-domains:1 a.test', 'src-games-domains:7 e.test']);
  const [file] = taken.intake.report.files;
  expect(file?.refused.map(({ problem, examples }) => [problem, examples.map(({ line }) => line)]).sort()).toEqual([
    ['A line holds one host name or one host name with a path, without spaces.', [6]],
    ['The line holds a NUL byte.', [3]],
    ['The line is not UTF-8 text.', [4]],
    ['The line is too long to be an entry of a list.', [5]],
    ['This is not a host name.', [2]],
  ]);
  expect(JSON.stringify(file?.refused)).not.toContain('\\u0000');
});

test('a comment in another encoding is nobody’s problem', () =>
  expect(take({ 'games/domains': Uint8Array.of(0x23, 0x20, 0xe9, 0x0a, 0x61, 0x2e, 0x62) }).intake.report.files[0]?.refused).toEqual([]));

test('the school’s mapping comes before ours, and a category for everything before both', () => {
  const files = { 'sports/domains': 'a.test', 'games/domains': 'b.test', 'odd/domains': 'c.test' };
  const mapped = take(files, { mapping: { sports: 'games', games: null, odd: 'news' } });
  expect(mapped.lists.map(({ category }) => category)).toEqual(['games', 'news']);
  expect(take(files, { category: 'video' }).lists.map(({ category }) => category)).toEqual(['video', 'video', 'video']);
  expect(take(files).intake.report.skipped.map(({ path }) => path)).toEqual(['sports/domains', 'odd/domains']);
});

test('no imported list fills what no policy can reach', () => {
  const taken = take({ 'helpline/domains': 'a.test', 'x.csv': 'domain,category\nb.test,illegal\n' }, { mapping: { helpline: 'helpline' } });
  expect(taken.items).toEqual([]);
  expect(take({ 'games/domains': 'a.test' }, { category: 'illegal' }).items).toEqual([]);
});

test('a CSV file fills the categories that its lines name', () => {
  const taken = take({ 'feed.csv': 'domain,category\na.test,Gambling\nb.test,online games\nc.test,?\nd.test,\n' });
  expect(taken.lists.map(({ id, category }) => [id, category])).toEqual([
    ['src-feed-gambling', 'gambling'],
    ['src-feed-games', 'games'],
  ]);
  expect(taken.intake.report.files[0]?.refused.map(({ problem }) => problem)).toEqual([
    'The category that the line names is none of ours: map it in lists.yaml.',
    'The line names no category.',
  ]);
});

test('an exception takes back what its list says, wherever it stands; one that fits nothing is told', () => {
  const taken = take({ 'ads.txt': '[Adblock Plus]\n||a.test^\n||x.b.test^\n||c.test^\n@@||a.test^\n@@||b.test^\n@@||d.test^\n' });
  expect(namesOf(taken)).toEqual(['src-ads:4 c.test']);
  expect(taken.intake.report.files[0]).toMatchObject({ excepted: 2, entries: 1, refused: [{ count: 1, examples: [{ line: 7 }] }] });
});

test('what is corrected is kept out and told with its line and reason', () => {
  const corrections = new Corrections({
    named: [{ host: 'magazine.test', not: ['games'], reason: 'A magazine.' }],
    checked: [],
    helplines: [],
  });
  const taken = take({ 'games/domains': 'a.test\nmagazine.test\n' }, { corrections });
  expect(namesOf(taken)).toEqual(['src-games-domains:1 a.test']);
  expect(taken.intake.report.files[0]?.corrections).toEqual([{ line: 2, host: 'magazine.test', category: 'games', reason: 'A magazine.' }]);
});

test.each([
  ['hosts', '127.0.0.1 localhost\n0.0.0.0 a.test\n', 'hosts'],
  ['list.txt', '# Title\n0.0.0.0 a.test\n0.0.0.0 b.test', 'hosts'],
  ['list.txt', '! Title: x\n||a.test^\n##.ad\n', 'adblock'],
  ['list.txt', '[Adblock Plus 2.0]\na.test', 'adblock'],
  ['list.txt', 'url;category\na.test;games\n', 'csv'],
  ['list.tsv', 'domain\tx\na.test\ty\n', 'csv'],
  ['list.txt', 'a.test\nb.test/x\n', 'domains'],
  ['urls', 'a.test/x\n', 'ut1-urls'],
  ['domains_2', 'a.test\n', 'ut1-domains'],
])('a format is told from a file’s name and first lines: %s %j', (path, content, format) =>
  expect(take({ [path]: content }, { category: 'games' }).intake.report.files[0]?.format).toBe(format),
);

test.each([
  ['x.txt', 'PK\u0003\u0004...', /zip archive/],
  ['x.txt', '<!DOCTYPE html><p>', /web page/],
  ['x.txt', 'a\u0000b', /not text/],
  ['x.bin', 'BZh91AY', /bzip2/],
  ['LICENSE.txt', 'x', /not a list/],
  ['weighted', '< some phrase >\n< other >\n', /no phrase that can be used/],
])('what is no list is told and left out: %s %j', (path, content, reason) => {
  const { intake } = take({ [path]: content }, { category: 'games' });
  expect(intake.report.files).toEqual([]);
  expect(intake.report.skipped[0]?.reason).toMatch(reason);
});

test('phrase lists come through the same door, by their brackets', () => {
  const phrases: PhraseList[] = [];
  const { intake } = take(
    { 'phraselists/pornography/weighted': '< some words ><20>\n<no weight>\n', 'games.txt': 'a.test' },
    { phrases: (list) => void phrases.push(list) },
  );
  expect(phrases.map(({ id, category, entries }) => [id, category, entries.length])).toEqual([
    ['src-phraselists-pornography-weighted', 'pornography', 1],
  ]);
  expect(intake.report.phrases[0]).toMatchObject({ path: 'phraselists/pornography/weighted', entries: 1, refused: [{ count: 1 }] });
  const own = take({ 'own.txt': '# name: Ours\n# category: bullying\nhigh: nobody likes you\n' }, { format: 'phrases' });
  expect(own.intake.report.phrases[0]).toMatchObject({ category: 'bullying', entries: 1 });
  expect(take({ 'own.txt': 'high: nobody likes you\n' }, { format: 'phrases' }).intake.report.skipped).toHaveLength(1);
});

test('names of files are names and never places', () => {
  const { intake } = take({ '../../../etc/games/domains': 'a.test', 'C:\\games\\domains': 'b.test' });
  expect(intake.report.files.map(({ path }) => path)).toEqual(['etc/games/domains', 'C:/games/domains']);
});

test('whatever the bytes and the name, lines are entries, repeats, corrections, problems or nothing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('games/domains', 'games/urls', 'games/expressions', 'games.csv', 'games.txt', 'hosts', 'games/usage'),
      fc.uint8Array({ maxLength: 300 }),
      (path, bytes) => {
        const { intake, items } = take({ [path]: bytes }, { category: 'games' });
        const { entries, lines } = totalsOf(intake.report);
        expect(items.length).toBe(entries);
        for (const { line } of items) expect(line).toBeLessThanOrEqual(lines);
      },
    ),
  );
});
