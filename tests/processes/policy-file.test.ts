// `schoolgate policy …` as a technician runs it, on a school that the dashboard changes meanwhile.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadLists } from '#main/lists.ts';
import { done } from '#main/outcome.ts';
import { prepareSchool } from '#main/school/starter-school.ts';
import { makeDataFolder } from '#main/settings/data-folder.ts';
import { openBundle } from '#policies/bundle/signed-bundle.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { greenfield } from '../support/cast.ts';
import { schoolgate } from './served-school.ts';

const dir = mkdtempSync(join(tmpdir(), 'schoolgate-policy-'));
const data = join(dir, 'data');
const file = join(dir, 'policy.yaml');
let database = '';

beforeAll(async () => {
  const folder = makeDataFolder(data);
  if (!folder.ok) throw new Error(folder.problem);
  ({ database } = folder.value);
  const store = await openSqlite(database);
  const prepared = await prepareSchool(store, greenfield, starterPolicy, async () => done(await loadLists([])), Date.now());
  if (!prepared.ok) throw new Error(prepared.problem);
  await store.close();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const run = (...args: string[]) => schoolgate(['policy', ...args, '--data', data]);
const check = () => schoolgate(['policy', 'check', file]);
const edit = (from: string, to: string): void => {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`The file holds no ${from}`);
  writeFileSync(file, text.replace(from, to));
};

/** What somebody saves in the dashboard meanwhile. */
async function inTheDashboard(): Promise<void> {
  const store = await openSqlite(database);
  const { policies } = store.forSchool(greenfield.id);
  const now = await policies.current();
  if (now === null) throw new Error('There is no policy.');
  await policies.save({ ...now.policy, passThrough: ['bank.test'] }, now.version, 'lead', Date.now());
  await store.close();
}

test('a policy is shown, changed, checked, compared and put in force', async () => {
  const shown = await run('show');
  expect(shown).toMatchObject({ code: 0, err: '' });
  writeFileSync(file, shown.out);
  expect((await check()).out).toContain('holds together: 25 groups, 6 schedules, 0 rules.');
  expect((await run('diff', file)).out).toContain('is the policy in force, version 1.');

  edit('    games: block\n', '    games: block-unless-approved # agreed\n');
  const diff = await run('diff', file);
  expect(diff.out).toBe('Games, Key Stage 1: blocked unless approved (was blocked).\n1 differences from version 1, which is in force.\n');
  const applied = await run('apply', file);
  expect(applied).toMatchObject({ code: 0, err: '' });
  expect(applied.out).toContain('In force as version 2, bundle 2.');
  expect(readFileSync(file, 'utf8')).toContain('version: 2\n');

  const store = await openSqlite(database);
  const school = store.forSchool(greenfield.id);
  const bundle = await school.policies.latestBundle();
  const opened = bundle && (await openBundle(bundle, { school: greenfield.id, newerThan: 1 }, () => Promise.resolve(true)));
  expect(opened?.ok === true && opened.bundle.policy.grid['ks1']?.['games']).toBe('block-unless-approved');
  const { entries } = await school.audit.list({ limit: 1 });
  expect(entries[0]).toMatchObject({ by: 'system', did: 'changed-policy', to: 'policy:2' });
  expect(entries[0]?.detail).toMatch(
    /^From the file policy\.yaml on the server, by its user .+\. Games, Key Stage 1: blocked unless approved \(was blocked\)\.$/,
  );
  await store.close();
});

test('a file with mistakes is not applied, and each is named with its line', async () => {
  edit('timeZone: Europe/London', 'timeZone: Europe/Hogwarts');
  const checked = await check();
  expect(checked.code).toBe(1);
  expect(checked.err).toMatch(/policy\.yaml:\d+:1: Time zone: “Europe\/Hogwarts” is not a zone/);
  expect(await run('apply', file)).toMatchObject({ code: 1, err: checked.err });
  edit('timeZone: Europe/Hogwarts', 'timeZone: Europe/London');
  writeFileSync(join(dir, 'bytes.yaml'), Buffer.from([0xff, 0xfe, 0x00]));
  expect((await schoolgate(['policy', 'check', join(dir, 'bytes.yaml')])).err).toContain('bytes.yaml:1:1: The file is not text in UTF-8.');
  expect((await schoolgate(['policy', 'check', join(dir, 'none.yaml')])).err).toContain('cannot be read.');
});

test('nothing is put over what somebody changed meanwhile; the file is brought up to it with its comments', async () => {
  await inTheDashboard();
  edit('  ks2: allow\n', '  ks2: warn\n');
  const refused = await run('apply', file);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('was made from version 2, and version 3 is in force.');
  expect((await run('pull', file)).err).toContain('holds changes that were never applied, such as: Key Stage 2, sites on no list');
  expect(await run('pull', file, '--discard')).toMatchObject({ code: 0, err: '' });
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('version: 3\n');
  expect(text).toContain('games: block-unless-approved # agreed\n');
  expect(text).toMatch(/passThrough:\s+(- |\[ )bank\.test/);
  expect((await run('diff', file)).out).toContain('is the policy in force, version 3.');
});

test('versions are listed, and an old one can be shown', async () => {
  const history = (await run('history')).out.trimEnd().split('\n');
  expect(history.map((line) => line.trim().split(/\s+/)[0])).toEqual(['3', '2', '1']);
  expect(history[0]).toMatch(/lead$/);
  expect((await run('show', '1')).out).toContain('version: 1\n');
  expect((await run('show', '9')).err).toContain('There is no version 9');
});
