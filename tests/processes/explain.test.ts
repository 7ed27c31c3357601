// `schoolgate explain` as a technician runs it: on the school's newest bundle, and on a policy in a file.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { done } from '#main/outcome.ts';
import { loadLists } from '#main/lists.ts';
import { prepareSchool } from '#main/school/starter-school.ts';
import { makeDataFolder } from '#main/settings/data-folder.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { greenfield, mia } from '../support/cast.ts';
import { schoolgate } from './served-school.ts';

const dir = mkdtempSync(join(tmpdir(), 'schoolgate-explain-'));
const data = join(dir, 'data');
const policyFile = join(dir, 'policy.yaml');
const lists = join(dir, 'own');
const policy: PolicyDocument = {
  ...starterPolicy,
  groups: [...starterPolicy.groups, { id: '8b', name: '8B', kind: 'class', parent: 'year-8' }],
  rules: [
    {
      id: 'exams',
      layer: 'school',
      effect: 'block',
      match: { kind: 'host', host: 'quiz.test', path: null },
      audience: 'ks3',
      from: Date.parse('2026-11-24T09:00:00Z'),
      until: Date.parse('2026-11-24T12:00:00Z'),
      origin: { kind: 'policy', name: 'Mock exams' },
      reason: 'Closed during the mock exams.',
    },
  ],
};

beforeAll(async () => {
  const folder = makeDataFolder(data);
  if (!folder.ok) throw new Error(folder.problem);
  const store = await openSqlite(folder.value.database);
  const prepared = await prepareSchool(store, greenfield, policy, async () => done(await loadLists([])), Date.now());
  if (!prepared.ok) throw new Error(prepared.problem);
  await store.forSchool(greenfield.id).people.save([mia]);
  await store.close();
  writeFileSync(policyFile, `# a school in Wales\n${stringify({ ...policy, languages: ['cy', 'en'] })}`);
  mkdirSync(join(lists, 'lists'), { recursive: true });
  writeFileSync(join(lists, 'lists', 'quizzes.txt'), '# name: Our quizzes\n# category: games\n\nourquiz.test\n');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const onSchool = (...args: string[]) => schoolgate(['explain', ...args, '--data', data]);
const onFile = (...args: string[]) => schoolgate(['explain', ...args, '--policy', policyFile]);

test('a pupil by sign-in name, at a moment by the school’s clock', async () => {
  const during = await onSchool('https://quiz.test/start', '--as', 'Mia@greenfield.test', '--at', '2026-11-24T10:05');
  expect(during.err).toBe('');
  expect(during.code).toBe(2);
  expect(during.out).toMatch(/^Blocked because the school has a rule for Key Stage 3\.\n/);
  for (const line of [
    /Who +mia@greenfield\.test in 8B, Year 8, Key Stage 3/,
    /When +Tuesday 24 November 2026, 10:05\n/,
    /Rule +Mock exams\n/,
    /Stands above +Sites on no list, Key Stage 3: allowed\n/,
    /Holds until +Tuesday 24 November 2026, 12:00\n/,
    /Reason given +Closed during the mock exams\.\n/,
    /Policy +version 1\n/,
    /Who can change it +The school’s e-safety committee can change this\.\n/,
  ])
    expect(during.out).toMatch(line);
  const after = await onSchool('https://quiz.test/start', '--as', mia.login, '--at', '2026-11-24T12:00');
  expect([after.code, after.out]).toEqual([0, expect.stringMatching(/^Allowed because no list knows this site/)]);
});

test('for programs it is one JSON object', async () => {
  const { out, code } = await onSchool('games.test/play', '--as', '8B', '--json', '--language', 'cy', '--place', 'off-site');
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({
    address: 'https://games.test/play',
    effect: 'block',
    category: 'games',
    because: { rule: { layer: 'category' }, list: { id: 'games' } },
    place: 'off-site',
    language: 'cy',
    whoCanChange: 'committee',
    summary: expect.stringContaining('mae’r categori “Gemau” wedi’i flocio'),
  });
});

test('a policy in a file speaks the school’s language and reads the lists beside it', async () => {
  const { out, code, err } = await onFile('ourquiz.test', '--as', 'ks3', '--lists', lists);
  expect([code, err]).toEqual([2, '']);
  expect(out).toMatch(/^Wedi’i flocio: /);
  expect(out).toMatch(/Rhestr +Our quizzes, llinell 4\n/);
  expect(out).toMatch(/Polisi +policy\.yaml\n/);
});

test('nobody in particular is somebody whom the filter does not know', async () => {
  expect((await onFile('no-list-knows.test', '--language', 'en')).out).toContain('people whom the filter does not know');
});

test('a search is told with what it may mean', async () => {
  const { out, code } = await onFile('https://www.google.com/search?q=how+to%1b%5b2Jkill+myself', '--as', 'staff', '--language', 'en');
  expect(code).toBe(0);
  expect(out).toMatch(/Search +“how to/);
  // eslint-disable-next-line no-control-regex -- an escape sequence in a search must not reach the terminal
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

test.each([
  [['x', '--as', 'bob'], /^There is no group “bob”: write one of everyone, /],
  [['mailto:x'], /^“mailto:x” is no address of a website: give it as a browser shows it, such as https:\/\/example\.org\/page\.\n$/],
  [
    ['x.test', '--at', '2026-02-30T10:00'],
    /^“2026-02-30T10:00” is no date and time: write it as 2026-11-24T10:05, by the school’s clock \(Europe\/London\)\.\n$/,
  ],
  [['x.test', '--at', 'noon'], /^“noon” is no date and time/],
  [['x.test', '--place', 'home'], /^“home” is no place: write on-site or off-site\.\n$/],
  [['x.test', '--language', 'fr'], /^There are no words in “fr”: write en or cy\.\n$/],
])('explain %j says what to write instead', async (args, sentence) => {
  const { code, out, err } = await onFile(...args);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(sentence);
});

test('a person who is not on the roster, a file that is not there, and one that is no policy', async () => {
  expect(await onSchool('x.test', '--as', 'bob@greenfield.test')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^Nobody on the roster has the sign-in name “bob@greenfield\.test”, and there is no group/),
  });
  expect(await schoolgate(['explain', 'x.test', '--policy', join(dir, 'missing')])).toMatchObject({
    code: 1,
    err: expect.stringContaining('cannot be read'),
  });
  expect(await schoolgate(['explain', 'x.test', '--lists', dir])).toMatchObject({
    code: 1,
    err: expect.stringContaining('--lists goes with --policy'),
  });
  const broken = join(dir, 'broken.yaml');
  for (const [text, sentence] of [
    ['groups: [', /broken\.yaml, line 1: /],
    ['format: 1', /broken\.yaml, line 1: .*timeZone/i],
    ['- 1', /broken\.yaml, line 1: A policy is a set of entries/],
  ] as const) {
    writeFileSync(broken, text);
    const { code, out, err } = await schoolgate(['explain', 'x.test', '--policy', broken]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/\bat .+:\d+:\d+/);
  }
});
